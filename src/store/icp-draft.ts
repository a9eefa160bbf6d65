import type { Condition } from '#core/rule.ts'
import type { Db } from '#store/rows.ts'

export interface DraftRow {
  condition: Condition
  base: number
  changedAt: Date
  changedBy: string
}

/** The ICP somebody is working on, or null. */
export async function findDraft(db: Db, workspaceId: string): Promise<DraftRow | null> {
  const { rows } = await db.query<DraftRow>(
    `select condition, base, changed_at as "changedAt", changed_by as "changedBy" from icp_draft where workspace_id = $1`,
    [workspaceId],
  )
  return rows[0] ?? null
}

export async function putDraft(
  db: Db,
  workspaceId: string,
  draft: { condition: Condition; base: number; by: string; at: number },
): Promise<void> {
  await db.query(
    `insert into icp_draft (workspace_id, condition, base, changed_at, changed_by) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id) do update set condition = excluded.condition, base = excluded.base,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [workspaceId, JSON.stringify(draft.condition), draft.base, new Date(draft.at), draft.by],
  )
}

export async function dropDraft(db: Db, workspaceId: string): Promise<void> {
  await db.query('delete from icp_draft where workspace_id = $1', [workspaceId])
}
