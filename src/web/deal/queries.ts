import { queryOptions, useQuery } from '@tanstack/react-query'
import type { PipelineList, PipelineView } from '#contract/deal.ts'
import { useWorkspace } from '../app/session.ts'
import { dealApi } from './api.ts'

export function pipelinesQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ['models', workspaceId, 'pipelines'],
    queryFn: ({ signal }) => dealApi.pipelines(signal),
    staleTime: 300_000,
  })
}

export function dealQuery(workspaceId: string, id: string) {
  return queryOptions({
    queryKey: ['deal', workspaceId, id, 'page'],
    queryFn: ({ signal }) => dealApi.page(id, signal),
  })
}

/** The pipelines in force; they change only when a blueprint is applied. */
export function usePipelines(): PipelineList | undefined {
  const workspace = useWorkspace()
  return useQuery(pipelinesQuery(workspace.id)).data
}

export function usePipeline(id: string | undefined): PipelineView | undefined {
  return usePipelines()?.items.find((one) => one.id === id)
}
