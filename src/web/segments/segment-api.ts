import { queryOptions } from '@tanstack/react-query'
import type { Segment, SegmentInput, SegmentList, SegmentPage } from '#contract/segment-saved.ts'
import type { SegmentCount } from '#contract/segment-query.ts'
import type { Condition } from '#core/rule.ts'
import { get, post } from '../app/api.ts'

export const segmentApi = {
  save: (input: SegmentInput) => post<Segment>('/api/segments', input),
  change: (id: string, input: Partial<SegmentInput>) => post<Segment>(`/api/segments/${id}`, input),
  remove: (id: string) => post<object>(`/api/segments/${id}/delete`, {}),
  look: (id: string) => post<Segment>(`/api/segments/${id}/look`, {}),
  count: (condition: Condition) => post<SegmentCount>('/api/segments/preview', { condition }),
}

export function segmentsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ['segments', workspaceId],
    queryFn: ({ signal }) => get<SegmentList>('/api/segments', {}, signal),
  })
}

export function segmentQuery(workspaceId: string, id: string) {
  return queryOptions({
    queryKey: ['segment', workspaceId, id],
    queryFn: ({ signal }) => get<SegmentPage>(`/api/segments/${id}`, {}, signal),
  })
}
