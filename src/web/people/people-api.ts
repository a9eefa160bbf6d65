import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BulkAction, BulkDone, BulkUndone, ExportInput, ExportReady } from '#contract/person-bulk.ts'
import type { PersonIds, PersonQueryInput, PersonQueryList } from '#contract/person-query.ts'
import type { View, ViewChange, ViewInput, ViewList } from '#contract/view.ts'
import { get, post } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'

export const peopleApi = {
  query: (input: PersonQueryInput) => post<PersonQueryList>('/api/people/query', input),
  ids: (input: Pick<PersonQueryInput, 'q' | 'condition' | 'hot'>) => post<PersonIds>('/api/people/ids', input),
  bulk: (input: { bulk?: string; ids: string[]; action: BulkAction }) => post<BulkDone>('/api/people/bulk', input),
  undoBulk: (id: string) => post<BulkUndone>(`/api/people/bulk/${id}/undo`, {}),
  merge: (one: string, other: string) => post<{ id: string; merged: string }>('/api/people/merge', { one, other }),
  unmerge: (id: string, merged: string) => post<object>(`/api/people/${id}/unmerge`, { merged }),
  export: (input: ExportInput) => post<ExportReady>('/api/people/export', input),
  saveView: (input: ViewInput) => post<View>('/api/views', input),
  changeView: (id: string, input: ViewChange) => post<View>(`/api/views/${id}`, input),
  deleteView: (id: string) => post<object>(`/api/views/${id}/delete`, {}),
  defaultView: (id: string, on: boolean) => post<View>(`/api/views/${id}/default`, { on }),
}

export function viewsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ['views', workspaceId],
    queryFn: ({ signal }) => get<ViewList>('/api/views', {}, signal),
    staleTime: 60_000,
  })
}

export function useViews(): ViewList['items'] | undefined {
  return useQuery(viewsQuery(useWorkspace().id)).data?.items
}

/** After a change of views: those of the list are asked anew. */
export function useViewsChanged(): () => Promise<void> {
  const client = useQueryClient()
  const { id } = useWorkspace()
  return () => client.invalidateQueries({ queryKey: ['views', id] })
}

/** After people were changed: lists, pages and segments are asked anew. */
export function usePeopleChanged(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await Promise.all(
      ['people', 'person', 'segment', 'field-names', 'field-values'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    )
  }
}
