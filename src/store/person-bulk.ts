import type { JsonObject } from '#core/json.ts'
import type { Db } from '#store/rows.ts'

/** Those of the ids that stand for themselves in the workspace. */
export async function presentPeople(db: Db, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from person where workspace_id = $1 and id = any($2) and merged_into is null order by id',
    [workspaceId, ids],
  )
  return rows.map((row) => row.id)
}

/** Where people stand in a model, by id. */
export async function standingsOf(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  model: string,
): Promise<Map<string, { stage: string | null; outcome: string | null }>> {
  const { rows } = await db.query<{ id: string; stage: string | null; outcome: string | null }>(
    `select person_id as id, stages -> $3 ->> 'stage' as stage, stages -> $3 ->> 'outcome' as outcome
     from person_fold where workspace_id = $1 and person_id = any($2)`,
    [workspaceId, ids, model],
  )
  return new Map(rows.map(({ id, ...standing }) => [id, standing]))
}

/** Facts of people under one key, or (for lists) whether they are on it, by id; those without are left out. */
export async function factsOf(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  column: 'facts' | 'lists',
  key: string,
): Promise<Map<string, unknown>> {
  const { rows } = await db.query<{ id: string; value: unknown }>(
    `select id, ${column} -> $3 as value from person where workspace_id = $1 and id = any($2) and ${column} ? $3`,
    [workspaceId, ids, key],
  )
  return new Map(rows.map((row) => [row.id, row.value]))
}

export interface BulkRow {
  id: string
  action: JsonObject
  people: number
  createdBy: string
  undoneAt: Date | null
}

export async function findBulk(db: Db, workspaceId: string, id: string): Promise<BulkRow | null> {
  const { rows } = await db.query<BulkRow>(
    `select id, action, people, created_by as "createdBy", undone_at as "undoneAt" from person_bulk
     where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** Keeps what was done to how many more; false when the id is somebody else's. */
export async function addToBulk(
  db: Db,
  workspaceId: string,
  bulk: { id: string; action: object; people: number; by: string; at: number },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into person_bulk (workspace_id, id, action, people, created_by, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set people = person_bulk.people + excluded.people
     where person_bulk.workspace_id = $1 and person_bulk.created_by = $5 and person_bulk.action = excluded.action
       and person_bulk.undone_at is null`,
    [workspaceId, bulk.id, JSON.stringify(bulk.action), bulk.people, bulk.by, new Date(bulk.at)],
  )
  return rowCount === 1
}

/** Files events under what brought them, so that they can be withdrawn together. */
export async function fileUnder(db: Db, workspaceId: string, messages: readonly string[], id: string): Promise<void> {
  await db.query('update event set import_id = $3 where workspace_id = $1 and message_id = any($2)', [
    workspaceId,
    messages,
    id,
  ])
}

export async function noteUndone(db: Db, workspaceId: string, id: string, at: number): Promise<void> {
  await db.query('update person_bulk set undone_at = $3 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    new Date(at),
  ])
}
