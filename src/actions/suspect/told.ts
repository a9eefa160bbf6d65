import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import type { Incoming } from '#actions/flow-types.ts'
import { pipeline } from '#actions/flow/transaction.ts'
import { histories } from '#actions/person/load.ts'
import { ownFact, saidBy } from '#actions/person/own-fact.ts'
import { actorName } from '#actions/verb.ts'
import type { Event } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'
import { judgeMail } from '#core/mail-domain.ts'
import { addToBulk, fileUnder } from '#store/person-bulk.ts'

export type Told = Incoming & { event: Event }

interface Said {
  name: string
  object: string | null
  props: JsonObject
  traits?: JsonObject
}

/** Something a colleague says of somebody who is here: a deed, which may bring facts along. */
export function saidOf(personId: string, now: number, actor: Actor, { traits, ...said }: Said): Told {
  const fact = ownFact('field', personId, now, { ...said, props: { ...said.props, ...saidBy(actor) }, traits: null })
  const more = { type: 'track' as const, traits: traits && Object.keys(traits).length > 0 ? traits : null }
  return { about: personId, event: { ...fact, ...more } }
}

/**
 * The same of somebody named by their keys, who may be nobody yet: by their mail address, or, where there is none, by a
 * user id made of their profile (core/suspect/profile.ts), so that an address that is learnt later joins them.
 */
export function saidOfNew(
  keys: { email: string | null; userId: string | null },
  now: number,
  actor: Actor,
  { traits, ...said }: Said,
): Told {
  const { email, userId } = keys
  const fact = ownFact('field', '', now, { ...said, props: { ...said.props, ...saidBy(actor) }, traits: null })
  const all: JsonObject = { ...traits, ...(email === null ? {} : { email }) }
  return {
    event: {
      ...fact,
      messageId: `suspect:${randomUUIDv7()}`,
      type: 'track',
      keys: { anonymousId: null, userId, email },
      mailKind: email === null ? null : judgeMail(email).kind,
      traits: Object.keys(all).length > 0 ? all : null,
    },
  }
}

/** Folds what was said in the verb's own transaction, filed under one id by which all of it can be undone. */
export async function tellAll(
  db: PoolClient,
  workspaceId: string,
  told: readonly Told[],
  { action, people, actor, now }: { action: JsonObject; people: number; actor: Actor; now: number },
): Promise<string> {
  const bulk = randomUUIDv7()
  await addToBulk(db, workspaceId, { id: bulk, action, people, by: actorName(actor), at: now })
  await tell(db, workspaceId, told, now)
  await fileUnder(
    db,
    workspaceId,
    told.map(({ event }) => event.messageId),
    bulk,
  )
  return bulk
}

/** Folds what was said in the verb's own transaction. */
export async function tell(db: PoolClient, workspaceId: string, told: readonly Told[], now: number): Promise<void> {
  const history = await histories.of(db, workspaceId)
  for (let at = 0; at < told.length; at += 500) {
    await foldBatch(withinTransaction({ db, workspaceId, history, now }), told.slice(at, at + 500), () => {})
    pipeline(db, false)
  }
}
