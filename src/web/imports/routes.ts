import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'

const imports = createRoute({
  getParentRoute: () => inside,
  path: '/imports',
  component: lazyRouteComponent(() => import('./imports-page.tsx'), 'ImportsPage'),
})

const wizard = createRoute({
  getParentRoute: () => inside,
  path: '/imports/file/$id',
  // the dry run, and the run that has not begun to take rows yet
  validateSearch: (search: Record<string, unknown>): { tried?: string; run?: string } => ({
    ...(typeof search['tried'] === 'string' ? { tried: search['tried'] } : {}),
    ...(typeof search['run'] === 'string' ? { run: search['run'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./wizard-page.tsx'), 'WizardPage'),
})

const one = createRoute({
  getParentRoute: () => inside,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('./import-page.tsx'), 'ImportPage'),
})

export const importRoutes = [imports, wizard, one] as const
