import { type CatalogueEntry, findCatalogueEntry } from '#core/catalogue.ts'
import { type ChannelRules, judgeChannel, noRules, ruleMark } from '#core/channel-rule/judge.ts'
import { classify, type Judgement } from '#core/classify/classify.ts'
import { LISTS_VERSION } from '#core/classify/lists.ts'
import type { Event, EventType, Rejection, Source, Trust } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { judgeMail } from '#core/mail-domain.ts'
import { isObject, protectedAccountFacts } from '#contract/collect/facts.ts'
import { type TextDoubt, excerpt, inspect, plainText, reject } from '#contract/collect/inspect.ts'
import { isFault, readId, readKeys, readMessageId } from '#contract/collect/keys.ts'
import { maxNameLength } from '#contract/collect/limits.ts'
import { type Kept, type Sender, keepKeys, mayKeepContent } from '#contract/collect/privacy.ts'
import { type Said, readSaid } from '#contract/collect/said.ts'
import { eventTime } from '#contract/collect/time.ts'
import { type Visit, addVisit, arrivalOf, objectOf, readVisit } from '#contract/collect/visit.ts'

/** What the request tells about each item that came in it. */
export interface Envelope extends Sender {
  /** epoch ms by our clock */
  receivedAt: number
  /** `sentAt` of the batch; an item's own comes first */
  sentAt: Json | undefined
  /** the request's User-Agent; `context.userAgent` comes first */
  agent: string | null
  prefetched: boolean
  /** a colleague looked at it and said that a person did it: its agent is not asked */
  person?: boolean
  doubt: TextDoubt
  /** the workspace's own, which come before our lists; none when absent */
  channels?: ChannelRules
  newMessageId(): string
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
    raw: secret || !mayKeepContent(item, envelope) ? '' : excerpt(item),
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

/** What was read of an item, before it is judged. */
interface Parts {
  type: EventType
  name: string
  entry: CatalogueEntry | null
  props: JsonObject
  context: JsonObject | null
  said: Said
  messageId: string | null
  groupId: string | null
  previousId: string | null
  time: number
  visit: Visit
  kept: Kept
}

function readTyped(
  item: JsonObject,
  type: EventType,
  envelope: Envelope,
): { event: Event; note?: SetAsideItem } | Rejection {
  const named = readName(item, type, envelope.trust)
  if ('code' in named) return named
  const { name, entry } = named
  const objects = readObjects(item)
  if ('code' in objects) return objects
  const { props, context } = objects
  const said = readSaid(item, type, props, context, entry)
  if ('code' in said) return said
  const messageId = readMessageId(item['messageId'])
  if (isFault(messageId)) return messageId
  const keys = readKeys(item, said, props, entry, envelope.trust)
  if ('code' in keys) return keys
  const groupId =
    type === 'group'
      ? readId(item['groupId'], 'groupId')
      : readId(context?.['groupId'] ?? said.groupId, 'context.groupId')
  if (isFault(groupId)) return groupId
  if (type === 'group' && groupId === null)
    return reject('bad_field', 'groupId', 'A group call names the company in groupId.')
  const previousId = type === 'alias' ? readId(item['previousId'], 'previousId') : null
  if (isFault(previousId)) return previousId
  if (type === 'alias' && previousId === null)
    return reject('bad_field', 'previousId', 'An alias call names the earlier id in previousId.')
  const time = eventTime(
    item['timestamp'] ?? item['originalTimestamp'],
    item['sentAt'] ?? envelope.sentAt,
    envelope.receivedAt,
  )
  if (typeof time !== 'number') return time
  const visit = readVisit(context, props, type === 'page')
  const kept = keepKeys(keys, type, entry, context, visit.host ?? '', envelope)
  if ('code' in kept) return kept
  const event = makeEvent(
    { type, name, entry, props, context, said, messageId, groupId, previousId, time, visit, kept },
    envelope,
  )
  const note = envelope.trust === 'public' ? withholdProtected(item, event, envelope) : null
  return note === null ? { event } : { event, note }
}

const seenByUs: Judgement = { verdict: 'human', reason: null }

function makeEvent(parts: Parts, envelope: Envelope): Event {
  const { type, name, entry, props, context, said, time, visit, kept } = parts
  const source = sourceOf(envelope.trust)
  const judged = classify({
    source,
    trust: envelope.trust,
    name,
    time,
    agent: agentOf(context) ?? envelope.agent,
    library: libraryOf(context),
    prefetched: envelope.prefetched,
    props,
  })
  const { verdict, reason } = envelope.person === true ? seenByUs : judged
  const channel = channelOf(parts, source, envelope)
  const object = objectOf(props, entry, visit)
  const content = typeof props['content'] === 'string' && kindId.test(props['content']) ? props['content'] : null
  addVisit(props, visit, type)
  const { keys, cookieless } = kept
  const { traits } = said
  if (traits !== null && keys.email !== null && traits['email'] !== undefined) traits['email'] = keys.email
  return {
    messageId: parts.messageId ?? envelope.newMessageId(),
    type,
    name,
    time,
    receivedAt: envelope.receivedAt,
    source,
    trust: envelope.trust,
    keys,
    cookieless,
    previousId: parts.previousId,
    groupId: cookieless ? null : parts.groupId,
    object,
    content,
    channel,
    verdict,
    verdictReason: reason,
    mailKind: keys.email === null ? null : judgeMail(keys.email).kind,
    lists: LISTS_VERSION,
    props,
    traits: cookieless ? null : traits,
    accountTraits: cookieless ? null : said.accountTraits,
  }
}

/**
 * A trusted source may say the channel outright; of others the visit decides. The rule of the workspace's own that did is
 * kept with the event, as version and place: nobody else may say so.
 */
function channelOf({ name, props, visit }: Parts, source: Source, { trust, channels }: Envelope): string | null {
  const rules = channels ?? noRules
  const stated = trust === 'secret' ? (props['channel'] ?? (name === 'first_contact' ? props['origin'] : null)) : null
  const arrival = arrivalOf(visit, { source, name, stated: typeof stated === 'string' ? stated : null })
  const { channel, rule } = judgeChannel(arrival, rules)
  if (rule !== null) props['channelRule'] = ruleMark(rules, rule)
  else if (props['channelRule'] !== undefined) delete props['channelRule']
  return channel
}

function readName(
  item: JsonObject,
  type: EventType,
  trust: Trust,
): { name: string; entry: CatalogueEntry | null } | Rejection {
  if (type !== 'track') return { name: fixedNames[type], entry: findCatalogueEntry(fixedNames[type]) }
  const sent = item['event'] ?? ''
  if (typeof sent !== 'string') return reject('bad_field', 'event', 'The name of an event is text.')
  const own = sent.trim()
  if (own === '') return reject('missing_name', 'event', 'A track call names what happened in event.')
  if (own.length > maxNameLength)
    return reject('bad_field', 'event', `The name of an event has at most ${maxNameLength} characters.`)
  const entry = findCatalogueEntry(own)
  const name = entry?.key ?? own
  if (entry?.trust === 'secret' && trust === 'public') {
    return reject(
      'needs_secret_key',
      'event',
      `The event ${name} is a fact of sales: send it from your server with a secret key.`,
    )
  }
  if (writtenByUs.has(name)) {
    return reject('bad_field', 'event', `The event ${name} is written by the product itself. Choose another name.`)
  }
  return { name, entry }
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

/** A page may say who belongs to a company and plain facts, never what it is to us. */
function withholdProtected(item: Json, event: Event, envelope: Envelope): SetAsideItem | null {
  const facts = event.accountTraits
  if (facts === null) return null
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
