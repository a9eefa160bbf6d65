import { type CatalogueEntry, findCatalogueEntry } from '#core/catalogue.ts'
import { findChannel } from '#core/channel.ts'
import { classify } from '#core/classify/classify.ts'
import { LISTS_VERSION } from '#core/classify/lists.ts'
import type { Event, EventKeys, EventType, Rejection, Source, Trust } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { judgeMail } from '#core/mail-domain.ts'
import {
  isObject,
  protectedAccountFacts,
  readAccountFacts,
  readFormFacts,
  readPersonFacts,
} from '#contract/collect/facts.ts'
import { type TextDoubt, excerpt, inspect, plainText, reject } from '#contract/collect/inspect.ts'
import { readId, readKeys, readMessageId } from '#contract/collect/keys.ts'
import { maxNameLength } from '#contract/collect/limits.ts'
import { type PrivacySignals, keeping } from '#contract/collect/privacy.ts'
import { eventTime } from '#contract/collect/time.ts'
import { type Visit, cleanPath, readVisit } from '#contract/collect/visit.ts'
import type { PrivacySettings } from '#contract/settings.ts'

/** What the request tells about each item that came in it. */
export interface Envelope {
  trust: Trust
  /** epoch ms by our clock */
  receivedAt: number
  /** `sentAt` of the batch; an item's own comes first */
  sentAt: Json | undefined
  /** the request's User-Agent; `context.userAgent` comes first */
  agent: string | null
  prefetched: boolean
  privacy: PrivacySettings
  signals: PrivacySignals
  doubt: TextDoubt
  newMessageId(): string
  /** the cookieless id of this visitor on that site, for today */
  visitId(host: string): string
}

/** Something that did not count, as the flow sets it aside (actions/flow-types.ts `Incoming`). */
export interface SetAsideItem {
  rejection: Rejection
  messageId: string | null
  source: Source
  receivedAt: number
  raw: string
}

export type Reading = { event: Event; note?: SetAsideItem } | SetAsideItem

/**
 * One Segment message as an Event, classified, or as something set aside with its reason; never throws. `type` is that of
 * the path, or null in a batch, where each item names its own. `note` stands beside an event of which a part was refused.
 */
export function readItem(item: Json, type: EventType | null, envelope: Envelope): Reading {
  try {
    const read = readMessage(item, type, envelope)
    return 'code' in read ? setAside(item, read, envelope) : read
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    return setAside(
      item,
      reject('poisonous', null, plainText(`The event could not be read (${reason}).`, 300)),
      envelope,
    )
  }
}

/** Sets an item aside. What a visitor asked not to have tracked leaves nothing but the count. */
export function setAside(item: Json, rejection: Rejection, envelope: Envelope): SetAsideItem {
  const secret = rejection.code === 'do_not_track'
  const sent = isObject(item) && typeof item['messageId'] === 'string' ? item['messageId'] : null
  return {
    rejection,
    messageId: secret || sent === null ? null : plainText(sent, 100),
    source: sourceOf(envelope.trust),
    receivedAt: envelope.receivedAt,
    raw: secret ? '' : excerpt(item),
  }
}

const types: ReadonlySet<string> = new Set<EventType>(['track', 'page', 'screen', 'identify', 'group', 'alias'])
// ids of content kinds are such words; a form's text field called content is not one
const kindId = /^[a-z][a-z0-9_]{0,49}$/
const writtenByUs: ReadonlySet<string> = new Set(['identity_aliased', 'handoff_opened', 'handoff_closed'])
const fixedNames = {
  page: 'page_viewed',
  screen: 'screen_viewed',
  identify: 'profile_updated',
  group: 'account_updated',
  alias: 'identity_aliased',
} as const

function readMessage(
  item: Json,
  pathType: EventType | null,
  envelope: Envelope,
): { event: Event; note?: SetAsideItem } | Rejection {
  if (!isObject(item)) return reject('not_an_object', null, 'An event is a JSON object.')
  const unfit = inspect(item, envelope.doubt)
  if (unfit) return unfit
  const type = pathType ?? item['type']
  if (typeof type !== 'string' || !types.has(type)) {
    return reject('unknown_type', 'type', 'The type is one of track, page, screen, identify, group, alias.')
  }
  return readTyped(item, type as EventType, envelope)
}

