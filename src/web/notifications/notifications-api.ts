import type { MarkedRead, NotificationList, NotificationSettings } from '#contract/notification.ts'
import { get, post } from '../app/api.ts'

export const notificationsApi = {
  list: (unread: boolean, cursor: string | undefined, signal?: AbortSignal) =>
    get<NotificationList>('/api/notifications', { unread, cursor }, signal),
  count: (signal?: AbortSignal) => get<{ unread: number }>('/api/notifications/count', {}, signal),
  read: (ids: readonly string[]) => post<MarkedRead>('/api/notifications/read', { ids }),
  unread: (ids: readonly string[]) => post<MarkedRead>('/api/notifications/read', { ids, read: false }),
  readAll: () => post<MarkedRead>('/api/notifications/read', {}),
  settings: (signal?: AbortSignal) => get<NotificationSettings>('/api/notification-settings', {}, signal),
  choose: (choice: Partial<Pick<NotificationSettings, 'digest' | 'forms'>>) =>
    post<NotificationSettings>('/api/notification-settings', choice),
}
