import { compareFunnels } from '#actions/funnel-compare.ts'
import { listFunnelProperties } from '#actions/funnel-properties.ts'
import { listGtmPeople } from '#actions/gtm-people.ts'
import { readGtm } from '#actions/gtm-read.ts'
import { setTarget } from '#actions/gtm-target.ts'
import { listSources } from '#actions/source-list.ts'
import type { VerbRoute } from '../verbs.ts'

/** Comparison of cohorts, sources, the go-to-market dashboard. */
export const funnelVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/funnel/comparison', verb: compareFunnels },
  { method: 'GET', path: '/api/funnel/properties', verb: listFunnelProperties },
  { method: 'GET', path: '/api/sources', verb: listSources },
  { method: 'GET', path: '/api/go-to-market', verb: readGtm },
  { method: 'GET', path: '/api/go-to-market/people', verb: listGtmPeople },
  { method: 'POST', path: '/api/go-to-market/target', verb: setTarget },
]
