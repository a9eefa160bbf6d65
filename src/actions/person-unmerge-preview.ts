import { partingOf, tiesAfter } from '#actions/person/parting.ts'
import { histories } from '#actions/person/load.ts'
import { sketchOf } from '#actions/person/sketch.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { personUnmergePreviewInput, type PersonUnmergePreview } from '#contract/person-verbs.ts'
import { ok, refuse } from '#contract/problem.ts'
import { claimsOf, keysOf } from '#core/identity.ts'
import type { Key, Tie } from '#core/identity.ts'
import { foldEventsOf, keyedEventsOf } from '#store/event.ts'
import type { KeyedRow } from '#store/event.ts'
import { keysOfPersons, loadKnown } from '#store/identity.ts'
import { findPerson } from '#store/person-read.ts'
import { keysWhenMerged } from '#store/tie.ts'

/** What somebody is, and the two they would be if a merge were taken back. Changes nothing. */
export const previewUnmerge: Verb<PersonUnmergePreview> = readVerb({
  permission: 'person.merge',
  input: personUnmergePreviewInput,
  async run({ db, workspaceId, input, now }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const split = await keysWhenMerged(db, workspaceId, input.merged, person.id)
    if (split === null) return refuse('conflict', `${input.merged} is not merged into this person.`)
    const keys = [...(await keysOfPersons(db, workspaceId, [person.id])).keys()]
    const keyed = await keyedEventsOf(db, workspaceId, [person.id])
    const parting = partingOf(keyed, keys, split)
    if (!parting) return refuse('conflict', 'No identifier is left by which to tell the two apart.')
    const { ties } = (await loadKnown(db, workspaceId, [...keys, ...keyed.flatMap(keysOf)])).claims
    const theirs = restoredEvents(keyed, tiesAfter(ties, parting), new Set(parting.split), input.merged)
    if (theirs.size === 0) {
      return refuse('conflict', 'All their events carry identifiers of this person too; they cannot be told apart.')
    }
    const events = (await foldEventsOf(db, workspaceId, [person.id])).get(person.id) ?? []
    const sketch = async (id: string, own: typeof events) => (await sketchOf(db, workspaceId, id, own, now)).sketch
    return ok({
      before: await sketch(person.id, events),
      after: [
        await sketch(
          person.id,
          events.filter((event) => !theirs.has(event.messageId)),
        ),
        await sketch(
          input.merged,
          events.filter((event) => theirs.has(event.messageId)),
        ),
      ],
      threshold: (await histories.of(db, workspaceId)).current.blueprint.scores.threshold,
    })
  },
})

/** The messages that go back to whoever was merged: by their keys, or because they name them. */
function restoredEvents(
  events: readonly KeyedRow[],
  ties: Tie[],
  split: ReadonlySet<Key>,
  merged: string,
): Set<string> {
  const claims = claimsOf(
    events.filter((event) => event.verdict !== 'machine'),
    ties,
  )
  const theirs = new Set([...split].map((key) => claims.clusterOf(homeOf(key, claims))))
  const restored = events.filter((event) => {
    const cluster = claims.clusterOfEvent(event)
    return cluster === null ? event.messageId.includes(`:${merged}:`) : theirs.has(cluster)
  })
  return new Set(restored.map((event) => event.messageId))
}

/** An anonymous id stands for whomever it was identified as last, like in share-out. */
function homeOf(key: Key, claims: ReturnType<typeof claimsOf>): Key {
  return key.startsWith('a:') ? (claims.runs.get(key.slice(2))?.at(-1)?.anchor ?? key) : key
}
