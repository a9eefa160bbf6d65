import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseBlueprintSearch } from './search.ts'

const blueprint = createRoute({
  getParentRoute: () => inside,
  path: '/blueprint',
  validateSearch: parseBlueprintSearch,
  component: lazyRouteComponent(() => import('./blueprint-page.tsx'), 'BlueprintPage'),
})

export const blueprintRoutes = [blueprint] as const
