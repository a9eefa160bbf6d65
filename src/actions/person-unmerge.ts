import { partingOf } from '#actions/person/parting.ts'
import { lockedKeys, shareAndFold } from '#actions/person/refold.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { personUnmergeInput, type PersonUnmerged } from '#contract/person-verbs.ts'
import { ok, refuse } from '#contract/problem.ts'
import { keyedEventsOf } from '#store/event.ts'
import { findPerson } from '#store/person-read.ts'
import { deleteTies, insertTies, keysWhenMerged } from '#store/tie.ts'

/**
 * Takes a merge back: whoever was merged gets their id, their events and what folds from them again. What joined them by
 * itself (a user id and an address in one event, a visitor who was identified) is told never to do so again.
 */
export const unmergePeople: Verb<PersonUnmerged> = writeVerb({
  permission: 'person.merge',
  input: personUnmergeInput,
  async run({ db, workspaceId, actor, input, now }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const split = await keysWhenMerged(db, workspaceId, input.merged, person.id)
    if (split === null) return refuse('conflict', `${input.merged} is not merged into this person.`)
    const all = (await lockedKeys(db, workspaceId, [person.id])).get(person.id) ?? []
    const parting = partingOf(await keyedEventsOf(db, workspaceId, [person.id]), all, split)
    if (!parting) return refuse('conflict', 'No identifier is left by which to tell the two apart.')
    await deleteTies(db, workspaceId, 'merge', parting.split, parting.kept)
    const said = { at: now, by: actorName(actor), note: input.note ?? null }
    await insertTies(
      db,
      workspaceId,
      parting.splits.map((tie) => ({ ...tie, ...said })),
    )
    await shareAndFold(db, workspaceId, [person.id], now)
    if ((await findPerson(db, workspaceId, input.merged))?.id !== input.merged) {
      return refuse('conflict', 'All their events carry identifiers of this person too; they cannot be told apart.')
    }
    return ok({ id: person.id, restored: input.merged })
  },
  audit: ({ id, restored }, { note }) => ({ subject: `person:${id}`, detail: { restored, ...(note ? { note } : {}) } }),
})
