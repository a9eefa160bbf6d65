import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { chosenWorkspace, sessionQuery } from '../app/session.ts'
import { pipelinesQuery } from '../deal/pipelines-query.ts'
import { boardQuery } from './board-query.ts'
import { parseDealsSearch } from './search.ts'

const deals = createRoute({
  getParentRoute: () => inside,
  path: '/deals',
  validateSearch: parseDealsSearch,
  loaderDeps: ({ search }) => search,
  // asked for while the screen itself is still on its way
  loader: async ({ context: { client }, deps }) => {
    const workspace = chosenWorkspace(await client.ensureQueryData(sessionQuery))
    if (!workspace) return
    void client.prefetchQuery(pipelinesQuery(workspace.id))
    if (deps.view === undefined) void client.prefetchQuery(boardQuery(workspace.id, deps, null))
  },
  component: lazyRouteComponent(() => import('./deals-page.tsx'), 'DealsPage'),
})

export const dealsRoutes = [deals] as const