function readTyped(
  item: JsonObject,
  type: EventType,
  envelope: Envelope,
): { event: Event; note?: SetAsideItem } | Rejection {
  const named = readName(item, type)
  if ('code' in named) return named
  const { name, entry } = named
  if (entry?.trust === 'secret' && envelope.trust === 'public') {
    return reject(
      'needs_secret_key',
      'event',
      `The event ${name} is a fact of sales: send it from your server with a secret key.`,
    )
  }
  if (type === 'track' && writtenByUs.has(name)) {
    return reject('bad_field', 'event', `The event ${name} is written by the product itself. Choose another name.`)
  }
  const objects = readObjects(item)
  if ('code' in objects) return objects
  const { props, context } = objects
  const said = readFacts(item, type, props, context, entry)
  if ('code' in said) return said
  const messageId = readMessageId(item['messageId'])
  if (typeof messageId === 'object' && messageId !== null) return messageId
  const readerKeys = readKeys(item, said, props, entry, envelope.trust)
  if ('code' in readerKeys) return readerKeys
  const groupId = readId(
    type === 'group' ? item['groupId'] : (context?.['groupId'] ?? said.groupId),
    type === 'group' ? 'groupId' : 'context.groupId',
  )
  if (typeof groupId === 'object' && groupId !== null) return groupId
  if (type === 'group' && groupId === null)
    return reject('bad_field', 'groupId', 'A group call names the company in groupId.')
  const previousId = type === 'alias' ? readId(item['previousId'], 'previousId') : null
  if (typeof previousId === 'object' && previousId !== null) return previousId
  if (type === 'alias' && previousId === null)
    return reject('bad_field', 'previousId', 'An alias call names the earlier id in previousId.')
  const time = eventTime(
    item['timestamp'] ?? item['originalTimestamp'],
    item['sentAt'] ?? envelope.sentAt,
    envelope.receivedAt,
  )
  if (typeof time !== 'number') return time

  const visit = readVisit(context, props, type === 'page')
  const kept = keepKeys(readerKeys, type, entry, context, visit, envelope)
  if ('code' in kept) return kept
  const source = sourceOf(envelope.trust)
  const stated =
    envelope.trust === 'secret' ? (props['channel'] ?? (name === 'first_contact' ? props['origin'] : null)) : null
  const channel = findChannel({
    source,
    name,
    campaign: visit.utm && {
      source: visit.utm['utm_source'] ?? null,
      medium: visit.utm['utm_medium'] ?? null,
      name: visit.utm['utm_campaign'] ?? null,
    },
    clickIds: visit.clickIds,
    referrer: visit.referrer,
    host: visit.host,
    stated: typeof stated === 'string' ? stated : null,
  })
  const judgement = classify({
    source,
    trust: envelope.trust,
    name,
    time,
    agent: agentOf(context) ?? envelope.agent,
    library: libraryOf(context),
    prefetched: envelope.prefetched,
    props,
  })
  const object = objectOf(props, entry, visit)
  const content = typeof props['content'] === 'string' && kindId.test(props['content']) ? props['content'] : null
  addVisit(props, visit, type)
  const { keys } = kept
  const event: Event = {
    messageId: messageId ?? envelope.newMessageId(),
    type,
    name,
    time,
    receivedAt: envelope.receivedAt,
    source,
    trust: envelope.trust,
    keys,
    cookieless: kept.cookieless,
    previousId,
    groupId: kept.cookieless ? null : groupId,
    object,
    content,
    channel,
    verdict: judgement.verdict,
    verdictReason: judgement.reason,
    mailKind: keys.email === null ? null : judgeMail(keys.email).kind,
    lists: LISTS_VERSION,
    props,
    traits: kept.cookieless ? null : said.traits,
    accountTraits: kept.cookieless ? null : said.accountTraits,
  }
  if (said.traits !== null && keys.email !== null && said.traits['email'] !== undefined)
    said.traits['email'] = keys.email
  if (envelope.trust === 'public' && event.accountTraits !== null) {
    const note = withholdProtected(item, event, envelope)
    if (note) return { event, note }
  }
  return { event }
}

