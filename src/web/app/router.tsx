import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { parseFunnelSearch } from '../funnel/search.ts'
import { parsePeopleSearch } from '../people/search.ts'
import { ErrorScreen, LoadingScreen, NotFoundScreen } from '../ui/state.tsx'
import { sessionQuery } from './session.ts'
import { Shell } from './shell.tsx'

interface RouterContext {
  client: QueryClient
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFoundScreen })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = search['next']
    // only addresses of this app: never //elsewhere
    return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {}
  },
  loader: ({ context }) => context.client.ensureQueryData(sessionQuery),
  component: lazyRouteComponent(() => import('../entry/sign-in.tsx'), 'SignIn'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup/$token',
  component: lazyRouteComponent(() => import('../entry/setup.tsx'), 'Setup'),
})

/** Everything behind the sign-in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery)
    if (!session.user) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
  },
  component: Shell,
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/funnel', replace: true })
  },
})

const funnel = createRoute({
  getParentRoute: () => inside,
  path: '/funnel',
  validateSearch: parseFunnelSearch,
  component: lazyRouteComponent(() => import('../funnel/funnel-page.tsx'), 'FunnelPage'),
})

const people = createRoute({
  getParentRoute: () => inside,
  path: '/people',
  validateSearch: parsePeopleSearch,
  component: lazyRouteComponent(() => import('../people/people-page.tsx'), 'PeoplePage'),
})

const person = createRoute({
  getParentRoute: () => inside,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('../person/person-page.tsx'), 'PersonPage'),
})

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
})

const missing = createRoute({
  getParentRoute: () => inside,
  path: '/settings/missing',
  validateSearch: (search: Record<string, unknown>): { code?: string; messageId?: string } => ({
    ...(typeof search['code'] === 'string' ? { code: search['code'] } : {}),
    ...(typeof search['messageId'] === 'string' ? { messageId: search['messageId'] } : {}),
  }),
  component: lazyRouteComponent(() => import('../settings/missing-page.tsx'), 'MissingPage'),
})

const tree = root.addChildren([signIn, setup, inside.addChildren([home, funnel, people, person, settings, missing])])

export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingComponent: LoadingScreen,
    defaultErrorComponent: ErrorScreen,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
