import { queryOptions, useQuery } from '@tanstack/react-query'
import type { FieldsInUse, ValuesInUse } from '#contract/person-fields.ts'
import type { SegmentCount } from '#contract/segment-query.ts'
import type { Condition } from '#core/rule.ts'
import { get, post } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'

/** What conditions and columns may speak of. */
export function useFieldsInUse(): FieldsInUse | undefined {
  const { id } = useWorkspace()
  return useQuery(
    queryOptions({
      queryKey: ['field-names', id],
      queryFn: ({ signal }) => get<FieldsInUse>('/api/people/fields', {}, signal),
      staleTime: 300_000,
    }),
  ).data
}

/** Values of a field that contain what is typed; nothing is asked while `on` is false. */
export function useValues(field: string, typed: string, on: boolean): ValuesInUse['items'] {
  const { id } = useWorkspace()
  const { data } = useQuery({
    queryKey: ['field-values', id, field, typed],
    queryFn: ({ signal }) => get<ValuesInUse>('/api/people/values', { field, q: typed }, signal),
    staleTime: 60_000,
    enabled: on && field !== '',
    placeholderData: (before, query) => (query?.queryKey[2] === field ? before : undefined),
  })
  return data?.items ?? []
}

export function countCondition(condition: Condition, signal?: AbortSignal): Promise<SegmentCount> {
  void signal
  return post<SegmentCount>('/api/segments/preview', { condition })
}
