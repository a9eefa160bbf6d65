import type { QueryClient } from '@tanstack/react-query'
import { type AnyRoute, createRouter } from '@tanstack/react-router'
import { accountRoutes } from '../account/routes.ts'
import { audienceRoutes } from '../audiences/routes.ts'
import { auditRoutes } from '../audit/routes.ts'
import { awarenessRoutes } from '../awareness/routes.ts'
import { consentRoutes } from '../consent/routes.ts'
import { contentRoutes } from '../content/routes.ts'
import { dealRoutes } from '../deal/routes.ts'
import { dealsRoutes } from '../deals/routes.ts'
import { entryRoutes } from '../entry/routes.ts'
import { formRoutes } from '../forms/routes.ts'
import { funnelRoutes } from '../funnel/routes.ts'
import { glossaryRoutes } from '../glossary/routes.ts'
import { gtmRoutes } from '../gtm/routes.ts'
import { homeRoutes } from '../home/routes.ts'
import { mailRoutes } from '../mail/routes.ts'
import { notificationRoutes } from '../notifications/routes.ts'
import { icpRoutes } from '../icp/routes.ts'
import { peopleRoutes } from '../people/routes.ts'
import { pageRoutes } from '../pages/routes.ts'
import { slotRoutes } from '../slots/routes.ts'
import { pipelineRoutes } from '../pipeline/routes.ts'
import { proposalRoutes } from '../proposals/routes.ts'
import { meetingRoutes } from '../meetings/routes.ts'
import { channelRoutes } from '../channels/routes.ts'
import { companyRoutes } from '../company/routes.ts'
import { personRoutes } from '../person/routes.ts'
import { apiKeyRoutes } from '../settings/api-keys-routes.ts'
import { blueprintRoutes } from '../blueprint/routes.ts'
import { eventRoutes } from '../events/routes.ts'
import { importRoutes } from '../imports/routes.ts'
import { segmentRoutes } from '../segments/routes.ts'
import { pipelineSettingsRoutes } from '../settings/pipeline-settings-routes.ts'
import { settingsRoutes } from '../settings/routes.ts'
import { setupGuideRoutes } from '../setup-guide/routes.ts'
import { sourceRoutes } from '../sources/routes.ts'
import { reviewRoutes } from '../review/routes.ts'
import { spendRoutes } from '../spend/routes.ts'
import { suspectRoutes } from '../suspects/routes.ts'
import { surveyRoutes } from '../surveys/routes.ts'
import { taskRoutes } from '../tasks/routes.ts'
import { teamRoutes } from '../team/routes.ts'
import { ErrorScreen, LoadingScreen } from '../ui/state.tsx'
import { inside, root } from './routes.ts'
import { closed } from './search.ts'

const tree = root.addChildren([
  ...entryRoutes,
  inside.addChildren([
    ...homeRoutes,
    ...funnelRoutes,
    ...sourceRoutes,
    ...awarenessRoutes,
    ...channelRoutes,
    ...spendRoutes,
    ...gtmRoutes,
    ...pipelineRoutes,
    ...reviewRoutes,
    ...dealsRoutes,
    ...dealRoutes,
    ...taskRoutes,
    ...peopleRoutes,
    ...segmentRoutes,
    ...consentRoutes,
    ...audienceRoutes,
    ...suspectRoutes,
    ...surveyRoutes,
    ...icpRoutes,
    ...personRoutes,
    ...companyRoutes,
    ...contentRoutes,
    ...proposalRoutes,
    ...formRoutes,
    ...meetingRoutes,
    ...glossaryRoutes,
    ...pageRoutes,
    ...slotRoutes,
    ...settingsRoutes,
    ...pipelineSettingsRoutes,
    ...mailRoutes,
    ...notificationRoutes,
    ...importRoutes,
    ...setupGuideRoutes,
    ...blueprintRoutes,
    ...eventRoutes,
    ...teamRoutes,
    ...apiKeyRoutes,
    ...auditRoutes,
    ...accountRoutes,
  ]),
])

export function createAppRouter(client: QueryClient) {
  const router = createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingComponent: LoadingScreen,
    defaultErrorComponent: ErrorScreen,
  })
  for (const { options } of Object.values(router.routesById)) {
    const read: unknown = options.validateSearch
    if (isReader(read)) Object.assign(options, { validateSearch: closed(read) })
  }
  // the screen comes while it is still asked who is signed in
  const routes: Readonly<Record<string, AnyRoute>> = router.routesById
  const matches: readonly { routeId: string }[] = router.matchRoutes(router.latestLocation)
  for (const { routeId } of matches) {
    const route = routes[routeId]
    // a failure is told when the router itself asks
    if (route) router.loadRouteChunk(route)?.catch(() => {})
  }
  // and its data as soon as that is known, before anything is drawn
  const { pathname, search } = router.latestLocation
  void router.preloadRoute({ to: pathname, search })
  return router
}

function isReader(read: unknown): read is Parameters<typeof closed>[0] {
  return typeof read === 'function'
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
