import type { Db } from '#store/rows.ts'

const epoch = (place: string): string => `to_timestamp(${place}::double precision / 1000)`

/** Who may reset a password: an address with one, and the workspaces it belongs to. */
export interface ResetCandidate {
  userId: string
  name: string
  email: string
  language: string | null
  workspaces: { id: string; language: string | null }[]
}

/** Null when nobody has that address, or whoever has it never had a password. */
export async function findResetCandidate(db: Db, email: string): Promise<ResetCandidate | null> {
  const { rows } = await db.query<ResetCandidate>(
    `select u.id as "userId", u.name, u.email, u.locale as language,
            coalesce((select json_agg(json_build_object('id', w.workspace_id, 'language', w.languages[1])
                                      order by m.created_at)
                        from workspace_member m join workspace w using (workspace_id) where m.user_id = u.id),
                     '[]') as workspaces
       from auth_user u
      where u.email = $1
        and exists (select from auth_credential c
                     where c.user_id = u.id and c.provider_id = 'credential' and c.password is not null)`,
    [email],
  )
  return rows[0] ?? null
}

/** A new link; former ones of the same user are good no more. `hash` is the token's SHA-256. */
export async function replaceReset(
  db: Db,
  userId: string,
  { hash, now, expiresAt }: { hash: Buffer; now: number; expiresAt: number },
): Promise<void> {
  await db.query('delete from password_reset where user_id = $1', [userId])
  await db.query(
    `insert into password_reset (hash, user_id, created_at, expires_at) values ($1, $2, ${epoch('$3')}, ${epoch('$4')})`,
    [hash, userId, now, expiresAt],
  )
}

export async function isResetGood(db: Db, hash: Buffer, now: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from password_reset where hash = $1 and used_at is null and expires_at > ${epoch('$2')}`,
    [hash, now],
  )
  return rowCount === 1
}

/** Uses the link up; whose it was, or null when it is used, old or unknown. */
export async function claimReset(db: Db, hash: Buffer, now: number): Promise<string | null> {
  const { rows } = await db.query<{ userId: string }>(
    `update password_reset set used_at = ${epoch('$2')}
      where hash = $1 and used_at is null and expires_at > ${epoch('$2')} returning user_id as "userId"`,
    [hash, now],
  )
  return rows[0]?.userId ?? null
}
