import { classify } from '#core/classify/classify.ts'
import { LISTS_VERSION } from '#core/classify/lists.ts'
import type { Event, EventKeys, EventType, Rejection, RejectionCode } from '#core/event.ts'
import { type ImportPlan, type PlanField, closedNames, eventName } from '#core/import/plan.ts'
import { findCurrency } from '#core/import/value.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { asciiDomain, judgeMail, registrableDomain } from '#core/mail-domain.ts'

/** What the rows of one import share. */
export interface RowContext {
  /** epoch ms; the time of rows that have none of their own, the same again when the import is resumed */
  startedAt: number
  /** epoch ms, the clock: nothing may lie more than ten minutes after it */
  now: number
  /**
   * What makes the same row of another file another event, where rows carry no time of their own: the file's hash.
   */
  file: string
  /** a text that no earlier import used, to state the same file anew; '' else */
  again: string
  /** a short stable hash, at most 60 characters */
  digest(text: string): string
  /** the file was decoded with losses: U+FFFD in a row means that it does not fit the encoding */
  lossy: boolean
}

export type RowRead = { ok: true; events: Event[] } | { ok: false; rejection: Rejection; messageId: string }

const tenMinutes = 600_000
const eventLimit = 32 * 1024

/** One row to its events, the main one first; or why it cannot count. The same row always gives the same messageIds. */
export function readRow(plan: ImportPlan, cells: readonly string[], context: RowContext): RowRead {
  const fault = faultOfRow(plan, cells, context)
  if (fault) return set(plan, cells, context, fault)
  const values = new Map<string, Json>()
  const fields: PlanField[] = []
  let moneyOf: string | null = null
  const lists: string[] = []
  for (const field of plan.fields) {
    const read = field.read(cells[field.column] ?? '')
    if (!read.ok) return set(plan, cells, context, refuse(read.code, field.to, `${field.header}: ${read.message}`))
    if (read.value === undefined) continue
    if (field.target.kind === 'lists' && Array.isArray(read.value)) lists.push(...read.value.map(String))
    if (field.target.kind === 'amount') moneyOf = read.currency ?? null
    if (!values.has(field.to)) fields.push(field)
    values.set(field.to, read.value)
  }
  for (const field of plan.constants) {
    const read = field.read('')
    if (values.has(field.to) || !read.ok || read.value === undefined) continue
    if (field.target.kind === 'lists' && Array.isArray(read.value)) lists.push(...read.value.map(String))
    if (field.target.kind === 'amount') moneyOf = read.currency ?? null
    fields.push(field)
    values.set(field.to, read.value)
  }
  const made = buildEvents(plan, { values, fields, moneyOf, lists: [...new Set(lists)] }, cells, context)
  return Array.isArray(made) ? { ok: true, events: made } : set(plan, cells, context, made)
}

interface Row {
  values: Map<string, Json>
  fields: PlanField[]
  /** the currency that the amount's own cell said */
  moneyOf: string | null
  lists: string[]
}

