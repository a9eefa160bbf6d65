import type { JsonObject } from '#core/json.ts'
import type { Db } from '#store/rows.ts'

export interface ViewRow {
  id: string
  name: string
  ownerId: string
  shared: boolean
  query: JsonObject
  isDefault: boolean
}

const columns = `v.id, v.name, v.owner_id as "ownerId", v.shared, v.query, d.view_id is not null as "isDefault"`
const from = `person_view v left join person_view_default d
  on d.workspace_id = v.workspace_id and d.user_id = $2 and d.view_id = v.id`

/** The views somebody may see, by name: their own and shared ones. */
export async function viewsOf(db: Db, workspaceId: string, userId: string): Promise<ViewRow[]> {
  const { rows } = await db.query<ViewRow>(
    `select ${columns} from ${from} where v.workspace_id = $1 and (v.shared or v.owner_id = $2)
     order by lower(v.name), v.id limit 500`,
    [workspaceId, userId],
  )
  return rows
}

/** One of them, or null; `lock` until the transaction ends. */
export async function findView(db: Db, workspaceId: string, userId: string, id: string): Promise<ViewRow | null> {
  const { rows } = await db.query<ViewRow>(
    `select ${columns} from ${from} where v.workspace_id = $1 and v.id = $3 and (v.shared or v.owner_id = $2)`,
    [workspaceId, userId, id],
  )
  return rows[0] ?? null
}

export async function insertView(
  db: Db,
  workspaceId: string,
  view: Omit<ViewRow, 'isDefault'> & { at: number },
): Promise<void> {
  await db.query(
    `insert into person_view (workspace_id, id, name, owner_id, shared, query, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)`,
    [workspaceId, view.id, view.name, view.ownerId, view.shared, JSON.stringify(view.query), new Date(view.at)],
  )
}

export async function updateView(
  db: Db,
  workspaceId: string,
  { id, name, shared, query }: Pick<ViewRow, 'id' | 'name' | 'shared' | 'query'>,
  at: number,
): Promise<void> {
  await db.query(
    `update person_view set name = $3, shared = $4, query = $5, updated_at = $6 where workspace_id = $1 and id = $2`,
    [workspaceId, id, name, shared, JSON.stringify(query), new Date(at)],
  )
  if (shared) return
  // who opened their list with it no longer sees it
  await db.query(
    `delete from person_view_default d using person_view v
     where d.workspace_id = $1 and d.view_id = $2 and v.id = d.view_id and d.user_id <> v.owner_id`,
    [workspaceId, id],
  )
}

export async function deleteView(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.query('delete from person_view where workspace_id = $1 and id = $2', [workspaceId, id])
}

/** The view with which somebody's list opens; null for none. */
export async function setDefaultView(db: Db, workspaceId: string, userId: string, id: string | null): Promise<void> {
  await db.query('delete from person_view_default where workspace_id = $1 and user_id = $2', [workspaceId, userId])
  if (id === null) return
  await db.query('insert into person_view_default (workspace_id, user_id, view_id) values ($1, $2, $3)', [
    workspaceId,
    userId,
    id,
  ])
}
