import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ModelList } from '#contract/model.ts'
import { api } from './api.ts'
import { useWorkspace } from './session.ts'

/** The stage models in force; they change only when a blueprint is applied. */
export function useModels(): ModelList | undefined {
  const workspace = useWorkspace()
  return useQuery(modelsQuery(workspace.id)).data
}

function modelsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ['models', workspaceId],
    queryFn: ({ signal }) => api.models(signal),
    staleTime: 300_000,
  })
}
