import type { Pool, PoolClient } from 'pg'
import type { Problem } from '#contract/problem.ts'
import type { ImportTask, TaskProgress } from '#contract/import-task.ts'
import type { Json } from '#core/json.ts'
import type { Db } from '#store/rows.ts'

export type TaskKind = ImportTask['kind']
export type TaskState = ImportTask['state']

/** Work on a file or an import. `actor` and `request` as the verb that asked for it took them. */
export interface TaskRow {
  workspaceId: string
  id: string
  kind: TaskKind
  state: TaskState
  wish: 'pause' | 'cancel' | null
  uploadId: string | null
  importId: string | null
  request: unknown
  actor: unknown
  progress: TaskProgress | null
  result: Json
  problem: Problem | null
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}

const columns = `workspace_id as "workspaceId", id, kind, state, wish, upload_id as "uploadId", import_id as "importId",
  request, actor, progress, result, problem, created_at as "createdAt", started_at as "startedAt",
  finished_at as "finishedAt"`

/** Asks for work; `at` in epoch ms. */
export async function insertTask(
  db: Db,
  workspaceId: string,
  row: {
    id: string
    kind: TaskKind
    uploadId: string | null
    importId: string | null
    request: unknown
    actor: unknown
    at: number
  },
): Promise<void> {
  await db.query(
    `insert into import_task (workspace_id, id, kind, upload_id, import_id, request, actor, state, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'waiting', to_timestamp($8::double precision / 1000))`,
    [
      workspaceId,
      row.id,
      row.kind,
      row.uploadId,
      row.importId,
      JSON.stringify(row.request),
      JSON.stringify(row.actor),
      row.at,
    ],
  )
}

export async function findTask(db: Db, workspaceId: string, id: string): Promise<TaskRow | null> {
  const { rows } = await db.query<TaskRow>(`select ${columns} from import_task where workspace_id = $1 and id = $2`, [
    workspaceId,
    id,
  ])
  return rows[0] ?? null
}

/** Unfinished work on a file or an import: waiting, running or paused. */
export async function findOpenTask(
  db: Db,
  workspaceId: string,
  of: { uploadId: string } | { importId: string },
): Promise<TaskRow | null> {
  const [column, id] = 'uploadId' in of ? ['upload_id', of.uploadId] : ['import_id', of.importId]
  const { rows } = await db.query<TaskRow>(
    `select ${columns} from import_task
      where workspace_id = $1 and ${column} = $2 and state in ('waiting', 'running', 'paused')
      order by created_at desc limit 1`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** The latest work of each of these imports, dry runs apart. */
export async function latestTasks(db: Db, workspaceId: string, importIds: readonly string[]): Promise<TaskRow[]> {
  if (importIds.length === 0) return []
  const { rows } = await db.query<TaskRow>(
    `select distinct on (import_id) ${columns} from import_task
      where workspace_id = $1 and import_id = any($2) and kind <> 'dry_run'
      order by import_id, created_at desc, id desc`,
    [workspaceId, importIds],
  )
  return rows
}

const taskLock = `hashtextextended('import task ' || id, 21)`

/**
 * Takes up the oldest open work of these kinds that no process works on: a lock of the session, held on this connection
 * until `releaseTask` or its end. What a killed process left running is taken up too.
 */
export async function claimTask(db: PoolClient, kinds: readonly TaskKind[], now: number): Promise<TaskRow | null> {
  const { rows: open } = await db.query<{ id: string }>(
    `select id from import_task where state in ('waiting', 'running') and kind = any($1) order by created_at, id limit 20`,
    [kinds],
  )
  for (const { id } of open) {
    const { rows: locked } = await db.query<{ locked: boolean }>(
      `select pg_try_advisory_lock(hashtextextended('import task ' || $1, 21)) as locked`,
      [id],
    )
    if (locked[0]?.locked !== true) continue
    const { rows } = await db.query<TaskRow>(
      `update import_task set state = 'running',
              started_at = coalesce(started_at, to_timestamp($2::double precision / 1000))
        where id = $1 and state in ('waiting', 'running') returning ${columns}`,
      [id, now],
    )
    if (rows[0]) return rows[0]
    await releaseTask(db, id)
  }
  return null
}

export async function releaseTask(db: PoolClient, id: string): Promise<void> {
  await db.query(`select pg_advisory_unlock(${taskLock}) from (select $1::text as id) as task`, [id])
}

/** Notes how far it is; gives what the people who look wish for. */
export async function saveTaskProgress(
  db: Pool,
  id: string,
  progress: TaskProgress | null,
): Promise<'pause' | 'cancel' | null> {
  const { rows } = await db.query<{ wish: 'pause' | 'cancel' | null }>(
    `update import_task set progress = coalesce($2, progress) where id = $1 returning wish`,
    [id, progress === null ? null : JSON.stringify(progress)],
  )
  return rows[0]?.wish ?? null
}

export async function setTaskImport(db: Db, id: string, importId: string): Promise<void> {
  await db.query('update import_task set import_id = $2 where id = $1', [id, importId])
}

/** How it ended, or that it rests. `at` in epoch ms. */
export async function endTask(
  db: Db,
  id: string,
  end: { state: TaskState; result?: Json | undefined; problem?: Problem | undefined; at: number },
): Promise<void> {
  const over = end.state !== 'paused' && end.state !== 'waiting'
  await db.query(
    `update import_task set state = $2, wish = null, result = $3, problem = $4,
            finished_at = case when $6 then to_timestamp($5::double precision / 1000) end
      where id = $1`,
    [
      id,
      end.state,
      end.result === undefined ? null : JSON.stringify(end.result),
      end.problem === undefined ? null : JSON.stringify(end.problem),
      end.at,
      over,
    ],
  )
}

/** A wish for work that runs; false when it does not. */
export async function wishTask(db: Db, workspaceId: string, id: string, wish: 'pause' | 'cancel'): Promise<boolean> {
  const { rowCount } = await db.query(
    `update import_task set wish = $3 where workspace_id = $1 and id = $2 and state = 'running'`,
    [workspaceId, id, wish],
  )
  return rowCount === 1
}
