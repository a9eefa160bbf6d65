import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseSpendSearch } from './search.ts'

const spend = createRoute({
  getParentRoute: () => inside,
  path: '/sources/spend',
  validateSearch: parseSpendSearch,
  component: lazyRouteComponent(() => import('./spend-page.tsx'), 'SpendPage'),
})

export const spendRoutes = [spend] as const
