import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage'),
})

const waiting = createRoute({
  getParentRoute: () => inside,
  path: '/waiting',
  validateSearch: (search: Record<string, unknown>): { state?: 'would_fire' } =>
    search['state'] === 'would_fire' ? { state: 'would_fire' } : {},
  component: lazyRouteComponent(() => import('./waiting-page.tsx'), 'WaitingPage'),
})

export const homeRoutes = [home, waiting] as const
