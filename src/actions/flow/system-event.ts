import type { Event } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'

/** A fact that the flow itself writes down. Times in epoch ms. */
export function factFromSystem(name: string, messageId: string, time: number, now: number, props: JsonObject): Event {
  return {
    messageId,
    type: 'track',
    name,
    time,
    receivedAt: now,
    source: 'system',
    trust: 'secret',
    keys: { anonymousId: null, userId: null, email: null },
    cookieless: false,
    previousId: null,
    groupId: null,
    object: null,
    content: null,
    channel: null,
    verdict: 'human',
    verdictReason: null,
    mailKind: null,
    lists: 0,
    props,
    traits: null,
    accountTraits: null,
  }
}
