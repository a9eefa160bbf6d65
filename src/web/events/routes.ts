import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseEventSearch, parseMissingSearch } from './search.ts'

const events = createRoute({
  getParentRoute: () => inside,
  path: '/events',
  validateSearch: parseEventSearch,
  component: lazyRouteComponent(() => import('./events-page.tsx'), 'EventsPage'),
})

const missing = createRoute({
  getParentRoute: () => inside,
  path: '/events/missing',
  validateSearch: parseMissingSearch,
  component: lazyRouteComponent(() => import('./missing-page.tsx'), 'MissingPage'),
})

/** Where it was; links in mails and notes may still lead there. */
const missingBefore = createRoute({
  getParentRoute: () => inside,
  path: '/settings/missing',
  validateSearch: parseMissingSearch,
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/events/missing', search, replace: true })
  },
})

export const eventRoutes = [events, missing, missingBefore] as const
