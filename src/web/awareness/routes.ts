import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseAwarenessSearch } from './search.ts'

const awareness = createRoute({
  getParentRoute: () => inside,
  path: '/sources/awareness',
  validateSearch: parseAwarenessSearch,
  component: lazyRouteComponent(() => import('./awareness-page.tsx'), 'AwarenessPage'),
})

export const awarenessRoutes = [awareness] as const
