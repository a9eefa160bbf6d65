import type {
  MailDetail,
  MailList,
  MailRow,
  MailSettings,
  MailSettingsInput,
  MailState,
  MailTestReport,
} from '#contract/mail.ts'
import { get, post } from '../app/api.ts'

export const mailApi = {
  list: (state: MailState | undefined, cursor: string | undefined, signal?: AbortSignal) =>
    get<MailList>('/api/mail', { state, cursor }, signal),
  read: (id: string, signal?: AbortSignal) => get<MailDetail>(`/api/mail/${encodeURIComponent(id)}`, {}, signal),
  retry: (id: string) => post<MailRow>(`/api/mail/${encodeURIComponent(id)}/retry`, {}),
  cancel: (id: string) => post<MailRow>(`/api/mail/${encodeURIComponent(id)}/cancel`, {}),
  release: () => post<{ released: number }>('/api/mail-release', {}),
  settings: (signal?: AbortSignal) => get<MailSettings>('/api/mail-settings', {}, signal),
  save: (body: MailSettingsInput) => post<MailSettings>('/api/mail-settings', body),
  test: (to: string) => post<MailTestReport>('/api/mail-settings/test', { to }),
}

/** Where a mail's HTML stands, for a frame that runs nothing. */
export function previewAddress(id: string, workspaceId: string): string {
  return `/api/mail/${encodeURIComponent(id)}/html?workspace=${encodeURIComponent(workspaceId)}`
}
