import type { Db } from '#store/rows.ts'

/** Keeps leave for one download; that of others which is past is cleared away. Times in epoch ms. */
export async function insertExport(
  db: Db,
  workspaceId: string,
  leave: { id: string; userId: string; query: object; at: number; expiresAt: number },
): Promise<void> {
  await db.query('delete from person_export where workspace_id = $1 and expires_at < $2', [
    workspaceId,
    new Date(leave.at),
  ])
  await db.query(
    'insert into person_export (workspace_id, id, user_id, query, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)',
    [workspaceId, leave.id, leave.userId, JSON.stringify(leave.query), new Date(leave.at), new Date(leave.expiresAt)],
  )
}

/** What somebody may download under an id, as of when it was asked for (epoch ms); null when past, or another's. */
export async function findExport(
  db: Db,
  workspaceId: string,
  userId: string,
  id: string,
  now: number,
): Promise<{ query: unknown; at: number } | null> {
  const { rows } = await db.query<{ query: unknown; created_at: Date }>(
    `select query, created_at from person_export
     where workspace_id = $1 and user_id = $2 and id = $3 and expires_at > $4`,
    [workspaceId, userId, id, new Date(now)],
  )
  const row = rows[0]
  return row ? { query: row.query, at: row.created_at.getTime() } : null
}
