import type { Pool, PoolClient } from 'pg'

type Db = Pool | PoolClient

/** Makes this the only good set-up token. `hash` is its SHA-256; `expiresAt` in epoch ms. */
export async function replaceSetupToken(db: Db, hash: Buffer, expiresAt: number): Promise<void> {
  await db.query('delete from setup_token where used_at is null')
  await db.query('insert into setup_token (hash, expires_at) values ($1, to_timestamp($2::double precision / 1000))', [
    hash,
    expiresAt,
  ])
}

export async function isSetupTokenGood(db: Db, hash: Buffer, now: number): Promise<boolean> {
  const { rows } = await db.query(
    `select from setup_token
      where hash = $1 and used_at is null and expires_at > to_timestamp($2::double precision / 1000)`,
    [hash, now],
  )
  return rows.length === 1
}

/** Uses the token up, for the transaction that commits first. False when it is used, old or unknown. */
export async function claimSetupToken(db: Db, hash: Buffer, now: number): Promise<boolean> {
  const claimed = await db.query(
    `update setup_token set used_at = to_timestamp($2::double precision / 1000)
      where hash = $1 and used_at is null and expires_at > to_timestamp($2::double precision / 1000)`,
    [hash, now],
  )
  return claimed.rowCount === 1
}

/** The secret of that name, kept since its first use; `fresh` is used when there is none yet. */
export async function keepSecret(db: Db, name: string, fresh: string): Promise<string> {
  await db.query('insert into auth_secret (name, value) values ($1, $2) on conflict (name) do nothing', [name, fresh])
  const { rows } = await db.query<{ value: string }>('select value from auth_secret where name = $1', [name])
  const row = rows[0]
  if (!row) throw new Error(`the secret ${name} could not be kept`)
  return row.value
}
