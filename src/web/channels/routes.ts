import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../app/routes.ts'

const channels = createRoute({
  getParentRoute: () => inside,
  path: '/sources/channels',
  component: lazyRouteComponent(() => import('./channels-page.tsx'), 'ChannelsPage'),
})

export const channelRoutes = [channels] as const
