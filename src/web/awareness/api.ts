import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AwarenessDocument, SignalAdded, SignalBatchList, SignalUndone } from '#contract/signal.ts'
import type { SignalCount } from '#core/signal/signal.ts'
import { get, post, type Query } from '../app/api.ts'
import { useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'

/** rows that go in one request (contract/signal.ts `mostSignals`) */
const piece = 1200

/** What the screen of awareness asks and tells the server. */
export const awarenessApi = {
  read: (query: Query, signal?: AbortSignal) => get<AwarenessDocument>('/api/awareness', query, signal),
  batches: (signal?: AbortSignal) => get<SignalBatchList>('/api/signals', {}, signal),
  undo: (id: string, undo = false) => post<SignalUndone>(`/api/signals/${encodeURIComponent(id)}/undo`, { undo }),
  /** Sends many rows piece by piece, as one batch. */
  async add(items: readonly SignalCount[], more: { source: 'hand' | 'file'; name: string }): Promise<string> {
    const batch = crypto.randomUUID()
    for (let at = 0; at < items.length; at += piece)
      await post<SignalAdded>('/api/signals', { ...more, batch, items: items.slice(at, at + piece) })
    return batch
  },
}

/** Adds social numbers or takes them back, says so with a way back, and asks again for what it concerns. */
export function useSignals() {
  const say = useSay()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const [isPending, setPending] = useState(false)
  const refresh = () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'awareness' })
  const within = async (work: () => Promise<void>): Promise<void> => {
    setPending(true)
    try {
      await work()
    } catch (error) {
      failed(error)
    } finally {
      setPending(false)
      void refresh()
    }
  }
  return {
    isPending,
    add: (items: readonly SignalCount[], more: { source: 'hand' | 'file'; name: string }, onDone: () => void) =>
      within(async () => {
        const batch = await awarenessApi.add(items, more)
        onDone()
        done(say('awareness.added', { count: items.length }), () => awarenessApi.undo(batch).then(refresh))
      }),
    takeBack: (id: string, undo: boolean) =>
      within(async () => {
        await awarenessApi.undo(id, undo)
        done(say(undo ? 'awareness.back' : 'awareness.taken'), () => awarenessApi.undo(id, !undo).then(refresh))
      }),
  }
}
