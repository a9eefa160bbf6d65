import { countMyUnread, listMyNotifications } from '#actions/notification-list.ts'
import { markNotifications } from '#actions/notification-mark.ts'
import { changeNotificationSettings, readNotificationSettings } from '#actions/notification-settings.ts'
import type { VerbRoute } from '../verbs.ts'

/** What a member should hear of. */
export const notificationVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/notifications', verb: listMyNotifications },
  { method: 'GET', path: '/api/notifications/count', verb: countMyUnread },
  { method: 'POST', path: '/api/notifications/read', verb: markNotifications },
  { method: 'GET', path: '/api/notification-settings', verb: readNotificationSettings },
  { method: 'POST', path: '/api/notification-settings', verb: changeNotificationSettings },
]
