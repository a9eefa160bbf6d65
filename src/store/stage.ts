import type { Enter, Leave, Reach } from '#core/fold/op.ts'
import { arraysOf, insertColumns, unnested } from '#store/columns.ts'
import type { Column } from '#store/columns.ts'
import { prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

/** An interval as it is written: entered, and left if it is over. */
export interface IntervalWrite {
  id: string
  /** the subject: a person, or what `subject` says */
  personId: string
  subject?: 'deal'
  enter: Enter
  leave: Leave | null
}

export async function insertIntervals(
  db: Db,
  workspaceId: string,
  rows: readonly IntervalWrite[],
  now: number,
): Promise<void> {
  const columns: Column<IntervalWrite>[] = [
    { name: 'id', type: 'uuid', of: (row) => row.id },
    { name: 'model', type: 'text', of: ({ enter }) => enter.model },
    { name: 'subject_kind', type: 'text', of: (row) => row.subject ?? 'person' },
    { name: 'subject_id', type: 'uuid', of: (row) => row.personId },
    { name: 'pass', type: 'integer', of: ({ enter }) => enter.pass },
    { name: 'stage', type: 'text', of: ({ enter }) => enter.stage },
    { name: 'visit', type: 'integer', of: ({ enter }) => enter.visit },
    { name: 'door', type: 'text', of: ({ enter }) => enter.door },
    { name: 'entered_at', type: 'timestamptz', of: ({ enter }) => enter.at },
    { name: 'left_at', type: 'timestamptz', of: ({ leave }) => leave?.at },
    { name: 'left_to', type: 'text', of: ({ leave }) => leave?.to },
    { name: 'left_reason', type: 'text', of: ({ leave }) => leave?.reason },
    { name: 'cause', type: 'jsonb', text: ({ enter }) => JSON.stringify(enter.cause) },
    { name: 'left_cause', type: 'jsonb', text: ({ leave }) => leave && JSON.stringify(leave.cause) },
    { name: 'version', type: 'integer', of: ({ enter }) => enter.version },
    { name: 'left_recorded_at', type: 'timestamptz', of: ({ leave }) => leave && now },
  ]
  await insertColumns(db, 'stage_interval', workspaceId, columns, rows)
}

interface Close {
  personId: string
  leave: Leave
}

const closeColumns: Column<Close>[] = [
  { name: 'subject_id', type: 'uuid', of: (row) => row.personId },
  { name: 'model', type: 'text', of: ({ leave }) => leave.model },
  { name: 'pass', type: 'integer', of: ({ leave }) => leave.pass },
  { name: 'stage', type: 'text', of: ({ leave }) => leave.stage },
  { name: 'visit', type: 'integer', of: ({ leave }) => leave.visit },
  { name: 'at', type: 'timestamptz', of: ({ leave }) => leave.at },
  { name: 'left_to', type: 'text', of: ({ leave }) => leave.to },
  { name: 'reason', type: 'text', of: ({ leave }) => leave.reason },
  { name: 'cause', type: 'jsonb', text: ({ leave }) => JSON.stringify(leave.cause) },
]

// one look-up a row, whatever the planner thinks of the table's size: a lateral sub-select is never hashed
const closeSql = `with t as materialized (
    select i.id, r.* from unnest(${unnested(closeColumns, 3)}) as r(${closeColumns.map(({ name }) => name).join(', ')})
      cross join lateral (
        select id from stage_interval i where i.subject_id = r.subject_id and i.model = r.model
          and i.superseded_at is null and i.left_at is null
          and i.pass = r.pass and i.stage = r.stage and i.visit = r.visit
          and (i.workspace_id = $1) is true limit 1) i)
  update stage_interval i set left_at = t.at, left_to = t.left_to, left_reason = t.reason, left_cause = t.cause,
    left_recorded_at = $2
  from t where i.id = t.id and i.id = any(array(select id from t))`

/** Ends running intervals. */
export async function closeIntervals(db: Db, workspaceId: string, rows: readonly Close[], now: number): Promise<void> {
  if (rows.length === 0) return
  await db.query(prepared(closeSql, [workspaceId, new Date(now), ...arraysOf(closeColumns, rows)]))
}

export interface StoredInterval {
  id: string
  personId: string
  model: string
  pass: number
  stage: string
  visit: number
  enteredAt: number
  leftAt: number | null
  leftTo: string | null
  version: number
}

/** The intervals in force of persons. */
export async function loadIntervals(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<StoredInterval[]> {
  const { rows } = await db.query<{
    id: string
    subject_id: string
    model: string
    pass: number
    stage: string
    visit: number
    entered_at: Date
    left_at: Date | null
    left_to: string | null
    version: number
  }>(
    prepared(
      `select id, subject_id, model, pass, stage, visit, entered_at, left_at, left_to, version from stage_interval
       where subject_id = any($2) and superseded_at is null and (workspace_id = $1) is true`,
      [workspaceId, personIds],
    ),
  )
  return rows.map((row) => ({
    id: row.id,
    personId: row.subject_id,
    model: row.model,
    pass: row.pass,
    stage: row.stage,
    visit: row.visit,
    enteredAt: row.entered_at.getTime(),
    leftAt: row.left_at?.getTime() ?? null,
    leftTo: row.left_to,
    version: row.version,
  }))
}

/** Corrected history: these intervals no longer hold; they stay readable as they were known. */
export async function supersedeIntervals(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  now: number,
): Promise<void> {
  if (ids.length === 0) return
  await db.query(
    prepared('update stage_interval set superseded_at = $3 where workspace_id = $1 and id = any($2)', [
      workspaceId,
      ids,
      new Date(now),
    ]),
  )
}

const places = Array.from({ length: 12 }, (_, index) => `s${index + 1}`)

interface ReachWrite {
  /** the subject: a person, or what `subject` says */
  personId: string
  subject?: 'deal'
  channel: string | null
  reach: Reach
}

const reachColumns: Column<ReachWrite>[] = [
  { name: 'model', type: 'text', of: ({ reach }) => reach.model },
  { name: 'subject_id', type: 'uuid', of: (row) => row.personId },
  { name: 'pass', type: 'integer', of: ({ reach }) => reach.pass },
  { name: 'subject_kind', type: 'text', of: (row) => row.subject ?? 'person' },
  { name: 'channel', type: 'text', of: (row) => row.channel },
  { name: 'imputed', type: 'integer', of: ({ reach }) => reach.imputed },
  { name: 'outcome', type: 'text', of: ({ reach }) => reach.outcome },
  { name: 'outcome_at', type: 'timestamptz', of: ({ reach }) => reach.outcomeAt },
  ...places.map((name, index): Column<ReachWrite> => ({
    name,
    type: 'timestamptz',
    of: ({ reach }) => reach.at[index],
  })),
]

const reachAgain = `on conflict (workspace_id, model, subject_id, pass) do update set
  ${['channel', 'imputed', 'outcome', 'outcome_at', ...places].map((name) => `${name} = excluded.${name}`).join(', ')}`

/** Where the reaches of models lie, by model (0003_reach.sql). */
const partitions = new Map<string, string>()
const mostPartitions = 1000

/**
 * Learns where the reaches of these models lie, so that saveReaches writes there: a row that has to find its partition first
 * costs four times as much, nearly all of it whatever the number of rows.
 */
export async function learnPartitions(db: Db, models: Iterable<string>): Promise<void> {
  const unknown = [...new Set(models)].filter((model) => !partitions.has(model))
  if (unknown.length === 0 || partitions.size > mostPartitions) return
  const { rows } = await db.query<{ model: string; n: number }>(
    `select model, n from unnest($1::text[]) as model cross join generate_series(0, 16) as n
     where satisfies_hash_partition('reach'::regclass, 17, n, model)`,
    [unknown],
  )
  for (const { model, n } of rows) partitions.set(model, `reach_${n}`)
}

/** All is sent at once, so that it goes before what the caller sends next. */
export async function saveReaches(db: Db, workspaceId: string, rows: readonly ReachWrite[]): Promise<void> {
  const byTable = Map.groupBy(rows, ({ reach }) => partitions.get(reach.model) ?? 'reach')
  const writes = [...byTable].map(([table, own]) =>
    insertColumns(db, table, workspaceId, reachColumns, own, reachAgain),
  )
  await Promise.all(writes)
}

/** Before a fresh fold writes them anew. */
export async function deleteReaches(db: Db, workspaceId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  await db.query(
    prepared('delete from reach where workspace_id = $1 and subject_id = any($2)', [workspaceId, personIds]),
  )
}
