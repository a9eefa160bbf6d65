import type { DealStatus } from '#core/deal/status.ts'
import type { TaskKind, TaskSource, TaskState } from '#core/task/task.ts'
import { isoTime, prepared, type Db } from '#store/rows.ts'

export interface TaskWrite {
  id: string
  kind: TaskKind
  title: string
  note: string | null
  personId: string | null
  dealId: string | null
  accountId: string | null
  dueDay: string
  /** epoch ms */
  dueAt: number
  timed: boolean
  promised: boolean
  assigneeId: string | null
  assigneeName: string | null
  attempt: number | null
  source: TaskSource
  cause: string | null
  by: string
  byId: string
}

/** Writes a task; false when its cause has brought one already. */
export async function insertTask(db: Db, workspaceId: string, task: TaskWrite, now: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into task (workspace_id, id, kind, title, note, person_id, deal_id, account_id, due_day, due_at, timed,
       promised, assignee_id, assignee_name, attempt, source, cause, state, created_at, created_by, created_by_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'open', $18, $19, $20)
     on conflict (workspace_id, cause) where cause is not null do nothing`,
    [
      workspaceId,
      task.id,
      task.kind,
      task.title,
      task.note,
      task.personId,
      task.dealId,
      task.accountId,
      task.dueDay,
      isoTime(task.dueAt),
      task.timed,
      task.promised,
      task.assigneeId,
      task.assigneeName,
      task.attempt,
      task.source,
      task.cause,
      isoTime(now),
      task.by,
      task.byId,
    ],
  )
  return rowCount === 1
}

export interface TaskRecord {
  id: string
  revision: number
  kind: TaskKind
  title: string
  note: string | null
  personId: string | null
  dealId: string | null
  accountId: string | null
  dueDay: string
  dueAt: Date
  timed: boolean
  promised: boolean
  assigneeId: string | null
  assigneeName: string | null
  attempt: number | null
  source: TaskSource
  state: TaskState
  snoozed: number
  createdAt: Date
  createdBy: string
  createdById: string
  doneAt: Date | null
  doneBy: string | null
}

const plainColumns = `t.id, t.revision, t.kind, t.title, t.note, t.person_id as "personId", t.deal_id as "dealId",
  t.account_id as "accountId", t.due_day::text as "dueDay", t.due_at as "dueAt", t.timed, t.promised,
  t.assignee_id as "assigneeId", t.assignee_name as "assigneeName", t.attempt, t.source, t.state, t.snoozed,
  t.created_at as "createdAt", t.created_by as "createdBy", t.created_by_id as "createdById", t.done_at as "doneAt",
  t.done_by as "doneBy"`

/** Tasks, locked for whoever is about to change them, in a fixed order. */
export async function lockTasks(db: Db, workspaceId: string, ids: readonly string[]): Promise<TaskRecord[]> {
  const { rows } = await db.query<TaskRecord>(
    `select ${plainColumns} from task t where t.workspace_id = $1 and t.id = any($2) order by t.id for update`,
    [workspaceId, ids],
  )
  return rows
}

/** Writes a task as it is now; its revision rises. */
export async function saveTask(db: Db, workspaceId: string, task: TaskRecord): Promise<void> {
  await db.query(
    `update task set kind = $3, title = $4, note = $5, due_day = $6, due_at = $7, timed = $8, promised = $9,
            assignee_id = $10, assignee_name = $11, state = $12, snoozed = $13, done_at = $14, done_by = $15,
            revision = revision + 1
      where workspace_id = $1 and id = $2`,
    [
      workspaceId,
      task.id,
      task.kind,
      task.title,
      task.note,
      task.dueDay,
      task.dueAt,
      task.timed,
      task.promised,
      task.assigneeId,
      task.assigneeName,
      task.state,
      task.snoozed,
      task.doneAt,
      task.doneBy,
    ],
  )
}

export async function deleteTask(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.query('delete from task where workspace_id = $1 and id = $2', [workspaceId, id])
}

/** Open tasks of somebody, or those of these ids, to another. Gives the ids. */
export async function reassignTasks(
  db: Db,
  workspaceId: string,
  { from, ids }: { from: string | null; ids: readonly string[] | null },
  to: { id: string; name: string } | null,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `update task set assignee_id = $4, assignee_name = $5, revision = revision + 1
      where workspace_id = $1 and state = 'open' and ($2::uuid is null or assignee_id = $2)
        and ($3::uuid[] is null or id = any($3)) and assignee_id is distinct from $4::uuid returning id`,
    [workspaceId, from, ids, to?.id ?? null, to?.name ?? null],
  )
  return rows.map(({ id }) => id)
}

/** The next step of deals is their earliest open task or planned meeting. Called by whoever changes either. */
export async function keepNextSteps(
  db: Db,
  workspaceId: string,
  dealIds: readonly (string | null | undefined)[],
): Promise<void> {
  const ids = [...new Set(dealIds.filter((id) => typeof id === 'string'))]
  if (ids.length === 0) return
  await db.query('select from deal where workspace_id = $1 and id = any($2) order by id for update', [workspaceId, ids])
  await db.query(
    `update deal d set next_step_at = s.at
       from (select x.id, least(
                      (select min(t.due_at) from task t where t.deal_id = x.id and t.state = 'open'),
                      (select min(m.starts_at) from meeting m where m.deal_id = x.id and m.state = 'planned')) as at
               from unnest($2::uuid[]) as x (id)) s
      where d.workspace_id = $1 and d.id = s.id and d.next_step_at is distinct from s.at`,
    [workspaceId, ids],
  )
}

export interface PersonBrief {
  id: string
  name: string | null
  email: string | null
  phone: string | null
  title: string | null
  company: string | null
  score: number | null
}

export interface DealBriefRow {
  id: string
  name: string
  pipeline: string
  stage: string | null
  status: DealStatus
  amountMinor: number | null
  currency: string | null
  baseMinor: number | null
}

export interface DressedTask extends TaskRecord {
  person: PersonBrief | null
  deal: DealBriefRow | null
  account: { id: string; name: string } | null
}

/** `now / half-life` where scores are read: see core/score.ts. A log score below any display is cut. */
const personJson = (p: string, ticks: string): string => `json_build_object('id', ${p}.id, 'name', ${p}.name,
  'email', ${p}.email, 'phone', ${p}.facts ->> 'phone', 'title', ${p}.facts ->> 'title',
  'company', (select a.name from account a where a.id = ${p}.account_id),
  'score', (select round((l.fit + power(2::float8, greatest(least(l.heat - ${ticks}, 1000), -1000)))::numeric, 2)::float8
              from person_list l where l.person_id = ${p}.id))`

const dealJson = (d: string): string => `json_build_object('id', ${d}.id, 'name', ${d}.name, 'pipeline', ${d}.pipeline,
  'stage', ${d}.stage, 'status', ${d}.status, 'amountMinor', ${d}.amount_minor, 'currency', ${d}.currency,
  'baseMinor', ${d}.base_minor)`

const dressed = `select ${plainColumns},
    case when p.id is not null then ${personJson('p', '$2::float8')} end as person,
    case when d.id is not null then ${dealJson('d')} end as deal,
    case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as account
  from task t
  left join person p0 on p0.id = t.person_id
  left join person p on p.id = coalesce(p0.merged_into, p0.id)
  left join deal d on d.id = t.deal_id
  left join account a on a.id = t.account_id`

/** Tasks by id, as screens show them; `ticks`: now in half-lives of the score. */
export async function tasksById(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  ticks: number,
): Promise<Map<string, DressedTask>> {
  const { rows } = await db.query<DressedTask>(
    prepared(`${dressed} where t.workspace_id = $1 and t.id = any($3)`, [workspaceId, ticks, ids]),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export interface TaskScope {
  state: 'open' | 'closed'
  /** null: nobody's; absent: anybody's */
  assigneeId?: string | null
  kind?: TaskKind
  /** days, both included */
  dueFrom?: string
  dueTo?: string
  personId?: string
  dealId?: string
  accountId?: string
  /** where a page ended: epoch ms and id */
  after?: { at: number; id: string }
}

/** Open tasks by when they are due, closed ones the latest first. */
export async function listTasks(
  db: Db,
  workspaceId: string,
  ticks: number,
  scope: TaskScope,
  limit: number,
): Promise<DressedTask[]> {
  const open = scope.state === 'open'
  const values: unknown[] = [workspaceId, ticks]
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`
  const place = open ? 't.due_at' : 't.done_at'
  const where = [
    't.workspace_id = $1',
    open ? `t.state = 'open'` : `t.state <> 'open'`,
    ...(scope.assigneeId === undefined
      ? []
      : [scope.assigneeId === null ? 't.assignee_id is null' : `t.assignee_id = ${bind(scope.assigneeId, 'uuid')}`]),
    ...(scope.kind === undefined ? [] : [`t.kind = ${bind(scope.kind, 'text')}`]),
    ...(scope.dueFrom === undefined ? [] : [`t.due_day >= ${bind(scope.dueFrom, 'date')}`]),
    ...(scope.dueTo === undefined ? [] : [`t.due_day <= ${bind(scope.dueTo, 'date')}`]),
    ...(scope.personId === undefined ? [] : [`t.person_id in ${whole(bind(scope.personId, 'uuid'))}`]),
    ...(scope.dealId === undefined ? [] : [`t.deal_id = ${bind(scope.dealId, 'uuid')}`]),
    ...(scope.accountId === undefined
      ? []
      : [`(t.account_id = ${bind(scope.accountId, 'uuid')} or p.account_id = $${values.length})`]),
    ...(scope.after === undefined
      ? []
      : [
          `(${place}, t.id) ${open ? '>' : '<'} (${bind(isoTime(scope.after.at), 'timestamptz')}, ${bind(scope.after.id, 'uuid')})`,
        ]),
  ]
  const way = open ? '' : 'desc'
  const { rows } = await db.query<DressedTask>(
    `${dressed} where ${where.join(' and ')} order by ${place} ${way}, t.id ${way} limit ${bind(limit, 'integer')}`,
    values,
  )
  return rows
}

