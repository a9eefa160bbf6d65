import type { Pool, PoolClient } from 'pg'

type Db = Pool | PoolClient

export interface NewUser {
  id: string
  name: string
  /** lower case */
  email: string
  /** by better-auth's own hasher; null: cannot sign in by password */
  passwordHash: string | null
  language: string | null
  /** of the password's row */
  credentialId: string
}

/** False when the mail address is taken. */
export async function insertUser(db: Db, user: NewUser): Promise<boolean> {
  const inserted = await db.query(
    `insert into auth_user (id, name, email, email_verified, locale) values ($1, $2, $3, false, $4)
     on conflict (email) do nothing`,
    [user.id, user.name, user.email, user.language],
  )
  if (inserted.rowCount === 0) return false
  if (user.passwordHash !== null)
    await db.query(
      `insert into auth_credential (id, account_id, provider_id, user_id, password, updated_at)
       values ($1, $2::text, 'credential', $2::uuid, $3, now())`,
      [user.credentialId, user.id, user.passwordHash],
    )
  return true
}

export async function findUserByEmail(db: Db, email: string): Promise<{ id: string } | null> {
  const { rows } = await db.query<{ id: string }>('select id from auth_user where email = $1', [email])
  return rows[0] ?? null
}

export async function setUserLanguage(db: Db, userId: string, language: string): Promise<void> {
  await db.query('update auth_user set locale = $2, updated_at = now() where id = $1', [userId, language])
}
