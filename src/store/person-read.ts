import type { Cause } from '#core/fold/op.ts'
import type { EventType, Source, Verdict } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'
import { openingOf } from '#store/effect.ts'
import { prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

export interface PersonRecord {
  id: string
  name: string | null
  email: string | null
  /** version of the kept fold; 0 when a fact of the account waits, null when never folded */
  version: number | null
}

/** The person of an id, or whoever they were merged into. Null when there is no such id in the workspace. */
export async function findPerson(db: Db, workspaceId: string, id: string): Promise<PersonRecord | null> {
  const { rows } = await db.query<PersonRecord>(
    prepared(
      `select s.id, s.name, s.email, f.version
       from person p join person s on s.id = coalesce(p.merged_into, p.id) and s.workspace_id = $1
       left join person_fold f on f.person_id = s.id
       where p.workspace_id = $1 and p.id = $2`,
      [workspaceId, id],
    ),
  )
  return rows[0] ?? null
}

export interface AccountRecord {
  id: string
  name: string
  domain: string | null
}

export async function findAccount(db: Db, workspaceId: string, id: string): Promise<AccountRecord | null> {
  const { rows } = await db.query<AccountRecord>(
    prepared('select id, name, domain from account where workspace_id = $1 and id = $2', [workspaceId, id]),
  )
  return rows[0] ?? null
}

export interface IntervalRecord {
  model: string
  stage: string
  pass: number
  visit: number
  door: string | null
  /** epoch ms */
  enteredAt: number
  leftAt: number | null
  leftTo: string | null
  leftReason: string | null
  cause: Cause
  leftCause: Cause | null
  version: number
}

/** The stage intervals in force of a person that began by `at` (epoch ms), running where they ended later. */
export async function intervalsOf(db: Db, workspaceId: string, id: string, at: number): Promise<IntervalRecord[]> {
  const { rows } = await db.query<{
    model: string
    stage: string
    pass: number
    visit: number
    door: string | null
    entered_at: Date
    left_at: Date | null
    left_to: string | null
    left_reason: string | null
    cause: Cause
    left_cause: Cause | null
    version: number
  }>(
    prepared(
      `select model, stage, pass, visit, door, entered_at, left_at, left_to, left_reason, cause, left_cause, version
       from stage_interval
       where workspace_id = $1 and subject_id = $2 and superseded_at is null and entered_at <= $3
       order by entered_at`,
      [workspaceId, id, new Date(at)],
    ),
  )
  return rows.map((row) => {
    const over = row.left_at !== null && row.left_at.getTime() <= at
    return {
      model: row.model,
      stage: row.stage,
      pass: row.pass,
      visit: row.visit,
      door: row.door,
      enteredAt: row.entered_at.getTime(),
      leftAt: over ? (row.left_at?.getTime() ?? null) : null,
      leftTo: over ? row.left_to : null,
      leftReason: over ? row.left_reason : null,
      cause: row.cause,
      leftCause: over ? row.left_cause : null,
      version: row.version,
    }
  })
}

export interface IdentityRecord {
  kind: 'a' | 'u' | 'e'
  value: string
  /** epoch ms of the first event that carried it, by `at` */
  since: number
}

/** The identifiers a person's events came with; user ids and mail addresses only when they name this person. */
export async function identitiesOf(db: Db, workspaceId: string, id: string, at: number): Promise<IdentityRecord[]> {
  const { rows } = await db.query<{ kind: IdentityRecord['kind']; value: string; since: Date }>(
    prepared(
      `select k.kind, k.value, min(e.time) as since
       from event e
       cross join lateral (values ('a', e.anonymous_id), ('u', e.user_id), ('e', e.email)) as k(kind, value)
       where e.workspace_id = $1 and e.person_id = $2 and e.time <= $3 and k.value is not null
         and not (k.kind = 'a' and e.cookieless)
         and (k.kind = 'a' or exists (select 1 from identity i where i.workspace_id = $1
           and i.kind = k.kind::"char" and i.value = k.value and i.person_id = $2))
       group by k.kind, k.value order by since, k.kind desc, k.value`,
      [workspaceId, id, new Date(at)],
    ),
  )
  return rows.map(({ kind, value, since }) => ({ kind, value, since: since.getTime() }))
}

export interface MergedRecord {
  id: string
  name: string | null
  email: string | null
  at: Date | null
}

/** Those who were merged into a person, latest first. */
export async function mergedInto(db: Db, workspaceId: string, id: string): Promise<MergedRecord[]> {
  const { rows } = await db.query<MergedRecord>(
    prepared(
      `select id, name, email, merged_at as at from person
       where workspace_id = $1 and merged_into = $2 order by merged_at desc nulls last, id`,
      [workspaceId, id],
    ),
  )
  return rows
}

export async function countEvents(
  db: Db,
  workspaceId: string,
  id: string,
  at: number,
): Promise<Record<Verdict, number>> {
  const { rows } = await db.query<{ verdict: Verdict; count: number }>(
    prepared(
      `select verdict, count(*)::int as count from event
       where workspace_id = $1 and person_id = $2 and time <= $3 group by verdict`,
      [workspaceId, id, new Date(at)],
    ),
  )
  const counts = { human: 0, machine: 0, unsure: 0 }
  for (const { verdict, count } of rows) counts[verdict] = count
  return counts
}

export interface TimelineRecord {
  messageId: string
  name: string
  type: EventType
  time: Date
  source: Source
  channel: string | null
  object: string | null
  content: string | null
  verdict: Verdict
  verdictReason: string | null
  props: JsonObject
  traits: JsonObject | null
}

export interface TimelineScope {
  /** epoch ms: nothing later */
  at: number
  /** what humans did, what others did, or (null) everything */
  human: boolean | null
  /** only events of these names; `but` instead: of any name but these; null: of any name */
  names: { only: readonly string[] } | { but: readonly string[] } | null
  channel: string | null
  /** the last of the page before: epoch ms, message id */
  after: readonly [time: number, messageId: string] | null
  limit: number
}

/** A person's events, newest first, one more than asked for when there is one. */
export async function timelineOf(
  db: Db,
  workspaceId: string,
  id: string,
  { at, human, names, channel, after, limit }: TimelineScope,
): Promise<TimelineRecord[]> {
  const values: unknown[] = [workspaceId, id, new Date(after ? after[0] : at), limit + 1]
  const bind = (value: unknown) => `$${values.push(value)}`
  const where = [
    ...(human === null ? [] : [human ? `verdict = 'human'` : `verdict <> 'human'`]),
    ...(names === null
      ? []
      : ['only' in names ? `name = any(${bind(names.only)})` : `name <> all(${bind(names.but)})`]),
    ...(channel === null ? [] : [`channel = ${bind(channel)}`]),
    ...(after === null ? [] : [`(time < $3 or message_id collate "C" < ${bind(after[1])})`]),
  ]
  const { rows } = await db.query<TimelineRecord>(
    `select message_id as "messageId", name, type, time, source, channel, object, content, verdict,
       verdict_reason as "verdictReason", props, traits
     from event where workspace_id = $1 and person_id = $2 and time <= $3 ${where.map((one) => `and ${one}`).join(' ')}
     order by time desc, message_id collate "C" desc limit $4`,
    values,
  )
  return rows
}

export interface EventTally {
  name: string
  channel: string | null
  verdict: Verdict
  verdictReason: string | null
  count: number
}

/** A person's events counted by what the timeline may be filtered by. */
export async function tallyEvents(db: Db, workspaceId: string, id: string): Promise<EventTally[]> {
  const { rows } = await db.query<EventTally>(
    prepared(
      `select name, channel, verdict, verdict_reason as "verdictReason", count(*)::int as count
       from event where workspace_id = $1 and person_id = $2 group by 1, 2, 3, 4`,
      [workspaceId, id],
    ),
  )
  return rows
}

/** An event of a person that we wrote down ourselves in the app, by which it may be undone. */
export async function ownFactOf(
  db: Db,
  workspaceId: string,
  id: string,
  messageId: string,
): Promise<{ name: string } | null> {
  const { rows } = await db.query<{ name: string }>(
    `select name from event where workspace_id = $1 and person_id = $2 and message_id = $3 and source = 'app'`,
    [workspaceId, id, messageId],
  )
  return rows[0] ?? null
}

/** The message by which a move says that it took up the hand-off that waited. */
export function closingOf(messageId: string): string {
  return `${messageId}:handoff`
}

/** What is about a person ($2), or about those who were merged into them. */
const ofWhole = 'person_id in (select id from person where workspace_id = $1 and (id = $2 or merged_into = $2))'

/** Marks the hand-offs of a person that wait as taken up by a move. Gives how many waited. */
export async function takeUpHandoffs(
  db: Db,
  workspaceId: string,
  id: string,
  messageId: string,
  at: number,
): Promise<number> {
  const { rowCount } = await db.query(
    `update effect set state = 'done', done_at = $4, detail = detail || jsonb_build_object('takenUpBy', $3::text)
     where workspace_id = $1 and ${ofWhole} and state = 'open' and kind = 'handoff'`,
    [workspaceId, id, messageId, new Date(at)],
  )
  return rowCount ?? 0
}

/**
 * Withdraws an event of a person: hand-offs that it had opened and that still wait are closed, those that it took up wait
 * again. Gives how many were closed. The person is to be folded afresh by whoever calls.
 */
export async function withdrawFact(db: Db, workspaceId: string, id: string, messageId: string): Promise<number> {
  const { rows } = await db.query<{ cause: string }>(
    `update effect set state = 'dismissed', done_at = now()
     where workspace_id = $1 and person_id = $2 and state = 'open' and kind = 'handoff' and detail->>'messageId' = $3
     returning cause`,
    [workspaceId, id, messageId],
  )
  await db.query(
    `update effect set state = 'open', done_at = null, detail = detail - 'takenUpBy'
     where workspace_id = $1 and ${ofWhole} and kind = 'handoff' and detail->>'takenUpBy' = $3`,
    [workspaceId, id, messageId],
  )
  await db.query('delete from event where workspace_id = $1 and person_id = $2 and message_id = any($3)', [
    workspaceId,
    id,
    [messageId, closingOf(messageId), ...rows.map((row) => openingOf(row.cause))],
  ])
  return rows.length
}

export interface HandoffRecord {
  id: string
  state: 'open' | 'would_fire' | 'done' | 'dismissed'
  team: string | null
  assignee: string | null
  reason: string | null
  at: Date
  doneAt: Date | null
  detail: JsonObject
}

/** Hand-offs of a person, newest first; those that only would have fired last. */
export async function handoffsOf(db: Db, workspaceId: string, id: string): Promise<HandoffRecord[]> {
  const { rows } = await db.query<HandoffRecord>(
    prepared(
      `select id, state, team, assignee, reason, at, done_at as "doneAt", detail from effect
       where workspace_id = $1 and ${ofWhole} and kind = 'handoff'
       order by (state = 'would_fire'), at desc limit 50`,
      [workspaceId, id],
    ),
  )
  return rows
}

/** Where a person stands in a model, as it was folded last; null when they are not in it. */
export async function standingOf(
  db: Db,
  workspaceId: string,
  id: string,
  model: string,
): Promise<{ stage: string | null; outcome: string | null; pass: number } | null> {
  const { rows } = await db.query<{ standing: { stage: string | null; outcome: string | null; pass: number } | null }>(
    prepared('select stages->$3 as standing from person_fold where workspace_id = $1 and person_id = $2', [
      workspaceId,
      id,
      model,
    ]),
  )
  const standing = rows[0]?.standing
  return standing ? { stage: standing.stage, outcome: standing.outcome, pass: standing.pass } : null
}
