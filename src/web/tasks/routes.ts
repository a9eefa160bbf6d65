import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { readAll, readHandoffs, readNever, readToday } from './search.ts'

const today = createRoute({
  getParentRoute: () => inside,
  path: '/tasks',
  validateSearch: readToday,
  component: lazyRouteComponent(() => import('./today-page.tsx'), 'TodayPage'),
})

const all = createRoute({
  getParentRoute: () => inside,
  path: '/tasks/all',
  validateSearch: readAll,
  component: lazyRouteComponent(() => import('./all-page.tsx'), 'AllTasksPage'),
})

const never = createRoute({
  getParentRoute: () => inside,
  path: '/tasks/never',
  validateSearch: readNever,
  component: lazyRouteComponent(() => import('./never-page.tsx'), 'NeverPage'),
})

const handoffs = createRoute({
  getParentRoute: () => inside,
  path: '/tasks/handoffs',
  validateSearch: readHandoffs,
  component: lazyRouteComponent(() => import('./handoffs-page.tsx'), 'HandoffsPage'),
})

const rules = createRoute({
  getParentRoute: () => inside,
  path: '/tasks/rules',
  component: lazyRouteComponent(() => import('./rules-page.tsx'), 'RulesPage'),
})

export const taskRoutes = [today, all, never, handoffs, rules] as const
