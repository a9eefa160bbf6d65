import { bestKey, lockedKeys, shareAndFold } from '#actions/person/refold.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { personMergeInput, type PersonMerged } from '#contract/person-verbs.ts'
import { ok, refuse } from '#contract/problem.ts'
import { findPerson } from '#store/person-read.ts'
import { deleteTies, insertTies } from '#store/tie.ts'

/**
 * Makes two people one, whatever their identifiers say: the older stays, the other's id leads there, and the survivor is
 * folded from the events of both. Nothing is sent because of it.
 */
export const mergePeople: Verb<PersonMerged> = writeVerb({
  permission: 'person.merge',
  input: personMergeInput,
  async run({ db, workspaceId, actor, input, now }) {
    const one = await findPerson(db, workspaceId, input.one)
    const other = await findPerson(db, workspaceId, input.other)
    if (!one || !other) return refuse('not_found', `There is no person ${one ? input.other : input.one} here.`)
    if (one.id === other.id) return refuse('conflict', 'These are one person already.')
    const keys = await lockedKeys(db, workspaceId, [one.id, other.id])
    const [mine, theirs] = [keys.get(one.id) ?? [], keys.get(other.id) ?? []]
    const [a, b] = [bestKey(mine), bestKey(theirs)]
    if (a === null || b === null) return refuse('conflict', 'One of them has no identifier by which to join them.')
    await deleteTies(db, workspaceId, 'split', mine, theirs)
    const tie = { kind: 'merge', one: a, other: b, at: now, by: actorName(actor), note: input.note ?? null } as const
    await insertTies(db, workspaceId, [tie])
    await shareAndFold(db, workspaceId, [one.id, other.id], now)
    const survivor = (await findPerson(db, workspaceId, one.id))?.id ?? one.id
    return ok({ id: survivor, merged: survivor === one.id ? other.id : one.id })
  },
  audit: ({ id, merged }, { note }) => ({ subject: `person:${id}`, detail: { merged, ...(note ? { note } : {}) } }),
})
