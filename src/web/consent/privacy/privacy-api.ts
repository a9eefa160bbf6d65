import { queryOptions } from '@tanstack/react-query'
import type {
  Erasure,
  ErasureList,
  ErasureListCheck,
  ErasurePlaces,
  ErasurePreview,
  WipeState,
} from '#contract/privacy.ts'
import type { ErasureReason } from '#core/privacy/erase.ts'
import { get, post } from '../../app/api.ts'

export interface Ground {
  reason: ErasureReason
  note: string
  /** what becomes of a name that others bear; where it is about the person alone when absent */
  names?: 'tied' | 'everywhere'
  confirm: string
}

export const privacyApi = {
  preview: (id: string, signal?: AbortSignal) =>
    get<ErasurePreview>(`/api/people/${encodeURIComponent(id)}/erasure`, {}, signal),
  erase: (id: string, ground: Ground) => post<Erasure>(`/api/people/${encodeURIComponent(id)}/erasure`, ground),
  check: (text: string) => post<ErasureListCheck>('/api/erasures/check', { text }),
  eraseList: (text: string, ground: Ground) => post<Erasure>('/api/erasures', { text, ...ground }),
  list: (cursor: string | undefined, signal?: AbortSignal) =>
    get<ErasureList>('/api/erasures', { cursor, limit: 20 }, signal),
  decide: (id: string, start: boolean) => post<Erasure>(`/api/erasures/${encodeURIComponent(id)}/decide`, { start }),
  places: (id: string, signal?: AbortSignal) =>
    get<ErasurePlaces>(`/api/erasures/${encodeURIComponent(id)}/places`, {}, signal),
  endPlaces: (id: string) => post<{ forgotten: number }>(`/api/erasures/${encodeURIComponent(id)}/places/done`, {}),
  wipe: (signal?: AbortSignal) => get<WipeState>('/api/erasures/wipe', {}, signal),
  startWipe: () => post<WipeState>('/api/erasures/wipe', {}),
  setBackups: (days: number) => post<{ days: number }>('/api/erasures/backups', { days }),
}

/** What erasing somebody would take away; asked anew each time it is looked at. */
export const previewQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: ['erasure', workspaceId, 'preview', id],
    queryFn: ({ signal }) => privacyApi.preview(id, signal),
    staleTime: 0,
    gcTime: 0,
    meta: { live: false },
  })
