import { queryOptions } from '@tanstack/react-query'
import type {
  ConsentOverview,
  ConsentRecorded,
  ConsentSettings,
  DueList,
  LedgerPage,
  PersonConsent,
  PurposeList,
  PurposeSaved,
  ReachCount,
  Reminded,
  RequestList,
  Suppressed,
  SuppressionFound,
  SuppressionList,
  TemplateTaken,
} from '#contract/consent.ts'
import type { ExportReady } from '#contract/person-bulk.ts'
import type { Text } from '#core/blueprint.ts'
import type { Purpose } from '#core/consent/purpose.ts'
import type { Country } from '#core/consent/template.ts'
import type { Condition } from '#core/rule.ts'
import { get, post } from '../app/api.ts'
import type { LedgerSearch } from './search.ts'

export interface PurposeInput extends Omit<Purpose, 'wording'> {
  retired: boolean
  text: Text
}

export interface RecordInput {
  purpose: string
  state: 'granted' | 'withdrawn'
  at?: string
  reason: string
  kept: string
  wording?: string
}

export const consentApi = {
  overview: (purpose: string | undefined, signal?: AbortSignal) =>
    get<ConsentOverview>('/api/consent', { purpose }, signal),
  ledger: (search: LedgerSearch, cursor: string | undefined, signal?: AbortSignal) =>
    get<LedgerPage>('/api/consent/ledger', { ...search, cursor, limit: 20 }, signal),
  exportLedger: (search: LedgerSearch, heads: Record<string, string>) =>
    post<ExportReady>('/api/consent/export', { ...search, heads }),
  requests: (state: 'open' | 'expired' | undefined, cursor: string | undefined, signal?: AbortSignal) =>
    get<RequestList>('/api/consent/requests', { state, cursor }, signal),
  resend: (id: string) => post<{ id: string }>(`/api/consent/requests/${encodeURIComponent(id)}/resend`, {}),
  purposes: (signal?: AbortSignal) => get<PurposeList>('/api/consent/purposes', {}, signal),
  savePurpose: (input: PurposeInput) => post<PurposeSaved>('/api/consent/purposes', input),
  takeTemplate: (country: Country) => post<TemplateTaken>('/api/consent/template', { country }),
  saveSettings: (input: Partial<ConsentSettings>) => post<ConsentSettings>('/api/consent/settings', input),
  person: (id: string, signal?: AbortSignal) =>
    get<PersonConsent>(`/api/people/${encodeURIComponent(id)}/consent`, {}, signal),
  record: (id: string, input: RecordInput) =>
    post<ConsentRecorded>(`/api/people/${encodeURIComponent(id)}/consent`, input),
  undoRecord: (id: string, messageId: string) =>
    post<unknown>(`/api/people/${encodeURIComponent(id)}/consent/undo`, { messageId }),
  reach: (purpose: string, condition: Condition) => post<ReachCount>('/api/consent/reach', { purpose, condition }),
  suppressed: (cursor: string | undefined, signal?: AbortSignal) =>
    get<SuppressionList>('/api/consent/suppressed', { cursor, limit: 20 }, signal),
  suppress: (addresses: string, reason: 'hand' | 'import') =>
    post<Suppressed>('/api/consent/suppress', { addresses, reason }),
  findSuppressed: (address: string) => post<SuppressionFound>('/api/consent/suppressed/find', { address }),
  lift: (id: string) => post<{ id: string }>(`/api/consent/suppressed/${encodeURIComponent(id)}/lift`, {}),
  due: (signal?: AbortSignal) => get<DueList>('/api/consent/due', {}, signal),
  remind: (ids: readonly string[]) => post<Reminded>('/api/consent/remind', { ids }),
}

/** The purposes with their words, the sender and the rules. */
export const purposesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['consent', 'purposes', workspaceId],
    queryFn: ({ signal }) => consentApi.purposes(signal),
  })
