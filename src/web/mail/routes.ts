import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseMailSearch } from './search.ts'

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings/mail',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'MailSettingsPage'),
})

const log = createRoute({
  getParentRoute: () => inside,
  path: '/settings/mail/log',
  validateSearch: parseMailSearch,
  component: lazyRouteComponent(() => import('./log-page.tsx'), 'MailLogPage'),
})

export const mailRoutes = [settings, log] as const
