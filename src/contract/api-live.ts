import { z } from 'zod'
import { type RouteContract, route } from '#contract/openapi.ts'

/** Live updates. */
export const liveRoutes: readonly RouteContract[] = [
  route({
    method: 'GET',
    path: '/api/live',
    verb: 'watchWorkspace',
    summary: 'What changes in a workspace, as server-sent events: `change` names topics, `full` and `over` end it.',
    tag: 'Session',
    doors: ['person'],
    query: z.object({
      workspace: z.uuid().optional().describe('The first of yours when absent.'),
      after: z.string().optional().describe('Id of the last event heard, where Last-Event-ID cannot be sent.'),
    }),
    responses: { 200: { description: 'A stream (text/event-stream) that stays open.', body: null } },
  }),
]
