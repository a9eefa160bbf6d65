import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseCompaniesSearch } from './search.ts'

const companies = createRoute({
  getParentRoute: () => inside,
  path: '/companies',
  validateSearch: parseCompaniesSearch,
  component: lazyRouteComponent(() => import('./companies-page.tsx'), 'CompaniesPage'),
})

const company = createRoute({
  getParentRoute: () => inside,
  path: '/companies/$id',
  component: lazyRouteComponent(() => import('./company-page.tsx'), 'CompanyPage'),
})

export const companyRoutes = [companies, company] as const
