import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseAudienceSearch } from './search.ts'

const list = createRoute({
  getParentRoute: () => inside,
  path: '/audiences',
  component: lazyRouteComponent(() => import('./audiences-page.tsx'), 'AudiencesPage'),
})

const one = createRoute({
  getParentRoute: () => inside,
  path: '/audiences/$id',
  validateSearch: parseAudienceSearch,
  component: lazyRouteComponent(() => import('./audience-page.tsx'), 'AudiencePage'),
})

export const audienceRoutes = [list, one] as const
