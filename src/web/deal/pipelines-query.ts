import { queryOptions } from '@tanstack/react-query'
import type { PipelineList } from '#contract/deal.ts'
import { get } from '../app/api.ts'

/** The pipelines in force, for whatever shows deals; routes ask for them before their screens have come. */
export function pipelinesQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ['models', workspaceId, 'pipelines'],
    queryFn: ({ signal }) => get<PipelineList>('/api/pipelines', {}, signal),
    staleTime: 300_000,
  })
}
