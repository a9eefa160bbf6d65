import type { Db } from '#store/rows.ts'

/** Something in rows that count that matched nothing. */
export interface Notice {
  code: string
  value: string
  count: number
  rows: number[]
}

const keptRows = 1_000

/** Adds to what an import has named. */
export async function addNotices(
  db: Db,
  workspaceId: string,
  importId: string,
  notices: readonly Notice[],
): Promise<void> {
  if (notices.length === 0) return
  await db.query(
    `insert into import_notice as n (workspace_id, import_id, code, value, count, rows)
     select $1, $2, code, value, count, rows[1:${keptRows}]
       from json_to_recordset($3::json) as r (code text, value text, count bigint, rows bigint[])
     on conflict (import_id, code, value) do update
       set count = n.count + excluded.count, rows = (n.rows || excluded.rows)[1:${keptRows}]`,
    [workspaceId, importId, JSON.stringify(notices)],
  )
}

/** What an import has named, the commonest first; numbers of the first `rows` rows each. */
export async function listNotices(
  db: Db,
  workspaceId: string,
  importId: string,
  limit: number,
  rows = 20,
): Promise<Notice[]> {
  const found = await db.query<Notice>(
    `select code, value, count::double precision as count, array_to_json(rows[1:$4]) as rows from import_notice
      where workspace_id = $1 and import_id = $2 order by count desc, code, value limit $3`,
    [workspaceId, importId, limit, rows],
  )
  return found.rows
}

export async function deleteNotices(db: Db, workspaceId: string, importId: string): Promise<void> {
  await db.query('delete from import_notice where workspace_id = $1 and import_id = $2', [workspaceId, importId])
}
