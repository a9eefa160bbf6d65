import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'

const team = createRoute({
  getParentRoute: () => inside,
  path: '/settings/team',
  component: lazyRouteComponent(() => import('./team-page.tsx'), 'TeamPage'),
})

const roles = createRoute({
  getParentRoute: () => inside,
  path: '/settings/roles',
  component: lazyRouteComponent(() => import('./roles-page.tsx'), 'RolesPage'),
})

export const teamRoutes = [team, roles] as const
