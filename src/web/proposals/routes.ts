import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseProposalSearch, parseRenewalSearch } from './search.ts'

const list = createRoute({
  getParentRoute: () => inside,
  path: '/proposals',
  validateSearch: parseProposalSearch,
  component: lazyRouteComponent(() => import('./list-page.tsx'), 'ProposalsPage'),
})

const templates = createRoute({
  getParentRoute: () => inside,
  path: '/proposals/templates',
  component: lazyRouteComponent(() => import('./templates-page.tsx'), 'TemplatesPage'),
})

const template = createRoute({
  getParentRoute: () => inside,
  path: '/proposals/templates/$id',
  component: lazyRouteComponent(() => import('./template-page.tsx'), 'TemplatePage'),
})

const one = createRoute({
  getParentRoute: () => inside,
  path: '/proposals/$id',
  component: lazyRouteComponent(() => import('./proposal-page.tsx'), 'ProposalPageScreen'),
})

const renewals = createRoute({
  getParentRoute: () => inside,
  path: '/renewals',
  validateSearch: parseRenewalSearch,
  component: lazyRouteComponent(() => import('./renewals-page.tsx'), 'RenewalsPage'),
})

export const proposalRoutes = [list, templates, template, one, renewals] as const
