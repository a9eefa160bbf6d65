import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { may } from '#core/permission.ts'
import { inside } from '../app/routes.ts'
import { chosenWorkspace, sessionQuery } from '../app/session.ts'
import { glanceQuery, homeQuery } from './queries.ts'

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  // asked for while the screen itself is still on its way
  loader: async ({ context: { client } }) => {
    const workspace = chosenWorkspace(await client.ensureQueryData(sessionQuery))
    if (!workspace) return
    void client.prefetchQuery(homeQuery(workspace.id))
    if (may(workspace.role, 'funnel.read')) void client.prefetchQuery(glanceQuery(workspace, Date.now()))
  },
  component: lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage'),
})

const waiting = createRoute({
  getParentRoute: () => inside,
  path: '/waiting',
  validateSearch: (search: Record<string, unknown>): { state?: 'would_fire' } =>
    search['state'] === 'would_fire' ? { state: 'would_fire' } : {},
  component: lazyRouteComponent(() => import('./waiting-page.tsx'), 'WaitingPage'),
})

export const homeRoutes = [home, waiting] as const
