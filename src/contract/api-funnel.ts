import { funnelComparison, funnelComparisonQuery, funnelProperties } from '#contract/funnel.ts'
import { gtmDocument, gtmPeople, gtmPeopleQuery, gtmQuery, targetInput, targetSet } from '#contract/gtm.ts'
import { type RouteContract, route } from '#contract/openapi.ts'
import { sourceDocument, sourceQuery } from '#contract/source.ts'

/** Comparison of cohorts, sources, the go-to-market dashboard. */
export const funnelRoutes: readonly RouteContract[] = [
  route({
    method: 'GET',
    path: '/api/funnel/comparison',
    verb: 'compareFunnels',
    summary: 'A cohort beside a former one, with the differences of their rates and the intervals of these.',
    tag: 'Funnel',
    doors: ['session', 'secretKey'],
    query: funnelComparisonQuery,
    responses: { 200: { description: 'Both funnels, and the differences.', body: funnelComparison } },
  }),
  route({
    method: 'GET',
    path: '/api/funnel/properties',
    verb: 'listFunnelProperties',
    summary: 'Facts of people and companies by which a funnel can be broken down.',
    tag: 'Funnel',
    doors: ['session', 'secretKey'],
    responses: { 200: { description: 'The facts, the commonest first.', body: funnelProperties } },
  }),
  route({
    method: 'GET',
    path: '/api/sources',
    verb: 'listSources',
    summary: 'Who came by which channel, campaign or landing page, and how far they got.',
    tag: 'Sources',
    doors: ['session', 'secretKey'],
    query: sourceQuery,
    responses: { 200: { description: 'A row per value.', body: sourceDocument } },
  }),
  route({
    method: 'GET',
    path: '/api/go-to-market',
    verb: 'readGtm',
    summary: 'Each stage of the lifecycle: owner, people, entered, conversion, time, target; this period and the last.',
    tag: 'Go-to-market',
    doors: ['session', 'secretKey'],
    query: gtmQuery,
    responses: { 200: { description: 'A row per stage.', body: gtmDocument } },
  }),
  route({
    method: 'GET',
    path: '/api/go-to-market/people',
    verb: 'listGtmPeople',
    summary: 'The people behind one figure of the dashboard, in order of entry to the stage.',
    tag: 'Go-to-market',
    doors: ['session', 'secretKey'],
    query: gtmPeopleQuery,
    responses: { 200: { description: 'One page.', body: gtmPeople } },
  }),
  route({
    method: 'POST',
    path: '/api/go-to-market/target',
    verb: 'setTarget',
    summary: 'Sets how many people should enter a stage in a week, month or quarter, or takes the target away.',
    tag: 'Go-to-market',
    doors: ['session'],
    body: targetInput,
    responses: { 200: { description: 'The target, and what it was.', body: targetSet } },
  }),
]
