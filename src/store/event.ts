import type { PoolClient } from 'pg'
import type { Event, EventType, MailKind, Position, Source, Trust, Verdict } from '#core/event.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { foldedEntries } from '#core/folded.ts'
import { judgeMail } from '#core/mail-domain.ts'
import type { Keyed } from '#core/identity.ts'
import type { JsonObject } from '#core/json.ts'
import { insertColumns } from '#store/columns.ts'
import type { Column } from '#store/columns.ts'
import { prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

/** An event as it is stored: with the person and account it was resolved to. */
export interface StoredEvent {
  id: string
  event: Event
  personId: string | null
  accountId: string | null
  accountBy: 'group' | 'domain' | null
  importId: string | null
}

const columns: Column<StoredEvent>[] = [
  { name: 'id', type: 'uuid', of: (row) => row.id },
  { name: 'message_id', type: 'text', of: (row) => row.event.messageId },
  { name: 'type', type: 'text', of: (row) => row.event.type },
  { name: 'name', type: 'text', of: (row) => row.event.name },
  { name: 'time', type: 'timestamptz', of: (row) => row.event.time },
  { name: 'received_at', type: 'timestamptz', of: (row) => row.event.receivedAt },
  { name: 'person_id', type: 'uuid', of: (row) => row.personId },
  { name: 'account_id', type: 'uuid', of: (row) => row.accountId },
  { name: 'account_by', type: 'text', of: (row) => row.accountBy },
  { name: 'source', type: 'text', of: (row) => row.event.source },
  { name: 'trust', type: 'text', of: (row) => row.event.trust },
  { name: 'anonymous_id', type: 'text', of: (row) => row.event.keys.anonymousId },
  { name: 'user_id', type: 'text', of: (row) => row.event.keys.userId },
  { name: 'email', type: 'text', of: (row) => row.event.keys.email },
  { name: 'cookieless', type: 'boolean', of: (row) => row.event.cookieless },
  { name: 'previous_id', type: 'text', of: (row) => row.event.previousId },
  { name: 'group_id', type: 'text', of: (row) => row.event.groupId },
  { name: 'object', type: 'text', of: (row) => row.event.object },
  { name: 'content', type: 'text', of: (row) => row.event.content },
  { name: 'channel', type: 'text', of: (row) => row.event.channel },
  { name: 'verdict', type: 'text', of: (row) => row.event.verdict },
  { name: 'verdict_reason', type: 'text', of: (row) => row.event.verdictReason },
  { name: 'mail_kind', type: 'text', of: (row) => row.event.mailKind },
  { name: 'lists', type: 'integer', of: (row) => row.event.lists },
  { name: 'props', type: 'jsonb', of: (row) => row.event.props },
  { name: 'traits', type: 'jsonb', of: (row) => row.event.traits },
  { name: 'account_traits', type: 'jsonb', of: (row) => row.event.accountTraits },
  { name: 'folded', type: 'jsonb', of: (row) => foldedEvent(row.event) },
  { name: 'import_id', type: 'uuid', of: (row) => row.importId },
]

export async function insertEvents(db: Db, workspaceId: string, events: readonly StoredEvent[]): Promise<void> {
  await insertColumns(db, 'event', workspaceId, columns, events)
}

/** What differs when folded, of the properties (by foldedKey) and of name, object, content and channel (as $name …). */
function foldedEvent(event: Event): JsonObject | null {
  const { name, object, content, channel } = event
  const kind = foldedEntries({ $name: name, $object: object, $content: content, $channel: channel })
  const props = foldedEntries(event.props)
  if (props === null) return kind
  const keyed = Object.entries(props).map(([key, value]) => [foldedKey(key), value])
  return { ...Object.fromEntries(keyed), ...kind }
}

/** The key of a property in event.folded: a property named `$name` is not the event's name. */
export function foldedKey(prop: string): string {
  return prop.startsWith('$') ? `$${prop}` : prop
}

/** Which of these message ids are stored already. */
export async function knownMessages(db: Db, workspaceId: string, messageIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ message_id: string }>(
    prepared('select message_id from event where workspace_id = $1 and message_id = any($2)', [
      workspaceId,
      messageIds,
    ]),
  )
  return new Set(rows.map((row) => row.message_id))
}

const foldColumns = `message_id, time, name, object, content, channel, source, verdict, props, traits, account_id,
  account_by, account_traits, email`

interface FoldRow {
  person_id: string
  message_id: string
  time: Date
  name: string
  object: string | null
  content: string | null
  channel: string | null
  source: Source
  verdict: Verdict
  props: JsonObject
  traits: JsonObject | null
  account_id: string | null
  account_by: 'group' | 'domain' | null
  account_traits: JsonObject | null
  email: string | null
}

