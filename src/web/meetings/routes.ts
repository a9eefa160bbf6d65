import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'

export const meetingViews = ['coming', 'unanswered', 'past'] as const
export type MeetingView = (typeof meetingViews)[number]

const list = createRoute({
  getParentRoute: () => inside,
  path: '/meetings',
  validateSearch: (search: Record<string, unknown>): { when?: MeetingView; mine?: true } => ({
    ...(meetingViews.some((view) => view === search['when']) && search['when'] !== 'coming'
      ? { when: search['when'] as MeetingView }
      : {}),
    ...(search['mine'] === true ? { mine: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./meetings-page.tsx'), 'MeetingsPage'),
})

const meeting = createRoute({
  getParentRoute: () => inside,
  path: '/meetings/$id',
  component: lazyRouteComponent(() => import('./meeting-page.tsx'), 'MeetingPageScreen'),
})

export const meetingRoutes = [list, meeting] as const