function readName(item: JsonObject, type: EventType): { name: string; entry: CatalogueEntry | null } | Rejection {
  if (type !== 'track') return { name: fixedNames[type], entry: findCatalogueEntry(fixedNames[type]) }
  const sent = item['event']
  if (sent === undefined || sent === null || sent === '')
    return reject('missing_name', 'event', 'A track call names what happened in event.')
  if (typeof sent !== 'string') return reject('bad_field', 'event', 'The name of an event is text.')
  const name = sent.trim()
  if (name === '') return reject('missing_name', 'event', 'A track call names what happened in event.')
  if (name.length > maxNameLength)
    return reject('bad_field', 'event', `The name of an event has at most ${maxNameLength} characters.`)
  const entry = findCatalogueEntry(name)
  return { name: entry?.key ?? name, entry }
}

function readObjects(
  item: JsonObject,
): { props: JsonObject; context: JsonObject | null } | { code: Rejection['code']; field: string; message: string } {
  for (const field of ['properties', 'traits', 'context']) {
    const value = item[field]
    if (value !== undefined && value !== null && !isObject(value)) {
      return { code: 'bad_field', field, message: `The field ${field} is an object.` }
    }
  }
  const props = isObject(item['properties']) ? { ...item['properties'] } : {}
  if (typeof item['name'] === 'string' && item['name'] !== '') props['name'] ??= item['name']
  if (typeof item['category'] === 'string' && item['category'] !== '') props['category'] ??= item['category']
  return { props, context: isObject(item['context']) ? item['context'] : null }
}

interface Said {
  traits: JsonObject | null
  accountTraits: JsonObject | null
  /** the mail address among the traits, as sent */
  mail: Json | undefined
  mailField: string
  groupId: Json | undefined
}

/** Facts come as traits of identify and group, as `context.traits` of any call, and in forms as properties. */
function readFacts(
  item: JsonObject,
  type: EventType,
  props: JsonObject,
  context: JsonObject | null,
  entry: CatalogueEntry | null,
): Said | Rejection {
  const said: Said = {
    traits: null,
    accountTraits: null,
    mail: undefined,
    mailField: 'traits.email',
    groupId: undefined,
  }
  if (type === 'group' && isObject(item['traits'])) {
    const read = readAccountFacts(item['traits'], 'traits')
    if ('rejection' in read) return read.rejection
    said.accountTraits = read.facts
  }
  const sources: [JsonObject, string][] = []
  const contextTraits = context?.['traits']
  if (isObject(contextTraits)) sources.push([contextTraits, 'context.traits'])
  if (type !== 'group' && isObject(item['traits'])) sources.push([item['traits'], 'traits'])
  for (const [traits, field] of sources) {
    const read = readPersonFacts(traits, field)
    if ('rejection' in read) return read.rejection
    const mail = read.facts['email']
    if (mail !== undefined && mail !== null && typeof mail !== 'string')
      return reject('bad_email', `${field}.email`, 'A mail address is text.')
    if (typeof mail === 'string') said.mailField = `${field}.email`
    addFacts(said, read.facts, read.account, read.groupId)
  }
  if (type === 'track' && entry?.given === true) {
    const read = readFormFacts(props)
    if ('rejection' in read) return read.rejection
    if (read.facts['email'] !== undefined) said.mailField = 'properties.email'
    if (Object.keys(read.facts).length > 0) addFacts(said, read.facts, read.account, read.groupId)
  }
  said.mail = said.traits?.['email']
  return said
}

