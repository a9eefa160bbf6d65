import type { HolidayList } from '#contract/holiday.ts'
import type { PrivacySettings } from '#contract/settings.ts'
import { get, post } from '../app/api.ts'

export const settingsApi = {
  privacy: (signal?: AbortSignal) => get<PrivacySettings>('/api/workspace/privacy', {}, signal),
  changePrivacy: (body: PrivacySettings) => post<PrivacySettings>('/api/workspace/privacy', body),
  holidays: (signal?: AbortSignal) => get<HolidayList>('/api/holidays', {}, signal),
  changeHolidays: (body: { put?: HolidayList['holidays']; remove?: string[] }) =>
    post<HolidayList>('/api/holidays', body),
}
