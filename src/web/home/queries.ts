import { queryOptions } from '@tanstack/react-query'
import type { FunnelComparison } from '#contract/funnel.ts'
import type { HomeDocument } from '#contract/home.ts'
import { get } from '../app/api.ts'
import { dayBefore, periodDays } from './period.ts'

export function homeQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ['home', workspaceId],
    queryFn: ({ signal }) => get<HomeDocument>('/api/home', {}, signal),
  })
}

/** The funnel of those who came in the last days, beside the period before; `now` in epoch ms. */
export function glanceQuery(workspace: { id: string; zone: string }, now: number) {
  const from = dayBefore(now, periodDays - 1, workspace.zone)
  return queryOptions({
    queryKey: ['funnel', 'home', workspace.id, from],
    queryFn: ({ signal }) => get<FunnelComparison>('/api/funnel/comparison', { from, medians: false }, signal),
    staleTime: 60_000,
  })
}