/** Somebody, and those who were merged into them. */
const whole = (id: string): string =>
  `(select id from person where workspace_id = $1 and (id = ${id} or merged_into = ${id}))`

/** Open tasks due up to a day, of somebody and of nobody (null: of anybody), those longest due first. */
export async function tasksDue(
  db: Db,
  workspaceId: string,
  ticks: number,
  { assigneeId, until }: { assigneeId: string | null; until: string },
  limit: number,
): Promise<DressedTask[]> {
  const { rows } = await db.query<DressedTask>(
    prepared(
      `${dressed} where t.workspace_id = $1 and t.state = 'open' and t.due_day <= $3::date
          and ($4::uuid is null or t.assignee_id = $4 or t.assignee_id is null)
        order by t.due_at, t.id limit $5`,
      [workspaceId, ticks, until, assigneeId, limit],
    ),
  )
  return rows
}

/** Tasks of somebody (null: of anybody) that were done since a moment (epoch ms). */
export async function countDone(db: Db, workspaceId: string, byId: string | null, since: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from task where workspace_id = $1 and state = 'done' and done_at >= $2
        and ($3::uuid is null or assignee_id = $3)`,
    [workspaceId, isoTime(since), byId],
  )
  return rows[0]?.count ?? 0
}

/** How many tasks wait for somebody up to a day, and how many of them were promised or are late. */
export async function countDue(
  db: Db,
  workspaceId: string,
  userId: string,
  today: string,
): Promise<{ due: number; promised: number; late: number }> {
  const { rows } = await db.query<{ due: number; promised: number; late: number }>(
    `select count(*)::int as due, count(*) filter (where promised)::int as promised,
            count(*) filter (where due_day < $3::date)::int as late
       from task where workspace_id = $1 and assignee_id = $2 and state = 'open' and due_day <= $3::date`,
    [workspaceId, userId, today],
  )
  return rows[0] ?? { due: 0, promised: 0, late: 0 }
}

/** Values of open deals in the workspace's currency, with where they stand: for what is usual here. */
export async function openDealValues(
  db: Db,
  workspaceId: string,
): Promise<{ pipeline: string; stage: string; value: number }[]> {
  const { rows } = await db.query<{ pipeline: string; stage: string; value: number }>(
    `select pipeline, stage, percentile_disc(0.5) within group (order by base_minor)::float8 as value
       from deal where workspace_id = $1 and status = 'open' and stage is not null and base_minor is not null
      group by pipeline, stage`,
    [workspaceId],
  )
  return rows
}

/** One person as tasks show them; null when there is no such person here. */
export async function personBrief(db: Db, workspaceId: string, id: string, ticks: number): Promise<PersonBrief | null> {
  return (await personBriefs(db, workspaceId, [id], ticks)).get(id) ?? null
}

/** People as tasks show them, by the id asked for; merged ones as who they are now. */
export async function personBriefs(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  ticks: number,
): Promise<Map<string, PersonBrief>> {
  const { rows } = await db.query<{ asked: string; person: PersonBrief }>(
    prepared(
      `select p0.id as asked, ${personJson('p', '$2::float8')} as person
         from person p0 join person p on p.id = coalesce(p0.merged_into, p0.id)
        where p0.workspace_id = $1 and p0.id = any($3)`,
      [workspaceId, ticks, ids],
    ),
  )
  return new Map(rows.map(({ asked, person }) => [asked, person]))
}

/** Open deals that somebody belongs to, the newest first. */
export async function openDealsOf(db: Db, workspaceId: string, personId: string): Promise<DealBriefRow[]> {
  const { rows } = await db.query<{ deal: DealBriefRow }>(
    `select ${dealJson('d')} as deal from deal d
      where d.workspace_id = $1 and d.status = 'open'
        and d.id in (select dp.deal_id from deal_person dp where dp.person_id in ${whole('$2::uuid')})
      order by d.opened_at desc, d.id limit 50`,
    [workspaceId, personId],
  )
  return rows.map(({ deal }) => deal)
}

export async function dealBrief(db: Db, workspaceId: string, id: string): Promise<DealBriefRow | null> {
  const { rows } = await db.query<{ deal: DealBriefRow }>(
    `select ${dealJson('d')} as deal from deal d where d.workspace_id = $1 and d.id = $2`,
    [workspaceId, id],
  )
  return rows[0]?.deal ?? null
}

/** Which of these ids name something of the workspace. */
export async function knownHere(
  db: Db,
  workspaceId: string,
  table: 'person' | 'deal' | 'account',
  id: string,
): Promise<boolean> {
  const { rowCount } = await db.query(`select from ${table} where workspace_id = $1 and id = $2`, [workspaceId, id])
  return rowCount === 1
}

/** The contract is there: whoever was to get it signed for this deal has done so. */
export async function finishContractTasks(
  db: Db,
  workspaceId: string,
  dealId: string,
  by: string,
  now: number,
): Promise<void> {
  await db.query(
    `update task set state = 'done', done_at = $3, done_by = $4, revision = revision + 1
      where workspace_id = $1 and deal_id = $2 and kind = 'contract' and state = 'open'`,
    [workspaceId, dealId, isoTime(now), by],
  )
}

/** Takes away the task of a cause, where nobody has worked on it. */
export async function deleteTaskOf(db: Db, workspaceId: string, cause: string): Promise<void> {
  await db.query(
    `delete from task where workspace_id = $1 and cause = $2 and state = 'open' and revision = 1 and deal_id is null`,
    [workspaceId, cause],
  )
}
