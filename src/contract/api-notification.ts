import {
  digestChoice,
  markedRead,
  markReadInput,
  notificationList,
  notificationQuery,
  notificationSettings,
  unreadCount,
} from '#contract/notification.ts'
import { type RouteContract, route } from '#contract/openapi.ts'

const tag = 'Notifications'
const doors = ['session'] as const

/** What a member should hear of. */
export const notificationRoutes: readonly RouteContract[] = [
  route({
    method: 'GET',
    path: '/api/notifications',
    verb: 'listMyNotifications',
    summary: 'One’s own notifications, newest first.',
    tag,
    doors,
    query: notificationQuery,
    responses: { 200: { description: 'One page, and how many are not read.', body: notificationList } },
  }),
  route({
    method: 'GET',
    path: '/api/notifications/count',
    verb: 'countMyUnread',
    summary: 'How many of them are not read.',
    tag,
    doors,
    responses: { 200: { description: 'Up to 100.', body: unreadCount } },
  }),
  route({
    method: 'POST',
    path: '/api/notifications/read',
    verb: 'markNotifications',
    summary: 'Marks some or all as read, or takes that back.',
    tag,
    doors,
    body: markReadInput,
    responses: { 200: { description: 'How many changed, and how many are not read.', body: markedRead } },
  }),
  route({
    method: 'GET',
    path: '/api/notification-settings',
    verb: 'readNotificationSettings',
    summary: 'How often one gets the digest by mail.',
    tag,
    doors,
    responses: { 200: { description: 'The choice.', body: notificationSettings } },
  }),
  route({
    method: 'POST',
    path: '/api/notification-settings',
    verb: 'changeNotificationSettings',
    summary: 'Daily, weekly or none.',
    tag,
    doors,
    body: digestChoice,
    responses: { 200: { description: 'The choice.', body: notificationSettings } },
  }),
]
