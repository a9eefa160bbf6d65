import type { TouchKind } from '#core/task/task.ts'
import { type PersonBrief } from '#store/task.ts'
import { isoTime, type Db } from '#store/rows.ts'

export interface TouchWrite {
  id: string
  personId: string | null
  dealId: string | null
  kind: TouchKind
  outcome: string
  reached: boolean
  ours: boolean
  attempt: number | null
  note: string | null
  /** epoch ms */
  at: number
  byId: string
  byName: string
  taskId: string | null
  nextTaskId: string | null
  messageId: string | null
  dealEventIds: readonly string[]
}

export async function insertTouch(db: Db, workspaceId: string, touch: TouchWrite, now: number): Promise<void> {
  await db.query(
    `insert into touch (workspace_id, id, person_id, deal_id, kind, outcome, reached, ours, attempt, note, at,
       logged_at, by_id, by_name, task_id, next_task_id, message_id, deal_event_ids)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      workspaceId,
      touch.id,
      touch.personId,
      touch.dealId,
      touch.kind,
      touch.outcome,
      touch.reached,
      touch.ours,
      touch.attempt,
      touch.note,
      isoTime(touch.at),
      isoTime(now),
      touch.byId,
      touch.byName,
      touch.taskId,
      touch.nextTaskId,
      touch.messageId,
      touch.dealEventIds,
    ],
  )
}

export interface TouchRecord {
  id: string
  personId: string | null
  dealId: string | null
  kind: TouchKind
  outcome: string
  byId: string
  taskId: string | null
  nextTaskId: string | null
  messageId: string | null
  dealEventIds: string[]
}

/** A touch that was not taken back yet, locked. */
export async function lockTouch(db: Db, workspaceId: string, id: string): Promise<TouchRecord | null> {
  const { rows } = await db.query<TouchRecord>(
    `select id, person_id as "personId", deal_id as "dealId", kind, outcome, by_id as "byId", task_id as "taskId",
            next_task_id as "nextTaskId", message_id as "messageId", deal_event_ids as "dealEventIds"
       from touch where workspace_id = $1 and id = $2 and withdrawn_at is null for update`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export async function withdrawTouch(db: Db, workspaceId: string, id: string, now: number): Promise<void> {
  await db.query('update touch set withdrawn_at = $3 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    isoTime(now),
  ])
}

/** Names of events by which colleagues of any system say that they were in touch. */
const touching = `('call_logged', 'meeting_booked', 'meeting_attended', 'meeting_missed', 'chat_started')`
/** … and those that programs send by the thousand: they count where a colleague logged them. */
const touchingByHand = `('email_sent', 'connection_requested')`

const isTouch = (e: string): string =>
  `(${e}.name in ${touching} or (${e}.name in ${touchingByHand} and ${e}.source = 'app'))`

export interface Attempts {
  done: number
  /** our last deed or theirs, epoch ms */
  lastAt: number | null
}

/**
 * How often we tried to reach each of these people since they last said something themselves, whoever logged it and
 * wherever. By the id asked for.
 */
export async function attemptsOf(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, Attempts>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await db.query<{ id: string; done: number; lastAt: Date | null }>(
    `select w.id, count(*) filter (where e.ours and e.time > coalesce(w.word, '-infinity'))::int as done,
            max(e.time) as "lastAt"
       from (select q.id, (select max(e.time) from event e
                where e.workspace_id = $1 and e.person_id = q.id
                  and (e.name in ('email_replied', 'message_replied', 'meeting_attended')
                    or (e.name = 'call_logged' and e.props ->> 'outcome' in ('talked', 'call_later', 'refused')))) as word
               from unnest($2::uuid[]) as q (id)) w
       left join lateral (select e.time, e.name in ('call_logged', 'email_sent') as ours from event e
          where e.workspace_id = $1 and e.person_id = w.id and ${isTouch('e')}) e on true
      group by w.id`,
    [workspaceId, personIds],
  )
  return new Map(rows.map(({ id, done, lastAt }) => [id, { done, lastAt: lastAt?.getTime() ?? null }]))
}

/** The same for deals of which no person is named: what was logged about the deal itself. */
export async function attemptsOfDeal(db: Db, workspaceId: string, dealId: string): Promise<Attempts> {
  const { rows } = await db.query<{ done: number; lastAt: Date | null }>(
    `select count(*) filter (where t.ours and not t.reached and t.at > coalesce((select max(at) from touch r
              where r.deal_id = $2 and r.reached and r.withdrawn_at is null), '-infinity'))::int as done,
            max(t.at) as "lastAt"
       from touch t where t.workspace_id = $1 and t.deal_id = $2 and t.withdrawn_at is null`,
    [workspaceId, dealId],
  )
  return { done: rows[0]?.done ?? 0, lastAt: rows[0]?.lastAt?.getTime() ?? null }
}

/** Events in which somebody asks to be talked to. */
export const askings = [
  'demo_requested',
  'callback_requested',
  'quote_requested',
  'sample_requested',
  'price_asked',
  'proof_requested',
] as const

export interface UntouchedRow {
  person: PersonBrief
  stage: string | null
  outcome: string | null
  why: 'handoff' | 'asked'
  event: string | null
  team: string | null
  assignee: string | null
  at: Date
  planned: boolean
}

/**
 * Everybody who was handed over, or who asked to be talked to, since a moment: when first. Requests are looked for among
 * people whose last event is no older than that.
 */
const called = `calls as (
   select coalesce(m.merged_into, m.id) as person_id, e.at, 'handoff' as why, null as event, e.team,
          e.assigned ->> 'name' as assignee
     from effect e join person m on m.id = e.person_id
    where e.workspace_id = $1 and e.kind = 'handoff' and e.state in ('open', 'done') and e.at >= $2
   union all
   select f.person_id, a.time, 'asked', a.name, null, null
     from person_fold f join lateral (select e.time, e.name from event e
            where e.workspace_id = $1 and e.person_id = f.person_id and e.time >= $2 and e.name = any($3)
              and e.verdict = 'human' order by e.time limit 1) a on true
    where f.workspace_id = $1 and f.last_at >= $2),
 firsts as (select distinct on (c.person_id) c.* from calls c
   -- whoever is out of the question is owed no word
   where not exists (select from person_fold o where o.person_id = c.person_id and o.stages #>> array[$4::text, 'outcome'] = 'disqualified')
   order by c.person_id, c.at, c.why desc),
 never as (select f.* from firsts f
   where not exists (select from event e where e.workspace_id = $1 and e.person_id = f.person_id
           and e.time >= f.at - interval '7 days' and ${isTouch('e')}))`

/** Those of them whom nobody has been in touch with since (or in the week before), the longest waiting first. */
export async function untouchedPeople(
  db: Db,
  workspaceId: string,
  {
    since,
    after,
    ticks,
    lifecycle,
  }: { since: number; after: { at: number; id: string } | null; ticks: number; lifecycle: string },
  limit: number,
): Promise<UntouchedRow[]> {
  const { rows } = await db.query<UntouchedRow>(
    `with ${called}
     select json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'phone', p.facts ->> 'phone',
              'title', p.facts ->> 'title', 'company', (select a.name from account a where a.id = p.account_id),
              'score', (select round((l.fit + power(2::float8, greatest(least(l.heat - $7::float8, 1000), -1000)))::numeric, 2)::float8
                          from person_list l where l.person_id = p.id)) as person,
            f.stages #>> array[$4::text, 'stage'] as stage, f.stages #>> array[$4::text, 'outcome'] as outcome,
            n.why, n.event, n.team, n.assignee, n.at,
            exists (select from task t where t.person_id = p.id and t.state = 'open') as planned
       from never n join person p on p.id = n.person_id left join person_fold f on f.person_id = p.id
      where $5::timestamptz is null or (n.at, p.id) > ($5, $6::uuid)
      order by n.at, p.id limit $8`,
    [workspaceId, isoTime(since), askings, lifecycle, after && isoTime(after.at), after && after.id, ticks, limit],
  )
  return rows
}

/** How many they are, of how many who were handed over or asked. */
export async function countUntouched(
  db: Db,
  workspaceId: string,
  { since, lifecycle }: { since: number; lifecycle: string },
): Promise<{ all: number; never: number }> {
  const { rows } = await db.query<{ all: number; never: number }>(
    `with ${called} select (select count(*)::int from firsts) as all, (select count(*)::int from never) as never`,
    [workspaceId, isoTime(since), askings, lifecycle],
  )
  return rows[0] ?? { all: 0, never: 0 }
}
