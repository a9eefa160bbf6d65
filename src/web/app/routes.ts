import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router'
import { NotFoundScreen } from '../ui/state.tsx'
import { needsSecondFactor, sessionQuery } from './session.ts'
import { Shell } from './shell.tsx'

interface RouterContext {
  client: QueryClient
}

/** Everything: screens before the sign-in hang here. */
export const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFoundScreen,
})

/** Everything behind the sign-in, in the frame: each room's routes.ts hangs its screens here (router.tsx gathers them). */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery)
    if (!session.user) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
    if (needsSecondFactor(session)) throw redirect({ to: '/second-factor' })
  },
  component: Shell,
})
