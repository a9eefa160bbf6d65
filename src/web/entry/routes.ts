import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../app/routes.ts'
import { sessionQuery } from '../app/session.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string; email?: string } => {
    const { next, email } = search
    return {
      // only addresses of this app: never //elsewhere
      ...(typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {}),
      ...(typeof email === 'string' && email !== '' ? { email } : {}),
    }
  },
  loader: ({ context }) => context.client.ensureQueryData(sessionQuery),
  component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignIn'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup/$token',
  component: lazyRouteComponent(() => import('./setup.tsx'), 'Setup'),
})

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  validateSearch: ({ email }: Record<string, unknown>): { email?: string } =>
    typeof email === 'string' && email !== '' ? { email } : {},
  component: lazyRouteComponent(() => import('./forgot.tsx'), 'Forgot'),
})

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset/$token',
  component: lazyRouteComponent(() => import('./reset.tsx'), 'Reset'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('./invitation.tsx'), 'Invitation'),
})

const emailChange = createRoute({
  getParentRoute: () => root,
  path: '/email/$token',
  component: lazyRouteComponent(() => import('./email-change.tsx'), 'EmailChange'),
})

const secondFactorFirst = createRoute({
  getParentRoute: () => root,
  path: '/second-factor',
  loader: ({ context }) => context.client.ensureQueryData(sessionQuery),
  component: lazyRouteComponent(() => import('./second-factor-first.tsx'), 'SecondFactorFirst'),
})

/** Screens before the sign-in. */
export const entryRoutes = [signIn, setup, forgot, reset, invitation, emailChange, secondFactorFirst] as const
