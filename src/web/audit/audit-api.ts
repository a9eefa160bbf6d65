import type { AuditList } from '#contract/audit.ts'
import { get, type Query } from '../app/api.ts'

export const auditApi = {
  list: (query: Query, signal?: AbortSignal) => get<AuditList>('/api/audit', query, signal),
}
