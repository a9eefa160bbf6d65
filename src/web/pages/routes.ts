import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parsePageSearch, parsePagesSearch } from './search.ts'

const list = createRoute({
  getParentRoute: () => inside,
  path: '/capture/pages',
  validateSearch: parsePagesSearch,
  component: lazyRouteComponent(() => import('./list-page.tsx'), 'PagesPage'),
})

const tags = createRoute({
  getParentRoute: () => inside,
  path: '/capture/pages/tags',
  component: lazyRouteComponent(() => import('./tags-page.tsx'), 'TagsPage'),
})

const one = createRoute({
  getParentRoute: () => inside,
  path: '/capture/pages/$id',
  validateSearch: parsePageSearch,
  component: lazyRouteComponent(() => import('./page-page.tsx'), 'PagePage'),
})

export const pageRoutes = [list, tags, one] as const
