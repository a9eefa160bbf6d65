import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { SetupStep } from '#contract/setup-guide.ts'
import { inside } from '../app/routes.ts'

// written out: the contract itself would bring its schemas into the first script of every screen
const steps = ['customer', 'stages', 'triggers', 'size'] as const satisfies readonly SetupStep[]

const guide = createRoute({
  getParentRoute: () => inside,
  path: '/setup-guide',
  validateSearch: (search: Record<string, unknown>): { step?: SetupStep } => {
    const step = steps.find((one) => one === search['step'])
    return step === undefined ? {} : { step }
  },
  component: lazyRouteComponent(() => import('./guide-page.tsx'), 'GuidePage'),
})

export const setupGuideRoutes = [guide] as const
