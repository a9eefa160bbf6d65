import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseGtmSearch } from './search.ts'

const gtm = createRoute({
  getParentRoute: () => inside,
  path: '/go-to-market',
  validateSearch: parseGtmSearch,
  component: lazyRouteComponent(() => import('./gtm-page.tsx'), 'GtmPage'),
})

export const gtmRoutes = [gtm] as const
