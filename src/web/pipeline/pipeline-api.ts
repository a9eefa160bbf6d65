import { useQuery } from '@tanstack/react-query'
import type { PipelineList } from '#contract/deal.ts'
import type { PipelineDealList, PipelineMetricDocument, PipelineStageDocument } from '#contract/pipeline-metric.ts'
import type {
  PipelineLikelyDocument,
  PipelineProperties,
  PipelineSizingDocument,
  QuotaDocument,
  QuotaInput,
  QuotaSet,
} from '#contract/pipeline-plan.ts'
import type { PipelineVelocityDocument } from '#contract/pipeline-velocity.ts'
import { get, post, type Query } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'

export const pipelineApi = {
  pipelines: (signal?: AbortSignal) => get<PipelineList>('/api/pipelines', {}, signal),
  metrics: (query: Query, signal?: AbortSignal) => get<PipelineMetricDocument>('/api/pipeline/metrics', query, signal),
  stages: (query: Query, signal?: AbortSignal) => get<PipelineStageDocument>('/api/pipeline/stages', query, signal),
  velocity: (query: Query, signal?: AbortSignal) =>
    get<PipelineVelocityDocument>('/api/pipeline/velocity', query, signal),
  likely: (query: Query, signal?: AbortSignal) => get<PipelineLikelyDocument>('/api/pipeline/likely', query, signal),
  sizing: (query: Query, signal?: AbortSignal) => get<PipelineSizingDocument>('/api/pipeline/sizing', query, signal),
  deals: (query: Query, signal?: AbortSignal) => get<PipelineDealList>('/api/pipeline/deals', query, signal),
  properties: (signal?: AbortSignal) => get<PipelineProperties>('/api/pipeline/properties', {}, signal),
  quotas: (query: Query, signal?: AbortSignal) => get<QuotaDocument>('/api/quotas', query, signal),
  setQuota: (body: QuotaInput) => post<QuotaSet>('/api/quotas', body),
}

/** The pipelines of the blueprint in force. */
export function usePipelines(): PipelineList | undefined {
  const workspace = useWorkspace()
  return useQuery({
    queryKey: ['pipelines', workspace.id],
    queryFn: ({ signal }) => pipelineApi.pipelines(signal),
    staleTime: 300_000,
  }).data
}

/** The team's own fields of deals. */
export function useDealFields(): PipelineProperties['fields'] {
  const workspace = useWorkspace()
  const { data } = useQuery({
    queryKey: ['pipeline', workspace.id, 'properties'],
    queryFn: ({ signal }) => pipelineApi.properties(signal),
    staleTime: 300_000,
  })
  return data?.fields ?? []
}
