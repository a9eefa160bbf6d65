import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'

const list = createRoute({
  getParentRoute: () => inside,
  path: '/notifications',
  validateSearch: (search: Record<string, unknown>): { unread?: true } =>
    search['unread'] === true || search['unread'] === 'true' ? { unread: true } : {},
  component: lazyRouteComponent(() => import('./notifications-page.tsx'), 'NotificationsPage'),
})

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings/notifications',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'NotificationSettingsPage'),
})

export const notificationRoutes = [list, settings] as const
