import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseSourceSearch } from './search.ts'

const sources = createRoute({
  getParentRoute: () => inside,
  path: '/sources',
  validateSearch: parseSourceSearch,
  component: lazyRouteComponent(() => import('./sources-page.tsx'), 'SourcesPage'),
})

export const sourceRoutes = [sources] as const
