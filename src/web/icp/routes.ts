import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseIcpSearch, parsePhraseSearch, parseSheetSearch } from './search.ts'

const icp = createRoute({
  getParentRoute: () => inside,
  path: '/icp',
  validateSearch: parseIcpSearch,
  component: lazyRouteComponent(() => import('./icp-page.tsx'), 'IcpPage'),
})
const worksheets = createRoute({
  getParentRoute: () => inside,
  path: '/icp/worksheet',
  component: lazyRouteComponent(() => import('./worksheets-page.tsx'), 'WorksheetsPage'),
})
const sheet = createRoute({
  getParentRoute: () => inside,
  path: '/icp/worksheet/$id',
  validateSearch: parseSheetSearch,
  component: lazyRouteComponent(() => import('./sheet-page.tsx'), 'SheetPage'),
})
const personas = createRoute({
  getParentRoute: () => inside,
  path: '/icp/personas',
  component: lazyRouteComponent(() => import('./personas-page.tsx'), 'PersonasPage'),
})
const titles = createRoute({
  getParentRoute: () => inside,
  path: '/icp/titles',
  component: lazyRouteComponent(() => import('./titles-page.tsx'), 'TitlesPage'),
})
const phrases = createRoute({
  getParentRoute: () => inside,
  path: '/icp/phrases',
  validateSearch: parsePhraseSearch,
  component: lazyRouteComponent(() => import('./phrases-page.tsx'), 'PhrasesPage'),
})

export const icpRoutes = [icp, worksheets, sheet, personas, titles, phrases] as const
