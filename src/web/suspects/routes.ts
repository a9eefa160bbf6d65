import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseExcludedSearch, parseSuspectSearch } from './search.ts'

const lists = createRoute({
  getParentRoute: () => inside,
  path: '/audiences/suspects',
  component: lazyRouteComponent(() => import('./lists-page.tsx'), 'SuspectListsPage'),
})

const list = createRoute({
  getParentRoute: () => inside,
  path: '/audiences/suspects/$id',
  validateSearch: parseSuspectSearch,
  component: lazyRouteComponent(() => import('./list-page.tsx'), 'SuspectListPage'),
})

const excluded = createRoute({
  getParentRoute: () => inside,
  path: '/audiences/excluded',
  validateSearch: parseExcludedSearch,
  component: lazyRouteComponent(() => import('./excluded-page.tsx'), 'ExcludedPage'),
})

export const suspectRoutes = [lists, list, excluded] as const
