import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseFormSearch } from './search.ts'

const list = createRoute({
  getParentRoute: () => inside,
  path: '/capture/forms',
  component: lazyRouteComponent(() => import('./list-page.tsx'), 'FormsPage'),
})

const one = createRoute({
  getParentRoute: () => inside,
  path: '/capture/forms/$id',
  validateSearch: parseFormSearch,
  component: lazyRouteComponent(() => import('./form-page.tsx'), 'FormPageScreen'),
})

export const formRoutes = [list, one] as const
