import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useWorkspace } from '../app/session.ts'
import { get } from '../app/api.ts'
import type { DealBoard } from '#contract/deal-board.ts'
import { cardSort, type DealsSearch, filterOf } from './search.ts'

/** What the board asks the server; a lane narrows it to one owner and fewer cards. Without a pipeline it is the first. */
export function boardParameters(search: DealsSearch, lane: string | null) {
  const { pipeline, days } = search
  return {
    ...filterOf(search),
    ...(pipeline === undefined || pipeline === 'all' ? {} : { pipeline }),
    sort: cardSort(search),
    ...(days === undefined ? {} : { days }),
    ...(lane === null ? {} : { owner: lane, limit: 10 }),
  }
}

/** Asked for by the route already, while the screen itself is still on its way. */
export function boardQuery(workspaceId: string, search: DealsSearch, lane: string | null) {
  const parameters = boardParameters(search, lane)
  return queryOptions({
    queryKey: ['deals', workspaceId, 'board', parameters],
    queryFn: ({ signal }) => get<DealBoard>('/api/deals/board', parameters, signal),
  })
}

export function useBoard(search: DealsSearch, lane: string | null) {
  const { id } = useWorkspace()
  return useQuery({ ...boardQuery(id, search, lane), placeholderData: keepPreviousData })
}
