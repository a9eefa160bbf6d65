import { queryOptions } from '@tanstack/react-query'
import type { PersonHead } from '#contract/person-head.ts'
import { get } from '../app/api.ts'

/** The first look at somebody; also asked for when a link to them is about to be followed. */
export function headQuery(workspaceId: string, id: string) {
  return queryOptions({
    queryKey: ['person', workspaceId, id, 'head'],
    queryFn: ({ signal }) => get<PersonHead>(`/api/people/${encodeURIComponent(id)}/head`, {}, signal),
  })
}
