import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { duplicateDismissInput, type DuplicateDismissed } from '#contract/person-verbs.ts'
import { ok, refuse } from '#contract/problem.ts'
import { dismissPair, restorePair } from '#store/duplicate.ts'
import { findPerson } from '#store/person-read.ts'

/** Says that two people are two, so that they are not suggested again; or takes that back. */
export const dismissDuplicate: Verb<DuplicateDismissed> = writeVerb({
  permission: 'person.merge',
  input: duplicateDismissInput,
  async run({ db, workspaceId, actor, input, now }) {
    const person = await findPerson(db, workspaceId, input.id)
    const other = await findPerson(db, workspaceId, input.other)
    if (!person || !other) return refuse('not_found', `There is no person ${person ? input.other : input.id} here.`)
    if (person.id === other.id) return refuse('conflict', 'These are one person already.')
    const pair = [person.id, other.id] as const
    if (input.undo === true) await restorePair(db, workspaceId, pair)
    else await dismissPair(db, workspaceId, pair, { at: now, by: actorName(actor) })
    return ok({ id: person.id, other: other.id, dismissed: input.undo !== true })
  },
  audit: ({ id, other, dismissed }) => ({ subject: `person:${id}`, detail: { notDuplicateOf: other, dismissed } }),
})
