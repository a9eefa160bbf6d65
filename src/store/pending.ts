import type { Db } from '#store/rows.ts'

/**
 * People of a workspace that were folded under another version than the one in force, or whose account has changed;
 * without those of `but`.
 */
export async function pendingPeople(
  db: Db,
  workspaceId: string,
  version: number,
  limit: number,
  but: readonly string[] = [],
): Promise<string[]> {
  const { rows } = await db.query<{ person_id: string }>(
    `(select person_id from person_fold where workspace_id = $1 and version < $2 and person_id <> all($4) limit $3)
     union all
     (select person_id from person_fold where workspace_id = $1 and version > $2 and person_id <> all($4) limit $3)
     limit $3`,
    [workspaceId, version, limit, but],
  )
  return rows.map((row) => row.person_id)
}

/** People whose next due moment has come, of one workspace; without those of `but`. */
export async function duePeople(
  db: Db,
  workspaceId: string,
  now: number,
  limit: number,
  but: readonly string[] = [],
): Promise<string[]> {
  const { rows } = await db.query<{ person_id: string }>(
    `select person_id from person_fold where next_due_at <= $2 and workspace_id = $1 and person_id <> all($4)
     order by next_due_at limit $3`,
    [workspaceId, new Date(now), limit, but],
  )
  return rows.map((row) => row.person_id)
}

/** Of these people, those that still are somebody: not merged away since. */
export async function stillFolded(db: Db, workspaceId: string, personIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ person_id: string }>(
    'select person_id from person_fold where workspace_id = $1 and person_id = any($2)',
    [workspaceId, personIds],
  )
  return rows.map((row) => row.person_id)
}

/** Workspaces in which somebody is due. */
export async function dueWorkspaces(db: Db, now: number): Promise<string[]> {
  const { rows } = await db.query<{ workspace_id: string }>(
    `select distinct workspace_id from person_fold where next_due_at <= $1`,
    [new Date(now)],
  )
  return rows.map((row) => row.workspace_id)
}

/** Workspaces with a blueprint in force. */
export async function foldedWorkspaces(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ workspace_id: string }>('select distinct workspace_id from blueprint_version')
  return rows.map((row) => row.workspace_id)
}

export async function countPeople(db: Db, workspaceId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    'select count(*)::int as count from person_fold where workspace_id = $1',
    [workspaceId],
  )
  return rows[0]?.count ?? 0
}

/** How far the re-evaluation under the newest version is. */
export async function saveProgress(
  db: Db,
  workspaceId: string,
  version: number,
  done: number,
  finished: boolean,
): Promise<void> {
  await db.query(
    `update blueprint_version set people_done = least(people_total, people_done + $3),
       finished_at = case when $4 then now() else finished_at end
     where workspace_id = $1 and version = $2`,
    [workspaceId, version, done, finished],
  )
}
