import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseLedgerSearch } from './search.ts'

const ledger = createRoute({
  getParentRoute: () => inside,
  path: '/consent',
  validateSearch: parseLedgerSearch,
  component: lazyRouteComponent(() => import('./ledger-page.tsx'), 'LedgerPage'),
})

const purposes = createRoute({
  getParentRoute: () => inside,
  path: '/consent/purposes',
  component: lazyRouteComponent(() => import('./purposes-page.tsx'), 'PurposesPage'),
})

const requests = createRoute({
  getParentRoute: () => inside,
  path: '/consent/requests',
  component: lazyRouteComponent(() => import('./requests-page.tsx'), 'RequestsPage'),
})

const suppressed = createRoute({
  getParentRoute: () => inside,
  path: '/consent/suppressed',
  component: lazyRouteComponent(() => import('./suppressed-page.tsx'), 'SuppressedPage'),
})

const banner = createRoute({
  getParentRoute: () => inside,
  path: '/consent/banner',
  component: lazyRouteComponent(() => import('./banner-page.tsx'), 'BannerPage'),
})

const privacy = createRoute({
  getParentRoute: () => inside,
  path: '/consent/privacy',
  component: lazyRouteComponent(() => import('./privacy/privacy-page.tsx'), 'PrivacyPage'),
})

const retention = createRoute({
  getParentRoute: () => inside,
  path: '/consent/retention',
  component: lazyRouteComponent(() => import('./retention/retention-page.tsx'), 'RetentionPage'),
})

const records = createRoute({
  getParentRoute: () => inside,
  path: '/consent/records',
  component: lazyRouteComponent(() => import('./retention/records-page.tsx'), 'RecordsPage'),
})

export const consentRoutes = [ledger, purposes, requests, suppressed, banner, privacy, retention, records] as const
