import { sketchOf } from '#actions/person/sketch.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { personMergePreviewInput, type PersonMergePreview } from '#contract/person-verbs.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { State } from '#core/fold/state.ts'
import { histories } from '#actions/person/load.ts'
import { foldEventsOf } from '#store/event.ts'
import { findPerson } from '#store/person-read.ts'

/** What two people are, and what they would be as one: folded from the events of both. Changes nothing. */
export const previewMerge: Verb<PersonMergePreview> = readVerb({
  permission: 'person.merge',
  input: personMergePreviewInput,
  async run({ db, workspaceId, input, now }) {
    const one = await findPerson(db, workspaceId, input.id)
    const other = await findPerson(db, workspaceId, input.other)
    if (!one || !other) return refuse('not_found', `There is no person ${one ? input.other : input.id} here.`)
    if (one.id === other.id) return refuse('conflict', 'These are one person already.')
    const events = await foldEventsOf(db, workspaceId, [one.id, other.id])
    const [mine, theirs] = [events.get(one.id) ?? [], events.get(other.id) ?? []]
    const a = await sketchOf(db, workspaceId, one.id, mine, now)
    const b = await sketchOf(db, workspaceId, other.id, theirs, now)
    // the older stays; ids begin with the time they were made
    const survivor = one.id < other.id ? one.id : other.id
    const after = await sketchOf(db, workspaceId, survivor, [...mine, ...theirs], now)
    return ok({
      before: [a.sketch, b.sketch],
      after: after.sketch,
      conflicts: conflictsOf(a.state, b.state, after.state),
      threshold: (await histories.of(db, workspaceId)).current.blueprint.scores.threshold,
    })
  },
})

function conflictsOf({ facts: one }: State, { facts: other }: State, { facts: after }: State) {
  return Object.keys(one)
    .filter((key) => Object.hasOwn(other, key) && JSON.stringify(one[key]) !== JSON.stringify(other[key]))
    .toSorted()
    .map((key) => ({ key, one: one[key] ?? null, other: other[key] ?? null, after: after[key] ?? null }))
}
