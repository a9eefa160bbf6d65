import type { Event } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'
import type { Pool } from 'pg'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import type { Blueprint } from '#core/blueprint.ts'

let count = 0

/** An event as a trusted server would send it; say what differs. */
export function event(name: string, time: number, more: Partial<Event> & { props?: JsonObject } = {}): Event {
  return {
    messageId: `m${count++}`,
    type: 'track',
    name,
    time,
    receivedAt: time,
    source: 'server',
    trust: 'secret',
    keys: { anonymousId: null, userId: null, email: null, ...more.keys },
    cookieless: false,
    previousId: null,
    groupId: null,
    object: null,
    content: null,
    channel: null,
    verdict: 'human',
    verdictReason: null,
    mailKind: null,
    lists: 1,
    props: {},
    traits: null,
    accountTraits: null,
    ...more,
  }
}

/** Keys of an event, the others null. */
export function keys(some: Partial<Event['keys']>): Event['keys'] {
  return { anonymousId: null, userId: null, email: null, ...some }
}

/** Puts a blueprint in force from a moment on. */
export async function applyBlueprint(
  pool: Pool,
  workspaceId: string,
  blueprint: Blueprint = defaultBlueprint(),
  version = 1,
  appliedAt = new Date('2026-01-01T00:00:00Z'),
): Promise<void> {
  await pool.query(
    `insert into blueprint_version (workspace_id, version, document, applied_at, applied_by) values ($1, $2, $3, $4, 'test')`,
    [workspaceId, version, JSON.stringify(blueprint), appliedAt],
  )
}
