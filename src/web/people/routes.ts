import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parsePeopleSearch } from './search.ts'

const people = createRoute({
  getParentRoute: () => inside,
  path: '/people',
  validateSearch: parsePeopleSearch,
  component: lazyRouteComponent(() => import('./people-page.tsx'), 'PeoplePage'),
})

export const peopleRoutes = [people] as const