function addFacts(said: Said, facts: JsonObject, account: JsonObject | null, groupId: Json | undefined): void {
  said.traits = said.traits === null ? facts : { ...said.traits, ...facts }
  if (account !== null && Object.keys(account).length > 0) said.accountTraits ??= account
  said.groupId ??= groupId
}

/** The identifiers that the privacy settings leave. */
function keepKeys(
  keys: EventKeys,
  type: EventType,
  entry: CatalogueEntry | null,
  context: JsonObject | null,
  visit: Visit,
  envelope: Envelope,
): { keys: EventKeys; cookieless: boolean } | Rejection {
  const identified = keys.userId !== null || keys.email !== null
  if (envelope.trust === 'public') {
    const kept = keeping(envelope.privacy, envelope.signals, {
      type,
      entry,
      identified,
      consent: context?.['consent'],
      cookieless: context?.['cookieless'] === true,
    })
    if (typeof kept === 'object') return reject('do_not_track', null, kept.drop)
    if (kept === 'visit') {
      return { keys: { anonymousId: envelope.visitId(visit.host ?? ''), userId: null, email: null }, cookieless: true }
    }
    if (kept === 'given') {
      return identified ? { keys: { ...keys, anonymousId: null }, cookieless: false } : missingIdentity(envelope.trust)
    }
  }
  // a trusted source may state facts of a company alone
  const enough =
    keys.anonymousId !== null ||
    keys.userId !== null ||
    (envelope.trust === 'secret' && (keys.email !== null || type === 'group'))
  return enough ? { keys, cookieless: false } : missingIdentity(envelope.trust)
}

function missingIdentity(trust: Trust): Rejection {
  const also = trust === 'secret' ? ', or a mail address in traits.email' : ''
  return reject('missing_identity', 'userId', `Nobody can tell whose event this is: send userId or anonymousId${also}.`)
}

function objectOf(props: JsonObject, entry: CatalogueEntry | null, visit: Visit): string | null {
  for (const key of entry?.object ?? ['object']) {
    const value = props[key]
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string' || value.trim() === '') continue
    return key === 'path' ? cleanPath(value) : value.trim().slice(0, 500).toWellFormed()
  }
  return visit.path
}

/** What rules and reports read of the visit stands among the properties, under the names that URLs use. */
function addVisit(props: JsonObject, visit: Visit, type: EventType): void {
  if (visit.path !== null) props['path'] ??= visit.path
  if (type === 'page') {
    if (visit.title !== null) props['title'] ??= visit.title
    if (visit.referrer !== null && visit.referrer !== '') props['referrer'] ??= visit.referrer
  }
  if (visit.host !== null) props['host'] ??= visit.host
  if (visit.utm !== null) for (const key in visit.utm) props[key] ??= visit.utm[key] as string
  // first.campaign reads it under this name, whatever the source
  if (visit.utm?.['utm_campaign'] !== undefined) props['campaign'] ??= visit.utm['utm_campaign']
  if (visit.clickIds !== null) for (const key in visit.clickIds) props[key] ??= visit.clickIds[key] as string
}

/** A page may say who belongs to a company and plain facts, never what it is to us. */
function withholdProtected(item: Json, event: Event, envelope: Envelope): SetAsideItem | null {
  const facts = event.accountTraits as JsonObject
  const withheld = protectedAccountFacts.filter((name) => name in facts)
  if (withheld.length === 0) return null
  for (const name of withheld) delete facts[name]
  const message = `A public key may not say ${withheld.join(', ')} of a company: send it from your server with a secret key. The rest of the call counted.`
  return setAside(item, reject('needs_secret_key', `traits.${withheld[0]}`, message), envelope)
}

function sourceOf(trust: Trust): Source {
  return trust === 'secret' ? 'server' : 'browser'
}

function agentOf(context: JsonObject | null): string | null {
  const agent = context?.['userAgent']
  return typeof agent === 'string' && agent !== '' ? agent : null
}

function libraryOf(context: JsonObject | null): string | null {
  const library = context?.['library']
  return isObject(library) && typeof library['name'] === 'string' ? library['name'] : null
}
