import type { CatalogueEntry } from '#core/catalogue.ts'
import type { EventKeys, Rejection, Trust } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { normaliseMail } from '#core/mail-domain.ts'
import { reject } from '#contract/collect/inspect.ts'
import { maxIdLength, maxMessageIdLength } from '#contract/collect/limits.ts'

/** An identifier as text, null when absent. Numbers become text; beyond 2^53 they are refused, being inexact. */
export function readId(value: Json | undefined, field: string): string | null | Rejection {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return String(value)
    return reject(
      'bad_field',
      field,
      'The identifier is a number that JavaScript cannot hold exactly. Send it as text.',
    )
  }
  if (typeof value !== 'string') return reject('bad_field', field, 'An identifier is text.')
  const id = value.trim()
  if (id === '') return null
  if (id.length > maxIdLength) return reject('bad_field', field, `An identifier has at most ${maxIdLength} characters.`)
  return id
}

/** The sender's messageId; null when there is none. */
export function readMessageId(value: Json | undefined): string | null | Rejection {
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'string' && typeof value !== 'number')
    return reject('bad_field', 'messageId', 'A messageId is text.')
  const id = String(value).trim()
  if (id.length > maxMessageIdLength) {
    return reject('message_id_too_long', 'messageId', `A messageId has at most ${maxMessageIdLength} characters.`)
  }
  return id === '' ? null : id
}

/**
 * Who an event is about: `anonymousId`, `userId`, and the mail address of its traits or of a property `email` that is the
 * person's own. A user id that is a mail address counts as one where no other is given.
 */
export function readKeys(
  item: JsonObject,
  said: { mail: Json | undefined; mailField: string },
  props: JsonObject,
  entry: CatalogueEntry | null,
  trust: Trust,
): EventKeys | Rejection {
  const anonymousId = readId(item['anonymousId'], 'anonymousId')
  if (isFault(anonymousId)) return anonymousId
  const userId = readId(item['userId'], 'userId')
  if (isFault(userId)) return userId
  let email: string | null = null
  if (typeof said.mail === 'string' && said.mail.trim() !== '') {
    email = normaliseMail(said.mail)
    if (email === null) return badMail(said.mailField)
  } else if (ownsMail(entry, trust, userId, anonymousId)) {
    const sent = props['email']
    if (typeof sent === 'string' && sent.trim() !== '') {
      email = normaliseMail(sent)
      if (email === null) return badMail('properties.email')
    } else if (sent !== undefined && sent !== null && sent !== '') return badMail('properties.email')
  }
  if (email === null && userId !== null && userId.includes('@')) email = normaliseMail(userId)
  return { anonymousId, userId, email }
}

/**
 * Whether the property `email` is the person's own address: for the field's events it is (but where it names somebody
 * else); for other names only when it is all that a trusted source says of who it was.
 */
function ownsMail(
  entry: CatalogueEntry | null,
  trust: Trust,
  userId: string | null,
  anonymousId: string | null,
): boolean {
  if (entry !== null) return entry.othersEmail !== true
  return trust === 'secret' && userId === null && anonymousId === null
}

function badMail(field: string): Rejection {
  return reject('bad_email', field, 'This is no mail address. Send it like name@example.com, or leave it out.')
}

/** Whether reading an identifier was refused. */
export function isFault(value: string | null | Rejection): value is Rejection {
  return typeof value === 'object' && value !== null
}
