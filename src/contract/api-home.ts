import { homeDocument, waitingList, waitingQuery } from '#contract/home.ts'
import { type RouteContract, route } from '#contract/openapi.ts'

export const homeRoutes: readonly RouteContract[] = [
  route({
    method: 'GET',
    path: '/api/home',
    verb: 'readHome',
    summary: 'What changed in seven days, who became hot and why, what waits for a decision.',
    tag: 'Home',
    doors: ['session'],
    responses: { 200: { description: 'The start page.', body: homeDocument } },
  }),
  route({
    method: 'GET',
    path: '/api/waiting',
    verb: 'listWaiting',
    summary: 'Hand-offs that wait for somebody, and those that were not sent by themselves.',
    tag: 'Home',
    doors: ['session'],
    query: waitingQuery,
    responses: { 200: { description: 'One page.', body: waitingList } },
  }),
]
