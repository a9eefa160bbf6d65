import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { setupSteps, type SetupStep } from '#contract/setup-guide.ts'
import { inside } from '../app/routes.ts'

const guide = createRoute({
  getParentRoute: () => inside,
  path: '/setup-guide',
  validateSearch: (search: Record<string, unknown>): { step?: SetupStep } => {
    const step = setupSteps.find((one) => one === search['step'])
    return step === undefined ? {} : { step }
  },
  component: lazyRouteComponent(() => import('./guide-page.tsx'), 'GuidePage'),
})

export const setupGuideRoutes = [guide] as const
