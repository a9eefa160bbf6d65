import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'
import { readHygieneSearch, readReviewSearch, readStagesSearch, readStartSearch } from './search.ts'

const reviews = createRoute({
  getParentRoute: () => inside,
  path: '/review',
  validateSearch: readStartSearch,
  component: lazyRouteComponent(() => import('./reviews-page.tsx'), 'ReviewsPage'),
})

const hygiene = createRoute({
  getParentRoute: () => inside,
  path: '/review/hygiene',
  validateSearch: readHygieneSearch,
  component: lazyRouteComponent(() => import('./hygiene-page.tsx'), 'HygienePage'),
})

const stages = createRoute({
  getParentRoute: () => inside,
  path: '/review/stages',
  validateSearch: readStagesSearch,
  component: lazyRouteComponent(() => import('./stages-page.tsx'), 'StageQuestionsPage'),
})

const habits = createRoute({
  getParentRoute: () => inside,
  path: '/review/habits',
  component: lazyRouteComponent(() => import('./habits-page.tsx'), 'HabitsPage'),
})

const review = createRoute({
  getParentRoute: () => inside,
  path: '/review/$id',
  validateSearch: readReviewSearch,
  component: lazyRouteComponent(() => import('./review-page.tsx'), 'ReviewScreen'),
})

export const reviewRoutes = [reviews, hygiene, stages, habits, review] as const
