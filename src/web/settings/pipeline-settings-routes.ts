import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'

const products = createRoute({
  getParentRoute: () => inside,
  path: '/settings/products',
  component: lazyRouteComponent(() => import('./products-page.tsx'), 'ProductsPage'),
})

const rates = createRoute({
  getParentRoute: () => inside,
  path: '/settings/rates',
  component: lazyRouteComponent(() => import('./rates-page.tsx'), 'RatesPage'),
})

const pipelines = createRoute({
  getParentRoute: () => inside,
  path: '/settings/pipelines',
  component: lazyRouteComponent(() => import('./pipelines-page.tsx'), 'PipelinesPage'),
})

export const pipelineSettingsRoutes = [products, rates, pipelines] as const