function buildEvents(plan: ImportPlan, row: Row, cells: readonly string[], context: RowContext): Event[] | Rejection {
  const { values } = row
  const at = numberOf(values.get('time')) ?? (plan.kind === 'events' ? null : context.startedAt)
  if (at === null) return refuse('bad_time', 'time', 'The row has no time.')
  if (at > context.now + tenMinutes) {
    return refuse(
      'time_in_future',
      'time',
      `${new Date(at).toISOString()} lies in the future: only what has happened can be imported.`,
    )
  }
  const keys: EventKeys = {
    anonymousId: textOf(values.get('anonymousId')),
    userId: textOf(values.get('userId')),
    email: textOf(values.get('email')),
  }
  if (plan.kind !== 'companies' && keys.anonymousId === null && keys.userId === null && keys.email === null) {
    return refuse('missing_identity', 'email', 'The row names nobody: mail address and ids are blank.')
  }
  const name =
    plan.kind === 'events' ? nameOf(plan, values) : plan.kind === 'people' ? 'profile_updated' : 'account_updated'
  if (name === '') return refuse('missing_name', 'event', 'The row does not say what happened: the event is blank.')
  if (name.length > 200) return refuse('bad_field', 'event', 'The name of the event is longer than 200 characters.')
  if (closedNames.has(name))
    return refuse('bad_field', 'event', `${name} is written by the product itself and cannot be imported.`)
  const account = accountOf(plan, row)
  if ('code' in account) return account
  const base = {
    at,
    keys,
    context,
    groupId: account.groupId,
    stem: rowKey(plan, cells, context, textOf(values.get('id')), name),
  }
  const traits = collect(row, 'trait')
  if (plan.kind === 'people' && keys.email !== null) traits['email'] = keys.email
  const channel = textOf(values.get('channel'))
  const main = makeEvent(base, '', name, {
    props: propsOf(plan, row),
    traits: Object.keys(traits).length > 0 || plan.kind === 'people' ? traits : null,
    accountTraits: plan.kind === 'people' || Object.keys(account.traits).length === 0 ? null : account.traits,
    object: textOf(values.get('object')),
    channel,
  })
  const events = [main, ...besides(plan, row, base, account.traits)]
  const currency = main.props['currency']
  if (typeof currency === 'string' && plan.kind === 'events' && findCurrency(currency) === null) {
    return refuse('bad_field', 'currency', `“${currency}” is no currency: ISO codes such as USD, KRW or RUB are read.`)
  }
  for (const event of events) {
    if (event.time > context.now + tenMinutes)
      return refuse('time_in_future', 'consent', 'The consent lies in the future.')
    if (JSON.stringify([event.props, event.traits, event.accountTraits]).length > eventLimit) {
      return refuse('event_too_large', null, 'The row holds more than 32 KB: map fewer columns or shorten its texts.')
    }
  }
  return events
}

/** Events beside the main one: facts of the company a person is in, consents, lists. */
function besides(plan: ImportPlan, row: Row, base: Base, accountTraits: JsonObject): Event[] {
  if (plan.kind === 'companies') return []
  const events: Event[] = []
  if (plan.kind === 'people' && Object.keys(accountTraits).length > 0) {
    events.push(makeEvent(base, '.g', 'account_updated', { accountTraits }))
  }
  for (const { target, to } of row.fields) {
    if (target.kind === 'consent' && target.part === 'state') {
      const state = row.values.get(to)
      if (state === 'none') continue
      const part = (name: string) => row.values.get(`${to}.${name}`)
      const props: JsonObject = { purpose: target.purpose, source: textOf(part('source')) ?? 'import' }
      const wording = textOf(part('wording'))
      if (wording !== null) props['wording'] = wording
      const name = state === 'withdrawn' ? 'consent_withdrawn' : 'consent_granted'
      const at = numberOf(part('time')) ?? base.at
      events.push(makeEvent({ ...base, at }, `.c${target.purpose}`, name, { props }))
    } else if (target.kind === 'optout' && row.values.get(to) === true) {
      const props: JsonObject = { purpose: target.purpose, source: 'import' }
      events.push(makeEvent(base, `.o${target.purpose}`, 'consent_withdrawn', { props }))
    }
  }
  for (const [i, list] of row.lists.entries()) {
    events.push(makeEvent(base, `.l${i}`, 'list_added', { props: { list } }))
  }
  return events
}

interface Base {
  at: number
  keys: EventKeys
  groupId: string | null
  /** start of the row's messageIds */
  stem: string
  context: RowContext
}

type Parts = Partial<Pick<Event, 'props' | 'traits' | 'accountTraits' | 'object' | 'channel'>>

const types: Record<string, EventType> = {
  profile_updated: 'identify',
  account_updated: 'group',
  page_viewed: 'page',
  screen_viewed: 'screen',
}

function makeEvent(base: Base, suffix: string, name: string, parts: Parts): Event {
  const props = parts.props ?? {}
  const judged = classify({
    source: 'import',
    trust: 'secret',
    name,
    time: base.at,
    agent: null,
    library: null,
    prefetched: false,
    props,
  })
  return {
    messageId: base.stem + (suffix.length > 30 ? `.${base.context.digest(suffix)}` : suffix),
    type: Object.hasOwn(types, name) ? (types[name] ?? 'track') : 'track',
    name,
    time: base.at,
    receivedAt: base.context.now,
    source: 'import',
    trust: 'secret',
    keys: base.keys,
    cookieless: false,
    previousId: null,
    groupId: base.groupId,
    object: parts.object ?? null,
    content: null,
    channel: parts.channel ?? null,
    verdict: judged.verdict,
    verdictReason: judged.reason,
    mailKind: base.keys.email === null ? null : judgeMail(base.keys.email).kind,
    lists: LISTS_VERSION,
    props,
    traits: parts.traits ?? null,
    accountTraits: parts.accountTraits ?? null,
  }
}

