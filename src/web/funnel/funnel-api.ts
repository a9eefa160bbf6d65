import type { FunnelComparison, FunnelProperties } from '#contract/funnel.ts'
import { get, type Query } from '../app/api.ts'

export const funnelApi = {
  comparison: (query: Query, signal?: AbortSignal) => get<FunnelComparison>('/api/funnel/comparison', query, signal),
  properties: (signal?: AbortSignal) => get<FunnelProperties>('/api/funnel/properties', {}, signal),
}
