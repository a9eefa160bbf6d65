import type { JsonObject } from '#core/json.ts'
import type { Assigned } from '#core/task/routing.ts'
import { isoTime, prepared, type Db } from '#store/rows.ts'

export interface OpenEffect {
  id: string
  /** whoever stands for them now */
  personId: string
  team: string | null
  assignee: string | null
  /** epoch ms */
  at: number
  cause: string
}

/** Of these, the hand-offs that are open and have no deadline yet. */
export async function unsettled(db: Db, workspaceId: string, ids: readonly string[]): Promise<OpenEffect[]> {
  const { rows } = await db.query<Omit<OpenEffect, 'at'> & { at: Date }>(
    prepared(
      `select e.id, coalesce(p.merged_into, p.id) as "personId", e.team, e.assignee, e.at, e.cause
         from effect e join person p on p.id = e.person_id
        where e.workspace_id = $1 and e.id = any($2) and e.kind = 'handoff' and e.state = 'open' and e.due_at is null
        order by e.at, e.id`,
      [workspaceId, ids],
    ),
  )
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}

/** Writes whose it is, by when, and what was known. */
export async function settle(
  db: Db,
  workspaceId: string,
  id: string,
  { assigned, dueAt, evidence }: { assigned: Assigned | null; dueAt: number; evidence: JsonObject },
): Promise<void> {
  await db.query(
    `update effect set assignee_id = $3, assigned = $4, due_at = $5, evidence = $6
      where workspace_id = $1 and id = $2`,
    [
      workspaceId,
      id,
      assigned?.userId ?? null,
      assigned && JSON.stringify(assigned),
      isoTime(dueAt),
      JSON.stringify(evidence),
    ],
  )
}

export async function assignHandoff(db: Db, workspaceId: string, id: string, assigned: Assigned | null): Promise<void> {
  await db.query('update effect set assignee_id = $3, assigned = $4 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    assigned?.userId ?? null,
    assigned && JSON.stringify(assigned),
  ])
}

export interface HandoffHead {
  id: string
  personId: string
  team: string | null
  stage: string | null
  model: string | null
  owner: string | null
  assigneeId: string | null
  state: 'open' | 'would_fire' | 'done' | 'dismissed'
  at: Date
  answer: string | null
}

