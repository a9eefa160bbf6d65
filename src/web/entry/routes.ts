import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../app/routes.ts'
import { sessionQuery } from '../app/session.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = search['next']
    // only addresses of this app: never //elsewhere
    return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {}
  },
  loader: ({ context }) => context.client.ensureQueryData(sessionQuery),
  component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignIn'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup/$token',
  component: lazyRouteComponent(() => import('./setup.tsx'), 'Setup'),
})

/** Screens before the sign-in. */
export const entryRoutes = [signIn, setup] as const
