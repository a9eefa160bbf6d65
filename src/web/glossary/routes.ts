import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'

const glossary = createRoute({
  getParentRoute: () => inside,
  path: '/glossary',
  validateSearch: (search: Record<string, unknown>): { q?: string } => {
    const q = search['q']
    return typeof q === 'string' && q !== '' ? { q } : {}
  },
  component: lazyRouteComponent(() => import('./glossary-page.tsx'), 'GlossaryPage'),
})

export const glossaryRoutes = [glossary] as const
