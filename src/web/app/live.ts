import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { createRefresher } from './refresher.ts'

const firstRetryMs = 3000
const longestRetryMs = 60_000

/**
 * Keeps what is on the screen up to date: listens to the server's stream of changes and asks again for the queries
 * concerned (live-topics.ts). Says nothing while the tab is hidden and catches up when it is looked at again. A query
 * with `meta: { live: false }`, and a list of more than three pages, is left alone.
 */
export function useLive(workspaceId: string | undefined): void {
  const client = useQueryClient()
  useEffect(() => (workspaceId === undefined ? undefined : follow(client, workspaceId)), [client, workspaceId])
}

function follow(client: QueryClient, workspaceId: string): () => void {
  const refresh = createRefresher(client)
  let source: EventSource | null = null
  let lastId = ''
  let retryMs = firstRetryMs
  let retry: ReturnType<typeof setTimeout> | undefined
  let left = false

  const open = (): void => {
    clearTimeout(retry)
    if (left || source || document.hidden) return
    // all that is on the screen was asked for since the page began
    const after = lastId === '' ? `&ago=${Math.ceil(performance.now())}` : `&after=${encodeURIComponent(lastId)}`
    const stream = new EventSource(`/api/live?workspace=${encodeURIComponent(workspaceId)}${after}`)
    source = stream
    stream.addEventListener('hello', (event: MessageEvent<string>) => {
      retryMs = firstRetryMs
      if (lastId === '') lastId = event.lastEventId
    })
    stream.addEventListener('change', (event: MessageEvent<string>) => {
      if (event.lastEventId !== '') lastId = event.lastEventId
      for (const topic of (JSON.parse(event.data) as { topics: string[] }).topics) refresh.topic(topic)
    })
    // another window of this session took the place: this one listens again when it is looked at again
    stream.addEventListener('full', close)
    stream.addEventListener('over', () => {
      close()
      void client.invalidateQueries({ queryKey: ['session'] })
    })
    stream.addEventListener('error', () => {
      // a lost connection the browser mends by itself; a refusal it does not
      if (stream.readyState !== EventSource.CLOSED || source !== stream) return
      source = null
      retry = setTimeout(open, retryMs * (0.5 + Math.random()))
      retryMs = Math.min(retryMs * 2, longestRetryMs)
    })
  }
  const close = (): void => {
    clearTimeout(retry)
    source?.close()
    source = null
  }
  const onVisible = (): void => (document.hidden ? close() : open())

  document.addEventListener('visibilitychange', onVisible)
  window.addEventListener('focus', open)
  open()
  return () => {
    left = true
    document.removeEventListener('visibilitychange', onVisible)
    window.removeEventListener('focus', open)
    close()
    refresh.stop()
  }
}
