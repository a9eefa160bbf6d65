import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseDealsSearch } from './search.ts'

const deals = createRoute({
  getParentRoute: () => inside,
  path: '/deals',
  validateSearch: parseDealsSearch,
  component: lazyRouteComponent(() => import('./deals-page.tsx'), 'DealsPage'),
})

export const dealsRoutes = [deals] as const
