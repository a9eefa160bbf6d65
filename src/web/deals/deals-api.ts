import { useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  CardPage,
  DealBulkAction,
  DealBulkDone,
  DealBulkUndone,
  DealExportInput,
  DealFacets,
  DealForecast,
  DealIds,
  DealLanes,
  DealList,
} from '#contract/deal-board.ts'
import type { AccountCreated } from '#contract/account-create.ts'
import type { ExportReady } from '#contract/person-bulk.ts'
import { get, post, type Query } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'

export const dealsApi = {
  boardCards: (query: Query, signal?: AbortSignal) => get<CardPage>('/api/deals/board/cards', query, signal),
  lanes: (query: Query, signal?: AbortSignal) => get<DealLanes>('/api/deals/lanes', query, signal),
  facets: (query: Query, signal?: AbortSignal) => get<DealFacets>('/api/deals/facets', query, signal),
  list: (query: Query, signal?: AbortSignal) => get<DealList>('/api/deals', query, signal),
  ids: (query: Query) => get<DealIds>('/api/deals/ids', query),
  forecast: (query: Query, signal?: AbortSignal) => get<DealForecast>('/api/deals/forecast', query, signal),
  forecastCards: (query: Query, signal?: AbortSignal) => get<CardPage>('/api/deals/forecast/cards', query, signal),
  bulk: (body: { bulk?: string; deals: { id: string; revision: number }[]; action: DealBulkAction }) =>
    post<DealBulkDone>('/api/deals/bulk', body),
  undoBulk: (id: string) => post<DealBulkUndone>(`/api/deals/bulk/${encodeURIComponent(id)}/undo`, {}),
  company: (name: string) => post<AccountCreated>('/api/companies', { name }),
  export: (body: DealExportInput) => post<ExportReady>('/api/deals/export', body),
}

/** What the open deals of a pipeline can be filtered by. */
export function useDealFacets(pipeline: string | undefined): DealFacets | undefined {
  const { id } = useWorkspace()
  return useQuery({
    queryKey: ['deals', id, 'facets', pipeline],
    queryFn: ({ signal }) => dealsApi.facets({ pipeline }, signal),
    staleTime: 60_000,
  }).data
}

/** After deals were changed here: what shows them is asked anew; resolves when what is on the screen is the truth. */
export function useDealsChanged(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    void client.invalidateQueries({ queryKey: ['deal'] })
    await client.invalidateQueries({ queryKey: ['deals'] })
  }
}
