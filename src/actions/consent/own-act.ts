import { createHash } from 'node:crypto'
import type { Incoming } from '#actions/flow-types.ts'
import type { Event } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'

/**
 * What somebody did behind a link that only they have: an event about them, whatever browser it was done in. `cause`
 * makes the same deed the same event: said twice, it counts once.
 */
export function ownAct(
  personId: string,
  cause: string,
  now: number,
  more: { name: string; object: string | null; props: JsonObject; traits?: JsonObject },
): Incoming & { event: Event } {
  const named = createHash('sha256').update(cause).digest('base64url').slice(0, 22)
  return {
    about: personId,
    event: {
      // names its person, so that it is theirs again after an unmerge (flow/share-out.ts)
      messageId: `consent:${personId}:${named}`,
      type: more.traits ? 'identify' : 'track',
      name: more.name,
      time: now,
      receivedAt: now,
      source: 'server',
      trust: 'secret',
      keys: { anonymousId: null, userId: null, email: null },
      cookieless: false,
      previousId: null,
      groupId: null,
      object: more.object,
      content: null,
      channel: null,
      verdict: 'human',
      verdictReason: null,
      mailKind: null,
      lists: 0,
      props: more.props,
      traits: more.traits ?? null,
      accountTraits: null,
    },
  }
}
