import { queryOptions } from '@tanstack/react-query'
import type { RetentionDocument, RetentionLog, RetentionPreview, RetentionSet } from '#contract/retention.ts'
import type { RetentionRule } from '#core/retention/rule.ts'
import { get, post } from '../../app/api.ts'

export const retentionApi = {
  read: (signal?: AbortSignal) => get<RetentionDocument>('/api/retention', {}, signal),
  preview: (rule: RetentionRule, days: number, signal?: AbortSignal) =>
    get<RetentionPreview>('/api/retention/preview', { rule, days }, signal),
  set: (rule: RetentionRule, days: number | null) => post<RetentionSet>('/api/retention', { rule, days }),
  log: (cursor: string | undefined, signal?: AbortSignal) =>
    get<RetentionLog>('/api/retention/log', { cursor, limit: 10 }, signal),
}

export const retentionQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['retention', workspaceId],
    queryFn: ({ signal }) => retentionApi.read(signal),
  })
