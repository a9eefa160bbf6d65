import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseDealSearch } from './search.ts'

const deal = createRoute({
  getParentRoute: () => inside,
  path: '/deals/$id',
  validateSearch: parseDealSearch,
  component: lazyRouteComponent(() => import('./deal-page.tsx'), 'DealPage'),
})

export const dealRoutes = [deal] as const