/**
 * The same row gives the same key: by its own id when it has one; with a time of its own by what it says, in whatever
 * file; without one (facts as they are today) by what it says in this very file, since last month's facts may come back.
 */
function rowKey(
  plan: ImportPlan,
  cells: readonly string[],
  context: RowContext,
  id: string | null,
  name: string,
): string {
  if (id !== null) return `import:${context.digest(JSON.stringify([plan.kind, name, id, context.again]))}`
  const dated = plan.fields.some((field) => field.to === 'time')
  const place = dated ? '' : context.file
  return `import:${context.digest(JSON.stringify([plan.kind, name, place, context.again, cells.map((cell) => cell.trim())]))}`
}

function nameOf(plan: ImportPlan, values: Map<string, Json>): string {
  const own = textOf(values.get('event'))
  return own === null ? (plan.event ?? '') : eventName(own)
}

function propsOf(plan: ImportPlan, row: Row): JsonObject {
  const props = collect(row, 'prop')
  const amount = row.values.get('amount')
  if (plan.kind === 'events' && typeof amount === 'number') {
    props['amount'] = amount
    const written = textOf(row.values.get('currency'))
    props['currency'] = row.moneyOf ?? (written === null ? plan.currency : (findCurrency(written) ?? written))
  }
  return props
}

/** The company a row names, and its facts. */
function accountOf(plan: ImportPlan, row: Row): { groupId: string | null; traits: JsonObject } | Rejection {
  const traits = collect(row, 'account')
  let groupId = textOf(row.values.get('groupId'))
  if (plan.kind !== 'companies') return { groupId, traits }
  const domain = domainOf(traits['domain'] ?? null) ?? domainOf(traits['website'] ?? null)
  if (typeof traits['domain'] === 'string' && domain === null) {
    return refuse('bad_field', 'account.domain', `“${traits['domain']}” is not a domain such as team.example.`)
  }
  if (domain !== null) traits['domain'] = domain
  groupId ??= domain ?? textOf(traits['name'])
  if (groupId === null) {
    return refuse('missing_identity', 'groupId', 'The row names no company: id, domain and name are blank.')
  }
  return { groupId: groupId.slice(0, 200), traits }
}

/** The registrable domain of a domain or web address; null when it is none. */
function domainOf(value: Json): string | null {
  if (typeof value !== 'string') return null
  const host = value
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^www\./i, '')
  const domain = asciiDomain(host)
  return domain === null ? null : (registrableDomain(domain) ?? domain)
}

function collect(row: Row, kind: 'prop' | 'trait' | 'account'): JsonObject {
  const found: JsonObject = {}
  for (const { target, to } of row.fields) {
    if (target.kind === kind) found[target.name] = row.values.get(to) ?? null
  }
  return found
}

/** What is wrong with a row before its cells are read; null for nothing. */
export function faultOfRow(plan: ImportPlan, cells: readonly string[], context: RowContext): Rejection | null {
  const width = plan.headers.length
  if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')) {
    return refuse(
      'unreadable',
      null,
      `The row has ${cells.length} cells, the header ${width}: a cell that holds the delimiter must stand in quotes.`,
    )
  }
  for (const cell of cells) {
    if (cell.includes('\u0000')) return refuse('invalid_text', null, 'The row holds a NUL character.')
    if (context.lossy && cell.includes('\ufffd')) {
      return refuse(
        'invalid_text',
        null,
        'The row holds bytes that do not fit the encoding of the file: check --encoding.',
      )
    }
  }
  return null
}

function refuse(code: RejectionCode, field: string | null, message: string): Rejection {
  return { code, field, message }
}

/** Set aside: its id is the row's own, so that a second attempt is known. */
function set(plan: ImportPlan, cells: readonly string[], context: RowContext, rejection: Rejection): RowRead {
  return { ok: false, rejection, messageId: rowKey(plan, cells, context, null, rejection.code) }
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null
}

function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null
}
