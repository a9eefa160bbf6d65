import type { Db } from '#store/rows.ts'

export interface PasskeyRow {
  id: string
  name: string
  since: Date | null
}

/** A user's passkeys, the oldest first. */
export async function listPasskeys(db: Db, userId: string): Promise<PasskeyRow[]> {
  const { rows } = await db.query<PasskeyRow>(
    `select id, coalesce(name, '') as name, created_at as since from auth_passkey where user_id = $1
      order by created_at, id`,
    [userId],
  )
  return rows
}
