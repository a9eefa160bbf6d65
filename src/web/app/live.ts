import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { concerned } from './live-topics.ts'

const firstRetryMs = 3000
const longestRetryMs = 60_000
/** after a time in which anything may have changed */
const allMs = 1000

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
    const after = lastId === '' ? '' : `&after=${encodeURIComponent(lastId)}`
    const stream = new EventSource(`/api/live?workspace=${encodeURIComponent(workspaceId)}${after}`)
    source = stream
    stream.addEventListener('hello', () => {
      retryMs = firstRetryMs
      // what rang between loading the page and listening
      if (lastId === '') refresh.topic('notification')
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

/** Whoever has gone deep into a list would see all its pages asked again, and move under the reader. */
function isLong(data: unknown): boolean {
  const pages = (data as { pages?: unknown } | undefined)?.pages
  return Array.isArray(pages) && pages.length > 3
}

/** Asks again for what is concerned, each query no oftener than its time, however many changes come. */
function createRefresher(client: QueryClient): { topic(topic: string): void; stop(): void } {
  const asked = new Map<string, number>()
  const waiting = new Map<string, ReturnType<typeof setTimeout>>()
  const ask = (word: string): void => {
    waiting.delete(word)
    asked.set(word, performance.now())
    void client.invalidateQueries({
      predicate: ({ queryKey, meta, state }) =>
        meta?.['live'] !== false && !isLong(state.data) && (word === '*' || queryKey[0] === word),
    })
  }
  const soon = (word: string, everyMs: number): void => {
    if (waiting.has(word)) return
    const rest = Math.max(0, (asked.get(word) ?? -everyMs) + everyMs - performance.now())
    waiting.set(
      word,
      setTimeout(() => ask(word), rest),
    )
  }
  return {
    topic(topic) {
      const words = concerned(topic)
      if (words === null) soon('*', allMs)
      else for (const [word, everyMs] of words) soon(word, everyMs)
    },
    stop() {
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}
