import type { WorksheetAnswers } from '#core/icp/worksheet.ts'
import type { Db } from '#store/rows.ts'

export interface WorksheetRow {
  id: string
  name: string
  scope: string
  answers: WorksheetAnswers
  inForceAt: Date | null
  changedAt: Date
  changedBy: string
  removedAt: Date | null
}

const columns = `id, name, scope, answers, in_force_at as "inForceAt", changed_at as "changedAt",
  changed_by as "changedBy", removed_at as "removedAt"`

/** Until the transaction ends, nobody else decides which worksheet of the workspace is in force. Waits for whoever does. */
export async function lockWorksheets(db: Db, workspaceId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('icp_worksheet ' || $1, 0))`, [workspaceId])
}

/** Worksheets that stand, the one in force first. */
export async function listWorksheetRows(db: Db, workspaceId: string): Promise<WorksheetRow[]> {
  const { rows } = await db.query<WorksheetRow>(
    `select ${columns} from icp_worksheet where workspace_id = $1 and removed_at is null
      order by in_force_at is null, created_at, id limit 200`,
    [workspaceId],
  )
  return rows
}

/** One worksheet, removed or not. */
export async function findWorksheet(db: Db, workspaceId: string, id: string): Promise<WorksheetRow | null> {
  const { rows } = await db.query<WorksheetRow>(
    `select ${columns} from icp_worksheet where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export interface WorksheetWrite {
  id: string
  name: string
  scope: string
  answers: WorksheetAnswers
  inForceAt: number | null
  removedAt: number | null
  by: string
  at: number
}

/** Writes a worksheet, new or known. The caller has taken the former one out of force. */
export async function putWorksheet(db: Db, workspaceId: string, row: WorksheetWrite): Promise<void> {
  const date = (at: number | null) => (at === null ? null : new Date(at))
  await db.query(
    `insert into icp_worksheet (workspace_id, id, name, scope, answers, in_force_at, removed_at, created_at, created_by,
       changed_at, changed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $9)
     on conflict (id) do update set name = excluded.name, scope = excluded.scope, answers = excluded.answers,
       in_force_at = excluded.in_force_at, removed_at = excluded.removed_at, changed_at = excluded.changed_at,
       changed_by = excluded.changed_by
     where icp_worksheet.workspace_id = $1`,
    [
      workspaceId,
      row.id,
      row.name,
      row.scope,
      JSON.stringify(row.answers),
      date(row.inForceAt),
      date(row.removedAt),
      new Date(row.at),
      row.by,
    ],
  )
}

/** Takes whichever worksheet is in force out of force. */
export async function endWorksheet(db: Db, workspaceId: string): Promise<void> {
  await db.query('update icp_worksheet set in_force_at = null where workspace_id = $1 and in_force_at is not null', [
    workspaceId,
  ])
}
