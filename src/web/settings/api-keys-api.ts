import type { ApiKey, ApiKeyInput, ApiKeyList, CreatedApiKey } from '#contract/api-key.ts'
import { get, post } from '../app/api.ts'

export const apiKeysApi = {
  list: (signal?: AbortSignal) => get<ApiKeyList>('/api/api-keys', {}, signal),
  create: (body: ApiKeyInput) => post<CreatedApiKey>('/api/api-keys', body),
  revoke: (id: string) => post<ApiKey>(`/api/api-keys/${encodeURIComponent(id)}/revoke`, {}),
}
