import { changeDeal } from '#actions/deal-change.ts'
import { createDeal } from '#actions/deal-create.ts'
import { moveDeal, readDealGates } from '#actions/deal-move.ts'
import { removeDealPerson, setDealPerson } from '#actions/deal-people.ts'
import { readDeal } from '#actions/deal-read.ts'
import { sayOfDeal } from '#actions/deal-say.ts'
import { readDealTimeline } from '#actions/deal-timeline.ts'
import { undoDealEvent } from '#actions/deal-undo.ts'
import { listPipelines } from '#actions/pipeline-list.ts'
import type { VerbRoute } from '../verbs.ts'

/** Deals one at a time. */
export const dealVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/pipelines', verb: listPipelines },
  { method: 'POST', path: '/api/deals', verb: createDeal },
  { method: 'GET', path: '/api/deals/:id', verb: readDeal },
  { method: 'GET', path: '/api/deals/:id/timeline', verb: readDealTimeline },
  { method: 'GET', path: '/api/deals/:id/gates', verb: readDealGates },
  { method: 'POST', path: '/api/deals/:id/change', verb: changeDeal },
  { method: 'POST', path: '/api/deals/:id/move', verb: moveDeal },
  { method: 'POST', path: '/api/deals/:id/undo', verb: undoDealEvent },
  { method: 'POST', path: '/api/deals/:id/people', verb: setDealPerson },
  { method: 'POST', path: '/api/deals/:id/people/remove', verb: removeDealPerson },
  { method: 'POST', path: '/api/deals/:id/say', verb: sayOfDeal },
]
