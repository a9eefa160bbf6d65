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

export async function setUserName(db: Db, userId: string, name: string): Promise<void> {
  await db.query('update auth_user set name = $2, updated_at = now() where id = $1', [userId, name])
}

/** Whether they sign in by password. */
export async function hasPassword(db: Db, userId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from auth_credential where user_id = $1 and provider_id = 'credential' and password is not null`,
    [userId],
  )
  return rowCount === 1
}

/** A new password, by better-auth's own hasher. Links of that user, to a password or to another address, are good no more. */
export async function setPassword(db: Db, userId: string, passwordHash: string): Promise<void> {
  await db.query(
    `update auth_credential set password = $2, updated_at = now() where user_id = $1 and provider_id = 'credential'`,
    [userId, passwordHash],
  )
  await db.query('delete from password_reset where user_id = $1 and used_at is null', [userId])
  await db.query('delete from email_change where user_id = $1 and used_at is null', [userId])
}

/** Whether an authenticator app is asked for at their sign-in. */
export async function findSecondFactor(db: Db, userId: string): Promise<boolean> {
  const { rows } = await db.query<{ on: boolean }>('select two_factor_enabled as on from auth_user where id = $1', [
    userId,
  ])
  return rows[0]?.on === true
}

/** Afterwards the password alone opens the account: no authenticator app, no passkeys. */
export async function dropSecondFactor(db: Db, userId: string): Promise<void> {
  await db.query('update auth_user set two_factor_enabled = false, updated_at = now() where id = $1', [userId])
  await db.query('delete from auth_second_factor where user_id = $1', [userId])
  await db.query('delete from auth_passkey where user_id = $1', [userId])
}
