import type { Db } from '#store/rows.ts'

const epoch = (place: string): string => `to_timestamp(${place}::double precision / 1000)`

/** A new link; former ones of the same user are good no more. `hash` is the token's SHA-256, `email` in lower case. */
export async function replaceEmailChange(
  db: Db,
  userId: string,
  { hash, email, now, expiresAt }: { hash: Buffer; email: string; now: number; expiresAt: number },
): Promise<void> {
  await db.query('delete from email_change where user_id = $1', [userId])
  await db.query(
    `insert into email_change (hash, user_id, email, created_at, expires_at)
     values ($1, $2, $3, ${epoch('$4')}, ${epoch('$5')})`,
    [hash, userId, email, now, expiresAt],
  )
}

/** To which address a link that is still good leads; null when it is used, old or unknown. */
export async function findEmailChange(db: Db, hash: Buffer, now: number): Promise<{ email: string } | null> {
  const { rows } = await db.query<{ email: string }>(
    `select email from email_change where hash = $1 and used_at is null and expires_at > ${epoch('$2')}`,
    [hash, now],
  )
  return rows[0] ?? null
}

/** Uses the link up; whose it was, or null when it is used, old or unknown. */
export async function claimEmailChange(
  db: Db,
  hash: Buffer,
  now: number,
): Promise<{ userId: string; email: string } | null> {
  const { rows } = await db.query<{ userId: string; email: string }>(
    `update email_change set used_at = ${epoch('$2')}
      where hash = $1 and used_at is null and expires_at > ${epoch('$2')} returning user_id as "userId", email`,
    [hash, now],
  )
  return rows[0] ?? null
}

/**
 * The user signs in with this address from now on; links that went to the former one are good no more. Gives what they
 * were before, or null when somebody else has the address.
 */
export async function setUserEmail(
  db: Db,
  userId: string,
  email: string,
): Promise<{ name: string; email: string; language: string | null } | null> {
  const { rows } = await db.query<{ name: string; email: string; language: string | null }>(
    `update auth_user u set email = $2, email_verified = true, updated_at = now()
       from (select id, name, email, locale from auth_user where id = $1 for update) b
      where u.id = b.id and not exists (select from auth_user o where o.email = $2 and o.id <> $1)
      returning b.name, b.email, b.locale as language`,
    [userId, email],
  )
  await db.query('delete from password_reset where user_id = $1 and used_at is null', [userId])
  return rows[0] ?? null
}
