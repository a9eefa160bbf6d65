import type { Db } from '#store/rows.ts'

export interface SessionRow {
  id: string
  address: string | null
  userAgent: string | null
  since: Date
  lastUsed: Date
}

/** A user's open sessions, the last used first. */
export async function listSessions(db: Db, userId: string): Promise<SessionRow[]> {
  const { rows } = await db.query<SessionRow>(
    `select id, nullif(ip_address, '') as address, nullif(user_agent, '') as "userAgent", created_at as since,
            updated_at as "lastUsed"
       from auth_session where user_id = $1 and expires_at > now() order by updated_at desc, id`,
    [userId],
  )
  return rows
}

/** False when the user has no such session. */
export async function endSession(db: Db, userId: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from auth_session where user_id = $1 and id = $2', [userId, id])
  return rowCount === 1
}

/** Ends all sessions of a user but one (null: all). How many there were. Browsers that were trusted are no more. */
export async function endSessions(db: Db, userId: string, except: string | null): Promise<number> {
  const { rowCount } = await db.query(
    'delete from auth_session where user_id = $1 and ($2::uuid is null or id <> $2)',
    [userId, except],
  )
  await db.query(`delete from auth_verification where value = $1 and identifier like 'trust-device-%'`, [userId])
  return rowCount ?? 0
}
