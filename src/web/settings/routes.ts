import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
})

const missing = createRoute({
  getParentRoute: () => inside,
  path: '/settings/missing',
  validateSearch: (search: Record<string, unknown>): { code?: string; messageId?: string } => ({
    ...(typeof search['code'] === 'string' ? { code: search['code'] } : {}),
    ...(typeof search['messageId'] === 'string' ? { messageId: search['messageId'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./missing-page.tsx'), 'MissingPage'),
})

export const settingsRoutes = [settings, missing] as const
