import type {
  CpaDocument,
  CpaTargetSaved,
  SpendAdded,
  SpendHandInput,
  SpendInput,
  SpendList,
  SpendUndone,
} from '#contract/spend.ts'
import { get, post, type Query } from '../app/api.ts'

/** rows that are sent at once: a body stays under 256 KB */
const atOnce = 1000

export const spendApi = {
  list: (signal?: AbortSignal) => get<SpendList>('/api/spend', {}, signal),
  cpa: (query: Query, signal?: AbortSignal) => get<CpaDocument>('/api/spend/cpa', query, signal),
  hand: (input: SpendHandInput) => post<SpendAdded>('/api/spend/hand', input),
  undo: (id: string) => post<SpendUndone>(`/api/spend/batches/${encodeURIComponent(id)}/undo`, {}),
  restore: (id: string) => post<SpendUndone>(`/api/spend/batches/${encodeURIComponent(id)}/restore`, {}),
  setTarget: (action: string, minor: number | null) => post<CpaTargetSaved>('/api/spend/target', { action, minor }),
  /** A whole file in as many parts as it takes; what failed half-way is taken back. */
  async file(input: SpendInput): Promise<SpendAdded> {
    let batch: string | undefined
    let added: SpendAdded | undefined
    try {
      for (let at = 0; at < input.rows.length; at += atOnce) {
        const rows = input.rows.slice(at, at + atOnce)
        added = await post<SpendAdded>('/api/spend', { ...input, rows, ...(batch === undefined ? {} : { batch }) })
        batch = added.batch
      }
    } catch (error) {
      if (batch !== undefined) await spendApi.undo(batch).catch(() => {})
      throw error
    }
    if (added === undefined) throw new Error('there are no rows')
    return added
  },
}
