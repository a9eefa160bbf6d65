import type { GtmDocument, GtmPeople, TargetInput, TargetSet } from '#contract/gtm.ts'
import { get, post, type Query } from '../app/api.ts'

export const gtmApi = {
  read: (query: Query, signal?: AbortSignal) => get<GtmDocument>('/api/go-to-market', query, signal),
  people: (query: Query, signal?: AbortSignal) => get<GtmPeople>('/api/go-to-market/people', query, signal),
  setTarget: (body: TargetInput) => post<TargetSet>('/api/go-to-market/target', body),
}
