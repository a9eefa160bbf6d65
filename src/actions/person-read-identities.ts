import { keyKinds } from '#actions/person/facts.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { personId } from '#contract/person.ts'
import type { PersonIdentities } from '#contract/person-head.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Key } from '#core/identity.ts'
import { findPerson, identitiesOf, mergedInto } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'
import { joinsOf } from '#store/tie.ts'

/** By what somebody is known, by which events and decisions that came together, and who was merged into them. */
export const readPersonIdentities: Verb<PersonIdentities> = readVerb({
  permission: 'person.read',
  input: personId,
  async run({ db, workspaceId, input, now }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const identities = await identitiesOf(db, workspaceId, person.id, now)
    const joins = await joinsOf(
      db,
      workspaceId,
      identities.map(({ kind, value }): Key => `${kind}:${value}`),
    )
    return ok({
      identities: identities.map(({ kind, value, since }) => ({
        kind: keyKinds[kind],
        value,
        since: isoTime(since) as string,
      })),
      joins: joins.map(({ one, other, at, by, messageId, event, object, who, note }) => ({
        one: said(one),
        other: said(other),
        at: isoTime(at.getTime()) as string,
        by,
        event: messageId === null || event === null ? null : { messageId, name: event, object },
        who,
        note,
      })),
      merges: (await mergedInto(db, workspaceId, person.id)).map(({ at, ...one }) => ({
        ...one,
        at: isoTime(at?.getTime()),
      })),
    })
  },
})

function said(key: Key): { kind: 'anonymous' | 'user' | 'email'; value: string } {
  return { kind: keyKinds[key.slice(0, 1) as keyof typeof keyKinds], value: key.slice(2) }
}
