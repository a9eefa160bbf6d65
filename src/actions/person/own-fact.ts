import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { actorName } from '#actions/verb.ts'
import { lockPersons } from '#actions/flow/lock.ts'
import { refoldPeople } from '#actions/flow/refold.ts'
import { histories } from '#actions/person/load.ts'
import type { PersonUndone } from '#contract/person-verbs.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { Event } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'
import { findPerson, ownFactOf, withdrawFact } from '#store/person-read.ts'

/** Something a colleague says of somebody in the app: an event like any other, that carries no keys. */
export function ownFact(
  what: 'move' | 'field',
  personId: string,
  now: number,
  more: Pick<Event, 'name' | 'object' | 'props' | 'traits'>,
): Event {
  return {
    // names its person, so that it is theirs again after an unmerge (flow/share-out.ts)
    messageId: `${what}:${personId}:${randomUUIDv7()}`,
    type: what === 'move' ? 'track' : 'identify',
    time: now,
    receivedAt: now,
    source: 'app',
    trust: 'secret',
    keys: { anonymousId: null, userId: null, email: null },
    cookieless: false,
    previousId: null,
    groupId: null,
    content: null,
    channel: null,
    verdict: 'human',
    verdictReason: null,
    mailKind: null,
    lists: 0,
    accountTraits: null,
    ...more,
  }
}

/** Who says it, as the event keeps it: by name for readers, by id for whoever looks closer. */
export function saidBy(actor: Actor): JsonObject {
  return { by: actor.kind === 'key' ? actorName(actor) : actor.name, byId: actorName(actor) }
}

/**
 * Withdraws what a colleague said in the app, and folds the person as if it had never been. Hand-offs that it had opened
 * and that nobody has taken yet are closed; what was sent stays sent.
 */
export async function undoFact(
  db: PoolClient,
  workspaceId: string,
  { id, messageId, name, now }: { id: string; messageId: string; name: string; now: number },
): Promise<Result<PersonUndone>> {
  const person = await findPerson(db, workspaceId, id)
  if (!person) return refuse('not_found', 'There is no such person here.')
  await lockPersons(db, [person.id])
  const fact = await ownFactOf(db, workspaceId, person.id, messageId)
  if (!fact || fact.name !== name) {
    return refuse('conflict', 'This cannot be undone: it was undone already, or was not done here. Look again.')
  }
  const closed = await withdrawFact(db, workspaceId, person.id, messageId)
  await refoldPeople({ db, workspaceId, history: await histories.of(db, workspaceId), now }, [person.id])
  return ok({ id: person.id, messageId, closed })
}
