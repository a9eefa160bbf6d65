import type { DealField } from '#contract/deal-page.ts'
import { prepared, type Db } from '#store/rows.ts'

/** The fields in use, in the order in which they were defined. */
export async function dealFieldsOf(db: Db, workspaceId: string): Promise<DealField[]> {
  const { rows } = await db.query<DealField>(
    prepared(
      `select key, label, kind, options from deal_field where workspace_id = $1 and retired_at is null
       order by created_at, key`,
      [workspaceId],
    ),
  )
  return rows
}

/** Defines a field, or changes it; one that was retired is in use again. */
export async function saveDealField(db: Db, workspaceId: string, field: DealField, at: number): Promise<void> {
  await db.query(
    `insert into deal_field (workspace_id, key, label, kind, options, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (workspace_id, key) do update
       set label = excluded.label, kind = excluded.kind, options = excluded.options, retired_at = null`,
    [workspaceId, field.key, field.label, field.kind, field.options, new Date(at)],
  )
}

/** False when there is no such field in use. */
export async function retireDealField(db: Db, workspaceId: string, key: string, at: number): Promise<boolean> {
  const { rowCount } = await db.query(
    'update deal_field set retired_at = $3 where workspace_id = $1 and key = $2 and retired_at is null',
    [workspaceId, key, new Date(at)],
  )
  return (rowCount ?? 0) > 0
}
