import { queryOptions } from '@tanstack/react-query'
import type {
  Audience,
  AudienceExport,
  AudienceInput,
  AudienceList,
  AudiencePage,
  AudiencePeople,
} from '#contract/audience.ts'
import type { NetworkId } from '#core/audience/network.ts'
import { get, post } from '../app/api.ts'

const at = (id: string) => `/api/audiences/${encodeURIComponent(id)}`

export const audienceApi = {
  list: (signal?: AbortSignal) => get<AudienceList>('/api/audiences', {}, signal),
  add: (input: AudienceInput) => post<Audience>('/api/audiences', input),
  page: (id: string, signal?: AbortSignal) => get<AudiencePage>(at(id), {}, signal),
  change: (id: string, input: { archived: boolean }) => post<Audience>(at(id), input),
  look: (id: string) => post<Audience>(`${at(id)}/look`, {}),
  people: (
    id: string,
    search: { day: string | undefined; export: string | undefined },
    cursor: string | undefined,
    signal?: AbortSignal,
  ) => get<AudiencePeople>(`${at(id)}/people`, { ...search, cursor, limit: 20 }, signal),
  make: (id: string, network: NetworkId) => post<AudienceExport>(`${at(id)}/export`, { network }),
  schedule: (id: string, network: NetworkId, every: 'day' | 'week' | null) =>
    post<unknown>(`${at(id)}/schedule`, { network, every }),
}

export const audienceQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: ['audiences', workspaceId, id],
    queryFn: ({ signal }) => audienceApi.page(id, signal),
  })
