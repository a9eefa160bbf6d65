import { noDeal } from '#actions/deal/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { dealId } from '#contract/deal.ts'
import {
  objectionSummaryQuery,
  type Objection,
  type ObjectionList,
  type ObjectionSummary,
} from '#contract/objection.ts'
import { ok } from '#contract/problem.ts'
import { dealHeads } from '#store/deal/read.ts'
import { objectionAnswers, objectionKindsOf, objectionsOf, type ObjectionRow } from '#store/objection.ts'

/** What stands in the way of a deal: what they said, what we answered, what happened next. */
export const listObjections: Verb<ObjectionList> = readVerb({
  permission: 'deal.read',
  input: dealId,
  async run({ db, workspaceId, input }) {
    if (!(await dealHeads(db, workspaceId, [input.id])).has(input.id)) return noDeal
    return ok({ items: (await objectionsOf(db, workspaceId, input.id)).map(objectionOf) })
  },
})

/** How doubts of each kind went in all deals, and the answers that were given to one kind. */
export const summariseObjections: Verb<ObjectionSummary> = readVerb({
  permission: 'deal.read',
  input: objectionSummaryQuery,
  async run({ db, workspaceId, input }) {
    const { kind, without = null } = input
    return ok({
      kinds: await objectionKindsOf(db, workspaceId, without),
      answers: kind === undefined ? [] : await objectionAnswers(db, workspaceId, kind, without),
    })
  },
})

export function objectionOf({ id, kind, said, person, answer, next, state, raisedAt, by }: ObjectionRow): Objection {
  return { id, kind, said, person, answer, next, state, raisedAt: raisedAt.toISOString(), by }
}
