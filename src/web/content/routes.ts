import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseAssetSearch, parseGapSearch, parseLibrarySearch, parseReadingSearch } from './search.ts'

const library = createRoute({
  getParentRoute: () => inside,
  path: '/capture/content',
  validateSearch: parseLibrarySearch,
  component: lazyRouteComponent(() => import('./library-page.tsx'), 'LibraryPage'),
})

const reading = createRoute({
  getParentRoute: () => inside,
  path: '/capture/content/reading',
  validateSearch: parseReadingSearch,
  component: lazyRouteComponent(() => import('./reading-page.tsx'), 'ReadingPage'),
})

const gaps = createRoute({
  getParentRoute: () => inside,
  path: '/capture/content/gaps',
  validateSearch: parseGapSearch,
  component: lazyRouteComponent(() => import('./gaps-page.tsx'), 'GapsPage'),
})

const found = createRoute({
  getParentRoute: () => inside,
  path: '/capture/content/found',
  component: lazyRouteComponent(() => import('./found-page.tsx'), 'FoundPage'),
})

const sheet = createRoute({
  getParentRoute: () => inside,
  path: '/capture/content/import',
  component: lazyRouteComponent(() => import('./sheet-page.tsx'), 'SheetPage'),
})

const added = createRoute({
  getParentRoute: () => inside,
  path: '/capture/content/new',
  validateSearch: parseAssetSearch,
  component: lazyRouteComponent(() => import('./new-page.tsx'), 'NewAssetPage'),
})

const one = createRoute({
  getParentRoute: () => inside,
  path: '/capture/content/$id',
  validateSearch: parseAssetSearch,
  component: lazyRouteComponent(() => import('./asset-page.tsx'), 'AssetPage'),
})

export const contentRoutes = [library, reading, gaps, found, sheet, added, one] as const
