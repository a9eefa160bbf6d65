import type { AwarenessDocument, SignalAdded, SignalBatchList, SignalUndone } from '#contract/signal.ts'
import type { SignalCount } from '#core/signal/signal.ts'
import { get, post, type Query } from '../app/api.ts'
import { useSay } from '../app/words.tsx'
import { useDeed } from '../ui/use-deed.ts'

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
  const { run, isPending } = useDeed(['awareness'])
  return {
    isPending,
    add: (items: readonly SignalCount[], more: { source: 'hand' | 'file'; name: string }, onDone: () => void) =>
      run(() => awarenessApi.add(items, more), {
        said: say('awareness.added', { count: items.length }),
        undo: (batch) => awarenessApi.undo(batch),
        onDone,
      }),
    takeBack: (id: string, undo: boolean) =>
      run(() => awarenessApi.undo(id, undo), {
        said: say(undo ? 'awareness.back' : 'awareness.taken'),
        undo: () => awarenessApi.undo(id, !undo),
      }),
  }
}