/** All events of persons, as the fold reads them, by person; sorted by (time, messageId). */
export async function foldEventsOf(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, FoldEvent[]>> {
  const { rows } = await db.query<FoldRow>(
    prepared(
      `select person_id, ${foldColumns} from event where workspace_id = $1 and person_id = any($2)
       order by person_id, time, message_id collate "C"`,
      [workspaceId, personIds],
    ),
  )
  const byPerson = new Map<string, FoldEvent[]>(personIds.map((id) => [id, []]))
  for (const row of rows) byPerson.get(row.person_id)?.push(foldEventOf(row, true))
  return byPerson
}

/**
 * What the fold of one person reads, sorted by (time, messageId), `batch` at a time: their own events, and what others told
 * of every account they were filed under. `before` ends it at an event, `until` (epoch ms) at a moment. In a transaction;
 * read to its end, or by `name` apart from others.
 */
export async function* foldEventsInTurn(
  db: PoolClient,
  workspaceId: string,
  personId: string,
  { name, until, before, batch }: { name: string; until: number; before: Position | null; batch: number },
): AsyncGenerator<FoldEvent[]> {
  await db.query(
    `declare ${name} no scroll cursor for
     select person_id, ${foldColumns} from event
      where workspace_id = $1 and time <= $3 and ($4::timestamptz is null or (time, message_id collate "C") < ($4, $5))
        and (person_id = $2 or (account_traits is not null and person_id is distinct from $2 and account_id = any(array(
          select distinct account_id from event where workspace_id = $1 and person_id = $2
             and account_id is not null and account_by is not null))))
      order by time, message_id collate "C"`,
    [
      workspaceId,
      personId,
      new Date(until),
      before === null ? null : new Date(before.time),
      before === null ? '' : before.messageId,
    ],
  )
  for (;;) {
    const { rows } = await db.query<FoldRow>(`fetch ${batch} from ${name}`)
    if (rows.length > 0) yield rows.map((row) => foldEventOf(row, row.person_id === personId))
    if (rows.length < batch) break
  }
  await db.query(`close ${name}`)
}

/** Events of a person by their message ids, as the fold reads them; sorted by (time, messageId). */
export async function foldEventsNamed(
  db: Db,
  workspaceId: string,
  personId: string,
  messageIds: readonly string[],
): Promise<FoldEvent[]> {
  const { rows } = await db.query<FoldRow>(
    `select person_id, ${foldColumns} from event where workspace_id = $1 and message_id = any($2)
     order by time, message_id collate "C"`,
    [workspaceId, messageIds],
  )
  return rows.map((row) => foldEventOf(row, row.person_id === personId))
}

/** The facts told about accounts, as events of others, by account; sorted by (time, messageId). */
export async function accountEventsOf(
  db: Db,
  workspaceId: string,
  accountIds: readonly string[],
): Promise<Map<string, (FoldEvent & { personId: string | null })[]>> {
  const byAccount = new Map<string, (FoldEvent & { personId: string | null })[]>(accountIds.map((id) => [id, []]))
  if (accountIds.length === 0) return byAccount
  const { rows } = await db.query<FoldRow>(
    prepared(
      `select person_id, ${foldColumns} from event
       where workspace_id = $1 and account_id = any($2) and account_traits is not null
       order by time, message_id collate "C"`,
      [workspaceId, accountIds],
    ),
  )
  for (const row of rows) {
    byAccount.get(row.account_id as string)?.push({ ...foldEventOf(row, false), personId: row.person_id })
  }
  return byAccount
}

function foldEventOf(row: FoldRow, own: boolean): FoldEvent {
  return {
    messageId: row.message_id,
    time: row.time.getTime(),
    own,
    name: row.name,
    object: row.object,
    content: row.content,
    channel: row.channel,
    campaign: campaignOf(row.props),
    source: row.source,
    verdict: row.verdict,
    props: row.props,
    traits: own ? row.traits : null,
    accountId: row.account_id,
    accountBy: row.account_by,
    accountTraits: row.account_traits,
    domain: domainOf(row.account_by, row.email),
  }
}

/** The same from an event on its way in. */
export function foldEventFrom({ event, accountId, accountBy }: StoredEvent, own: boolean): FoldEvent {
  return {
    messageId: event.messageId,
    time: event.time,
    own,
    name: event.name,
    object: event.object,
    content: event.content,
    channel: event.channel,
    campaign: campaignOf(event.props),
    source: event.source,
    verdict: event.verdict,
    props: event.props,
    traits: own ? event.traits : null,
    accountId,
    accountBy,
    accountTraits: event.accountTraits,
    domain: domainOf(accountBy, event.keys.email),
  }
}

function domainOf(by: 'group' | 'domain' | null, email: string | null): string | null {
  return by === 'domain' && email !== null ? judgeMail(email).accountDomain : null
}

function campaignOf(props: JsonObject): string | null {
  const campaign = props['campaign']
  return typeof campaign === 'string' && campaign !== '' ? campaign : null
}

/** An event as identity reads it, with where it is filed. */
export interface KeyedRow extends Keyed {
  id: string
  personId: string | null
  verdict: Verdict
}

/** All events of persons, as identity reads them; sorted by (time, messageId). */
export async function keyedEventsOf(db: Db, workspaceId: string, personIds: readonly string[]): Promise<KeyedRow[]> {
  const { rows } = await db.query<{
    id: string
    person_id: string
    message_id: string
    time: Date
    type: EventType
    trust: Trust
    anonymous_id: string | null
    user_id: string | null
    email: string | null
    cookieless: boolean
    previous_id: string | null
    mail_kind: MailKind | null
    verdict: Verdict
  }>(
    `select id, person_id, message_id, time, type, trust, anonymous_id, user_id, email, cookieless, previous_id,
            mail_kind, verdict
     from event where workspace_id = $1 and person_id = any($2) order by time, message_id collate "C"`,
    [workspaceId, personIds],
  )
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    messageId: row.message_id,
    time: row.time.getTime(),
    type: row.type,
    trust: row.trust,
    keys: { anonymousId: row.anonymous_id, userId: row.user_id, email: row.email },
    cookieless: row.cookieless,
    previousId: row.previous_id,
    mailKind: row.mail_kind,
    verdict: row.verdict,
  }))
}

