import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'

const person = createRoute({
  getParentRoute: () => inside,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('./person-page.tsx'), 'PersonPage'),
})

export const personRoutes = [person] as const
