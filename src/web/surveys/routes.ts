import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { parseSurveySearch } from './search.ts'

const list = createRoute({
  getParentRoute: () => inside,
  path: '/capture/surveys',
  component: lazyRouteComponent(() => import('./list-page.tsx'), 'SurveysPage'),
})

const one = createRoute({
  getParentRoute: () => inside,
  path: '/capture/surveys/$id',
  validateSearch: parseSurveySearch,
  component: lazyRouteComponent(() => import('./survey-page.tsx'), 'SurveyPageScreen'),
})

export const surveyRoutes = [list, one] as const