/** Files events under other persons. */
export async function moveEvents(db: Db, workspaceId: string, to: ReadonlyMap<string, string>): Promise<void> {
  if (to.size === 0) return
  await db.query(
    `update event e set person_id = m.person_id
     from unnest($2::uuid[], $3::uuid[]) as m(id, person_id) where e.workspace_id = $1 and e.id = m.id`,
    [workspaceId, [...to.keys()], [...to.values()]],
  )
}

/** Everything of merged persons goes to their survivors. */
export async function moveAllEvents(db: Db, workspaceId: string, merges: ReadonlyMap<string, string>): Promise<void> {
  await db.query(
    `update event e set person_id = m.survivor
     from unnest($2::uuid[], $3::uuid[]) as m(loser, survivor) where e.workspace_id = $1 and e.person_id = m.loser`,
    [workspaceId, [...merges.keys()], [...merges.values()]],
  )
}

/** Events of anonymous ids that were nobody's (machines seen first) join the person the id is now filed under. */
export async function adoptStrays(db: Db, workspaceId: string, anonymousIds: readonly string[]): Promise<void> {
  await db.query(
    prepared(
      `update event e set person_id = i.person_id from identity i
       where e.workspace_id = $1 and e.person_id is null and e.anonymous_id = any($2) and not e.cookieless
         and i.workspace_id = $1 and i.kind = 'a' and i.value = e.anonymous_id`,
      [workspaceId, anonymousIds],
    ),
  )
}

/** Whether any of these persons has events of an anonymous id after a moment (null: at any time). */
export async function hasEventsFrom(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
  anonymousId: string,
  after: { time: number; messageId: string } | null,
): Promise<boolean> {
  const { rows } = await db.query(
    prepared(
      `select 1 from event where workspace_id = $1 and person_id = any($2) and anonymous_id = $3
         and ($4::timestamptz is null or time > $4 or (time = $4 and message_id collate "C" > $5)) limit 1`,
      [workspaceId, personIds, anonymousId, after === null ? null : new Date(after.time), after?.messageId ?? ''],
    ),
  )
  return rows.length > 0
}

/** Where stored messages are filed, by message id. */
export async function eventsByMessage(
  db: Db,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<Map<string, { id: string; accountId: string | null; importId: string | null }>> {
  const { rows } = await db.query<{
    message_id: string
    id: string
    account_id: string | null
    import_id: string | null
  }>(
    prepared(
      'select message_id, id, account_id, import_id from event where workspace_id = $1 and message_id = any($2)',
      [workspaceId, messageIds],
    ),
  )
  return new Map(
    rows.map((row) => [row.message_id, { id: row.id, accountId: row.account_id, importId: row.import_id }]),
  )
}

/** Facts about an account that belong to another now, or (null) to none. */
export async function refileAccountFacts(
  db: Db,
  workspaceId: string,
  to: ReadonlyMap<string, string | null>,
): Promise<void> {
  if (to.size === 0) return
  await db.query(
    `update event e set account_id = m.account_id
     from unnest($2::uuid[], $3::uuid[]) as m(id, account_id) where e.workspace_id = $1 and e.id = m.id`,
    [workspaceId, [...to.keys()], [...to.values()]],
  )
}
