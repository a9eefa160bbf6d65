import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parsePipelineSearch } from './search.ts'

const pipeline = createRoute({
  getParentRoute: () => inside,
  path: '/pipeline',
  validateSearch: parsePipelineSearch,
  component: lazyRouteComponent(() => import('./pipeline-page.tsx'), 'PipelinePage'),
})

export const pipelineRoutes = [pipeline] as const
