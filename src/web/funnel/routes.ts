import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseFunnelSearch } from './search.ts'

const funnel = createRoute({
  getParentRoute: () => inside,
  path: '/funnel',
  validateSearch: parseFunnelSearch,
  component: lazyRouteComponent(() => import('./funnel-page.tsx'), 'FunnelPage'),
})

export const funnelRoutes = [funnel] as const
