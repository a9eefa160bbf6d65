import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Pool } from 'pg'
import type { Trust } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'
import { isObject } from '#contract/collect/facts.ts'
import { plainText } from '#contract/collect/inspect.ts'
import type { Keyring } from '#store/keyring.ts'
import type { KeyHolder } from '#store/write-key.ts'
import type { Flow } from '#actions/flow-types.ts'
import type { VisitIds } from '#server/visit-id.ts'
import { away, unauthorised } from './collect-answer.ts'
import type { SlotDoor } from './slots.ts'

export interface CollectorOptions {
  pool: Pool
  flow: Flow
  /** epoch ms, the wall clock when absent */
  clock?: () => number
  /** told of what went wrong on our side, and of secret keys in pages */
  log?: { warn(detail: object, sentence: string): void }
  /** the last X-Forwarded-For and the X-Forwarded-Proto are the proxy's word, and true */
  trustProxy?: boolean
  /** bytes of bodies in hand, of all requests together, beyond which large ones are told to come again; 64 MB */
  bodyBytes?: number
  /** ids of cookieless visits, the same as the app's; its own when absent */
  visitIds?: VisitIds
}

/** What lives as long as the collector. */
export interface Collector extends CollectorOptions {
  clock: () => number
  keys: Keyring
  visitIds: VisitIds
  /** what decides on personalised slots */
  slots: SlotDoor
  /** secret keys that were seen in a page, and said so */
  exposed: Set<string>
}

/** The key's holder; undefined when the request was answered because there is none, null never. */
export async function findHolder(
  collector: Collector,
  key: string | null,
  response: ServerResponse,
): Promise<KeyHolder | undefined> {
  if (key === null || key === '') {
    unauthorised(response, 'Send your write key as the Basic user name, or as writeKey in the body.')
    return undefined
  }
  let holder: KeyHolder | null
  try {
    holder = collector.keys.peek(key) ?? (await collector.keys.find(key))
  } catch (error) {
    collector.log?.warn({ err: error }, 'The database did not answer for a write key.')
    away(response, error)
    return undefined
  }
  if (holder) return holder
  unauthorised(response, 'This write key is unknown or revoked. Copy one from Settings, Keys.')
  return undefined
}

/** Basic user name, Bearer token, or `?writeKey`; null when the request's head has none. */
export function keyOf(request: IncomingMessage, query: URLSearchParams | null): string | null {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ', 2)
  if (value && scheme?.toLowerCase() === 'basic') {
    const pair = Buffer.from(value, 'base64').toString('utf8')
    const colon = pair.indexOf(':')
    const user = (colon < 0 ? pair : pair.slice(0, colon)).trim()
    if (user !== '') return user
  }
  if (value && scheme?.toLowerCase() === 'bearer') return value.trim()
  return query?.get('writeKey') ?? null
}

/** `writeKey` of the body, or of the first item of a batch. */
export function keyInBody(body: JsonObject): string | null {
  if (typeof body['writeKey'] === 'string') return body['writeKey'].trim()
  const first = Array.isArray(body['batch']) ? body['batch'][0] : undefined
  return isObject(first) && typeof first['writeKey'] === 'string' ? first['writeKey'].trim() : null
}

/**
 * A secret key that a page of another site sends is no secret: whoever looks at the page can read it. It counts as a
 * public one, and the log says so once.
 */
export function trustOf(collector: Collector, holder: KeyHolder, request: IncomingMessage): Trust {
  const { origin, host } = request.headers
  if (holder.trust === 'public' || origin === undefined || origin.replace(/^https?:\/\//, '') === host)
    return holder.trust
  if (!collector.exposed.has(holder.keyId)) {
    collector.exposed.add(holder.keyId)
    collector.log?.warn(
      { keyId: holder.keyId, origin: plainText(origin, 200) },
      'A page sends a secret key: revoke it and use a public one. Its events count as public.',
    )
  }
  return 'public'
}
