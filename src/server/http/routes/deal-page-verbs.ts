import { answerQuestion, listAnswers, readAnswerLengths } from '#actions/deal-answer.ts'
import { defineDealField, listDealFields, removeDealField } from '#actions/own-field.ts'
import { readDealGroup } from '#actions/deal-group.ts'
import { readDealMemory } from '#actions/deal-memory.ts'
import { listDealsOfCompany, listDealsOfPerson } from '#actions/deal-of.ts'
import { readDealStory } from '#actions/deal-story.ts'
import { listObjections, summariseObjections } from '#actions/objection-list.ts'
import { changeObjection, raiseObjection } from '#actions/objection-write.ts'
import { listProofs } from '#actions/proof-list.ts'
import { askProof, changeProof } from '#actions/proof-write.ts'
import type { VerbRoute } from '../verbs.ts'

/** The page of a deal: who decides, what they answered, what stands in the way, what happened; deals of others. */
export const dealPageVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/deals/:id/group', verb: readDealGroup },
  { method: 'GET', path: '/api/deals/:id/story', verb: readDealStory },
  { method: 'GET', path: '/api/deals/:id/memory', verb: readDealMemory },
  { method: 'GET', path: '/api/deals/:id/answers', verb: listAnswers },
  { method: 'POST', path: '/api/deals/:id/answers', verb: answerQuestion },
  { method: 'GET', path: '/api/playbooks/answers', verb: readAnswerLengths },
  { method: 'GET', path: '/api/deals/:id/objections', verb: listObjections },
  { method: 'POST', path: '/api/deals/:id/objections', verb: raiseObjection },
  { method: 'GET', path: '/api/objections', verb: summariseObjections },
  { method: 'POST', path: '/api/objections/:id', verb: changeObjection },
  { method: 'GET', path: '/api/deals/:id/proofs', verb: listProofs },
  { method: 'POST', path: '/api/deals/:id/proofs', verb: askProof },
  { method: 'POST', path: '/api/proofs/:id', verb: changeProof },
  { method: 'GET', path: '/api/people/:id/deals', verb: listDealsOfPerson },
  { method: 'GET', path: '/api/companies/:id/deals', verb: listDealsOfCompany },
  { method: 'GET', path: '/api/deal-fields', verb: listDealFields },
  { method: 'POST', path: '/api/deal-fields', verb: defineDealField },
  { method: 'POST', path: '/api/deal-fields/retire', verb: removeDealField },
]
