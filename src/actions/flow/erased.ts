import type { Incoming } from '#actions/flow-types.ts'
import { addressHash } from '#actions/consent/secret.ts'
import type { Event, Rejection } from '#core/event.ts'
import { keysOf, type Key } from '#core/identity.ts'
import type { Json } from '#core/json.ts'
import { normaliseMail } from '#core/mail-domain.ts'
import { consentSecret } from '#store/consent.ts'
import { erasedAmong, hasErased } from '#store/erasure-key.ts'
import type { Db } from '#store/rows.ts'

const rejection: Rejection = {
  code: 'erased',
  field: null,
  message:
    'It names somebody who was erased: nothing of it is kept. They are known again once they confirm their address.',
}

type Refused = Exclude<Incoming, { event: Event }>

/** Keys of people who were erased, over a batch: known by keyed hashes alone. */
export class Erased {
  #keys: ReadonlySet<Key>

  private constructor(keys: ReadonlySet<Key>) {
    this.#keys = keys
  }

  static readonly nobody = new Erased(new Set())

  /** Which of the keys of these events, and of what was refused already, are of the erased. */
  static async among(
    db: Db,
    workspaceId: string,
    events: readonly Event[],
    refused: readonly Refused[],
  ): Promise<Erased> {
    const keys = [...new Set([...events.flatMap(keysOf), ...refused.flatMap(({ raw }) => keysIn(raw))])]
    if (keys.length === 0) return Erased.nobody
    const secret = await consentSecret(db)
    const hashes = keys.map((key) => keyHash(secret, workspaceId, key))
    const found = await erasedAmong(db, workspaceId, hashes)
    if (found.size === 0) return Erased.nobody
    return new Erased(new Set(keys.filter((_, index) => found.has(hashes[index]?.toString('hex') ?? ''))))
  }

  /**
   * An event as far as it may count. What names an erased person by address or user id is theirs and refused; a cookie of
   * theirs is taken off what names somebody else, and what has no other name is refused.
   */
  leave(event: Event): Event | Rejection {
    if (this.#keys.size === 0 || !keysOf(event).some((key) => this.#keys.has(key))) return event
    const { keys } = event
    const named = keys.email !== null || keys.userId !== null
    const erased =
      (keys.email !== null && this.#keys.has(`e:${keys.email}`)) ||
      (keys.userId !== null && this.#keys.has(`u:${keys.userId}`))
    return named && !erased ? { ...event, keys: { ...keys, anonymousId: null } } : rejection
  }

  /** What was refused for another reason is kept without its content when it names one of them. */
  bare<Item extends Refused>(item: Item): Item {
    if (this.#keys.size === 0 || !keysIn(item.raw).some((key) => this.#keys.has(key))) return item
    return {
      ...item,
      rejection: { ...item.rejection, field: null, message: rejection.message },
      messageId: null,
      raw: '',
    }
  }
}

/** A browser's id, unless it is of somebody who was erased: their browser is nobody's. */
export async function notErased(db: Db, workspaceId: string, anonymousId: string | null): Promise<string | null> {
  if (anonymousId === null || !(await hasErased(db, workspaceId))) return anonymousId
  const hash = keyHash(await consentSecret(db), workspaceId, `a:${anonymousId}`)
  return (await erasedAmong(db, workspaceId, [hash])).size > 0 ? null : anonymousId
}

/** The hash by which a key of the flow is remembered after an erasure. */
export function keyHash(secret: string, workspaceId: string, key: Key): Buffer {
  const kind = key.startsWith('e:') ? 'email' : key.startsWith('u:') ? 'user' : 'cookie'
  return addressHash(secret, workspaceId, kind, key.slice(2))
}

/** The keys that an item would have had, had it been readable. */
function keysIn(raw: Json | string): Key[] {
  const item = typeof raw === 'string' ? parsed(raw) : raw
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return []
  const { anonymousId, userId, traits, context, properties } = item
  const inner = typeof context === 'object' && context !== null && !Array.isArray(context) ? context['traits'] : null
  const mails = [traits, inner, properties].flatMap((part) => {
    const email = typeof part === 'object' && part !== null && !Array.isArray(part) ? part['email'] : null
    return (typeof email === 'string' ? normaliseMail(email) : null) ?? []
  })
  return [
    ...(typeof anonymousId === 'string' ? [`a:${anonymousId}` as Key] : []),
    ...(typeof userId === 'string' ? [`u:${userId}` as Key] : []),
    ...mails.map((mail): Key => `e:${mail}`),
  ]
}

function parsed(raw: string): Json {
  try {
    return JSON.parse(raw) as Json
  } catch {
    return null
  }
}
