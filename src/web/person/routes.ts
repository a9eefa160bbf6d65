import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { chosenWorkspace, sessionQuery } from '../app/session.ts'
import { headQuery } from './head-query.ts'
import { parsePersonSearch } from './search.ts'

const person = createRoute({
  getParentRoute: () => inside,
  path: '/people/$id',
  validateSearch: parsePersonSearch,
  // asked for as soon as the link is looked at, so that the page is there when it is followed
  loader: async ({ context: { client }, params }) => {
    const workspace = chosenWorkspace(await client.ensureQueryData(sessionQuery))
    if (workspace) void client.prefetchQuery(headQuery(workspace.id, params.id))
  },
  component: lazyRouteComponent(() => import('./person-page.tsx'), 'PersonPage'),
})

const duplicates = createRoute({
  getParentRoute: () => inside,
  path: '/people/duplicates',
  component: lazyRouteComponent(() => import('./duplicates-page.tsx'), 'DuplicatesPage'),
})

export const personRoutes = [duplicates, person] as const
