import type { OwnField } from '#contract/own-field.ts'
import { prepared, type Db } from '#store/rows.ts'

/** Whose fields they are: the table that holds them. */
export type FieldTable = 'person_field' | 'deal_field'

/** The fields in use, in the order in which they were defined. */
export async function ownFieldsOf(db: Db, workspaceId: string, table: FieldTable): Promise<OwnField[]> {
  const { rows } = await db.query<OwnField>(
    prepared(
      `select key, label, kind, options from ${table} where workspace_id = $1 and retired_at is null
       order by created_at, key`,
      [workspaceId],
    ),
  )
  return rows
}

/** Defines a field, or changes it; one that was retired is in use again. */
export async function saveOwnField(
  db: Db,
  workspaceId: string,
  table: FieldTable,
  field: OwnField,
  at: number,
): Promise<void> {
  await db.query(
    `insert into ${table} (workspace_id, key, label, kind, options, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (workspace_id, key) do update
       set label = excluded.label, kind = excluded.kind, options = excluded.options, retired_at = null`,
    [workspaceId, field.key, field.label, field.kind, field.options, new Date(at)],
  )
}

/** False when there is no such field in use. */
export async function retireOwnField(
  db: Db,
  workspaceId: string,
  table: FieldTable,
  key: string,
  at: number,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update ${table} set retired_at = $3 where workspace_id = $1 and key = $2 and retired_at is null`,
    [workspaceId, key, new Date(at)],
  )
  return (rowCount ?? 0) > 0
}