/** A hand-off, locked for whoever answers it. */
export async function lockHandoff(db: Db, workspaceId: string, id: string): Promise<HandoffHead | null> {
  const { rows } = await db.query<HandoffHead>(
    `select e.id, coalesce(p.merged_into, p.id) as "personId", e.team, e.detail ->> 'stage' as stage,
            e.detail ->> 'model' as model, e.assignee as owner, e.assignee_id as "assigneeId", e.state, e.at, e.answer
       from effect e join person p on p.id = e.person_id
      where e.workspace_id = $1 and e.id = $2 and e.kind = 'handoff' for update of e`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export interface Answer {
  answer: 'accepted' | 'qualified' | 'returned'
  /** the event that says it */
  messageId: string
  by: string
  reason: string | null
  note: string | null
  /** epoch ms */
  at: number
}

/** A hand-off was answered, with every other one of that person which waits: they were overtaken. */
export async function answerHandoff(
  db: Db,
  workspaceId: string,
  { id, personId }: Pick<HandoffHead, 'id' | 'personId'>,
  { answer, messageId, by, reason, note, at }: Answer,
): Promise<void> {
  await db.query(
    `update effect set state = 'done', done_at = $4, detail = detail || jsonb_build_object('takenUpBy', $5::text),
            answer = case when id = $2 then $6 end, answered_by = case when id = $2 then $7 end,
            answer_reason = case when id = $2 then $8 end, answer_note = case when id = $2 then $9 end
      where workspace_id = $1 and kind = 'handoff' and state = 'open'
        and person_id in (select id from person where workspace_id = $1 and (id = $3 or merged_into = $3))`,
    [workspaceId, id, personId, isoTime(at), messageId, answer, by, reason, note],
  )
}

/** What answered those hand-offs was taken back (withdrawFact has opened them again). */
export async function forgetAnswer(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.query(
    `update effect set answer = null, answered_by = null, answer_reason = null, answer_note = null
      where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  )
}

/**
 * Hand-offs that facts from anywhere have answered (an API, an import, another system): each fact closes those of its
 * person that were opened before it. `facts`: person, event name, message id, time in epoch ms, said by.
 */
export async function closeAnswered(
  db: Db,
  workspaceId: string,
  facts: readonly {
    personId: string
    name: string
    messageId: string
    time: number
    by: string | null
    reason: string | null
  }[],
): Promise<void> {
  await db.query(
    prepared(
      `update effect e set state = 'done', done_at = r.time, detail = e.detail || jsonb_build_object('takenUpBy', r.message_id),
              answer = case r.name when 'lead_accepted' then 'accepted' when 'lead_returned' then 'returned' end,
              answered_by = r.by, answer_reason = r.reason
         from (select distinct on (q.effect_id) q.* from (
                 select x.*, e2.id as effect_id
                   from json_to_recordset($2::json) as x (person_id uuid, name text, message_id text, time timestamptz,
                          by text, reason text)
                   join effect e2 on e2.workspace_id = $1 and e2.person_id in (select id from person
                          where workspace_id = $1 and (id = x.person_id or merged_into = x.person_id)) and e2.kind = 'handoff'
                        and e2.state = 'open' and e2.at < x.time) q
                order by q.effect_id, q.time) r
        where e.id = r.effect_id and e.workspace_id = $1`,
      [
        workspaceId,
        JSON.stringify(
          facts.map(({ personId, name, messageId, time, by, reason }) => ({
            person_id: personId,
            name,
            message_id: messageId,
            time: isoTime(time),
            by,
            reason,
          })),
        ),
      ],
    ),
  )
}

export interface HandoffListRow {
  id: string
  person: { id: string; name: string | null; email: string | null; account: string | null }
  team: string | null
  stage: string | null
  model: string | null
  reason: string | null
  standsIn: string | null
  standsOut: string | null
  at: Date
  dueAt: Date | null
  assigneeId: string | null
  assigned: Assigned | null
  evidence: JsonObject | null
  answer: 'accepted' | 'qualified' | 'returned' | null
  doneAt: Date | null
  answeredBy: string | null
  answerReason: string | null
  answerNote: string | null
}

export interface HandoffScope {
  state: 'open' | 'answered'
  /** whose, and of which teams nobody's are theirs as well; null: everybody's */
  of: { userId: string; teams: readonly string[] } | null
  lifecycle: string
  after: { at: number; id: string } | null
}

const columns = `e.id, json_build_object('id', p.id, 'name', p.name, 'email', p.email,
    'account', (select a.name from account a where a.id = p.account_id)) as person,
  e.team, e.detail ->> 'stage' as stage, e.detail ->> 'model' as model, e.reason,
  f.stage as "standsIn", f.stages #>> array[$2::text, 'outcome'] as "standsOut", e.at, e.due_at as "dueAt",
  e.assignee_id as "assigneeId", e.assigned, e.evidence, e.answer, e.done_at as "doneAt",
  e.answered_by as "answeredBy", e.answer_reason as "answerReason", e.answer_note as "answerNote"`

const whose = `($3::uuid is null or e.assignee_id = $3 or (e.assignee_id is null and e.team = any($4)))`

/** An earlier hand-off of the same person was overtaken: whoever answers the newest answers all. */
const newest = `not exists (select from effect n where n.person_id = e.person_id and n.workspace_id = $1
    and n.kind = 'handoff' and n.state = 'open' and (n.at, n.id) > (e.at, e.id))`

/** Hand-offs: open ones by deadline, answered ones the latest first. Earlier ones of a person were overtaken. */
export async function handoffPage(
  db: Db,
  workspaceId: string,
  { state, of, lifecycle, after }: HandoffScope,
  limit: number,
): Promise<HandoffListRow[]> {
  const open = state === 'open'
  const place = open ? `coalesce(e.due_at, e.at)` : 'e.done_at'
  const { rows } = await db.query<HandoffListRow>(
    `select ${columns} from effect e join person p0 on p0.id = e.person_id
       join person p on p.id = coalesce(p0.merged_into, p0.id)
       left join person_fold f on f.person_id = p.id
      where e.workspace_id = $1 and e.kind = 'handoff' and ${whose}
        and ${open ? `e.state = 'open' and ${newest}` : `e.state = 'done' and e.answer is not null`}
        and ($5::timestamptz is null or (${place}, e.id) ${open ? '>' : '<'} ($5, $6::uuid))
      order by ${place} ${open ? '' : 'desc'}, e.id ${open ? '' : 'desc'} limit $7`,
    [workspaceId, lifecycle, of?.userId ?? null, of?.teams ?? [], after && isoTime(after.at), after && after.id, limit],
  )
  return rows
}

/** How many open ones are past their deadline. */
export async function countOverdue(db: Db, workspaceId: string, of: HandoffScope['of'], now: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from effect e
      where e.workspace_id = $1 and e.kind = 'handoff' and e.state = 'open' and e.due_at < $2 and ${whose} and ${newest}`,
    [workspaceId, isoTime(now), of?.userId ?? null, of?.teams ?? []],
  )
  return rows[0]?.count ?? 0
}

export interface OverdueHandoff {
  id: string
  personId: string
  team: string | null
  assigneeId: string | null
  dueAt: Date
}

/** Open hand-offs past their deadline of which nobody was told yet; from now on they were. */
export async function takeOverdue(db: Db, workspaceId: string, now: number, limit: number): Promise<OverdueHandoff[]> {
  const { rows } = await db.query<OverdueHandoff>(
    `update effect e set overdue_told_at = $2
       from (select x.id from effect x where x.workspace_id = $1 and x.state = 'open' and x.kind = 'handoff'
                and x.due_at < $2 and x.overdue_told_at is null
              order by x.due_at limit $3 for update skip locked) o, person p
      where e.id = o.id and p.id = e.person_id
      returning e.id, coalesce(p.merged_into, p.id) as "personId", e.team, e.assignee_id as "assigneeId", e.due_at as "dueAt"`,
    [workspaceId, isoTime(now), limit],
  )
  return rows
}

export interface LateHandoff {
  person: { id: string; name: string | null; account: string | null }
  dueAt: Date
}

/** People whose hand-off is past its deadline and still open, as this member was told, the longest first; and how many. */
export async function overdueTold(
  db: Db,
  workspaceId: string,
  userId: string,
  limit: number,
): Promise<{ items: LateHandoff[]; count: number }> {
  const { rows } = await db.query<LateHandoff & { count: number }>(
    `select json_build_object('id', p.id, 'name', coalesce(p.name, p.email), 'account', a.name) as person,
            o.due_at as "dueAt", count(*) over ()::integer as count
       from (select coalesce(m.merged_into, m.id) as person_id, min(e.due_at) as due_at
               from effect e
               join notification n on n.workspace_id = $1 and n.user_id = $2 and n.cause = 'overdue:' || e.id
               join person m on m.id = e.person_id
              where e.workspace_id = $1 and e.state = 'open' and e.kind = 'handoff' group by 1) o
       join person p on p.id = o.person_id
       left join account a on a.id = p.account_id
      order by o.due_at, p.id limit $3`,
    [workspaceId, userId, limit],
  )
  return { items: rows.map(({ person, dueAt }) => ({ person, dueAt })), count: rows[0]?.count ?? 0 }
}

/** Ids of open hand-offs that are somebody's. */
export async function handoffsHeldBy(db: Db, workspaceId: string, userId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from effect where workspace_id = $1 and state = 'open' and kind = 'handoff' and assignee_id = $2
      order by id for update`,
    [workspaceId, userId],
  )
  return rows.map(({ id }) => id)
}

/** Whom a hand-off is about; null when there is no such hand-off here. */
export async function handoffPerson(db: Db, workspaceId: string, id: string): Promise<string | null> {
  const { rows } = await db.query<{ person: string }>(
    `select coalesce(p.merged_into, p.id) as person from effect e join person p on p.id = e.person_id
      where e.workspace_id = $1 and e.id = $2 and e.kind = 'handoff'`,
    [workspaceId, id],
  )
  return rows[0]?.person ?? null
}

/** The message of the event that answered it. */
export async function answeredBy(db: Db, workspaceId: string, id: string): Promise<string | null> {
  const { rows } = await db.query<{ message: string | null }>(
    `select detail ->> 'takenUpBy' as message from effect where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  )
  return rows[0]?.message ?? null
}

/** Open hand-offs without a deadline, the oldest first. */
export async function neverSettled(db: Db, workspaceId: string, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from effect where workspace_id = $1 and state = 'open' and kind = 'handoff' and due_at is null
      order by at, id limit $2 for update skip locked`,
    [workspaceId, limit],
  )
  return rows.map(({ id }) => id)
}
