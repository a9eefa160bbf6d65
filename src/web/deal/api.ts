import type { DealGates, DealPage, DealWritten, PipelineList } from '#contract/deal.ts'
import { get, post, type Query } from '../app/api.ts'

const of = (id: string, part = '') => `/api/deals/${encodeURIComponent(id)}${part}`

/** What the page of a deal and its dialogs ask and tell the server. */
export const dealApi = {
  pipelines: (signal?: AbortSignal) => get<PipelineList>('/api/pipelines', {}, signal),
  page: (id: string, signal?: AbortSignal) => get<DealPage>(of(id), {}, signal),
  create: (body: object) => post<DealWritten>('/api/deals', body),
  change: (id: string, revision: number, fields: object) => post<DealWritten>(of(id, '/change'), { revision, fields }),
  move: (id: string, body: object) => post<DealWritten>(of(id, '/move'), body),
  gates: (id: string, query: Query, signal?: AbortSignal) => get<DealGates>(of(id, '/gates'), query, signal),
  say: (id: string, say: object) => post<DealWritten>(of(id, '/say'), { say }),
  setPerson: (id: string, member: object) => post<DealWritten>(of(id, '/people'), member),
  removePerson: (id: string, person: string) => post<DealWritten>(of(id, '/people/remove'), { person }),
  undo: (id: string, event: string) => post<DealWritten>(of(id, '/undo'), { event }),
}
