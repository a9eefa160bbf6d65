import type { Db } from '#store/rows.ts'

/** Versions other than `current` under which deals were folded. */
export async function dealVersions(db: Db, workspaceId: string, current: number): Promise<number[]> {
  const { rows } = await db.query<{ version: number }>(
    'select distinct version from deal where workspace_id = $1 and version <> $2',
    [workspaceId, current],
  )
  return rows.map(({ version }) => version)
}

/** Deals folded under a version whose pipelines say what those in force say need no new fold. */
export async function passDealsOn(db: Db, workspaceId: string, from: number, to: number): Promise<void> {
  await db.query('update deal set version = $3 where workspace_id = $1 and version = $2', [workspaceId, from, to])
}

export async function dealsOfVersion(db: Db, workspaceId: string, version: number, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from deal where workspace_id = $1 and version = $2 order by id limit $3',
    [workspaceId, version, limit],
  )
  return rows.map(({ id }) => id)
}
