import { createRoute, redirect } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/funnel', replace: true })
  },
})

export const homeRoutes = [home] as const
