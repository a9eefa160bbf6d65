import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseSlotSearch, parseSlotsSearch } from './search.ts'

const list = createRoute({
  getParentRoute: () => inside,
  path: '/capture/slots',
  validateSearch: parseSlotsSearch,
  component: lazyRouteComponent(() => import('./list-page.tsx'), 'SlotsPage'),
})

const one = createRoute({
  getParentRoute: () => inside,
  path: '/capture/slots/$id',
  validateSearch: parseSlotSearch,
  component: lazyRouteComponent(() => import('./slot-page.tsx'), 'SlotPage'),
})

export const slotRoutes = [list, one] as const
