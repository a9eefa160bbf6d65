import { createHash } from 'node:crypto'
import type { Db } from '#store/rows.ts'

/**
 * Counts one attempt at `what` and says how long to wait, in seconds, or null while `most` in `windowMs` are not used
 * up. Counted outside of the caller's transaction: a refusal must not give the attempt back.
 */
export async function countAttempt(
  db: Db,
  what: string,
  { most, windowMs, now }: { most: number; windowMs: number; now: number },
): Promise<number | null> {
  const key = createHash('sha256').update(what).digest()
  const { rows } = await db.query<{ count: number; startedAt: Date }>(
    `insert into attempt as a (key, started_at, count) values ($1, to_timestamp($2::double precision / 1000), 1)
     on conflict (key) do update set
       count = case when a.started_at <= to_timestamp($3::double precision / 1000) then 1 else a.count + 1 end,
       started_at = case when a.started_at <= to_timestamp($3::double precision / 1000)
                         then excluded.started_at else a.started_at end
     returning count, started_at as "startedAt"`,
    [key, now, now - windowMs],
  )
  const row = rows[0]
  // windows are an hour at most: what is older than a day counts for nobody
  if (row?.count === 1)
    await db.query(`delete from attempt where started_at < to_timestamp($1::double precision / 1000)`, [
      now - 86_400_000,
    ])
  if (!row || row.count <= most) return null
  return Math.max(1, Math.ceil((row.startedAt.getTime() + windowMs - now) / 1000))
}

/** It went well: the next mistake counts as the first. */
export async function forgetAttempts(db: Db, what: string): Promise<void> {
  await db.query('delete from attempt where key = $1', [createHash('sha256').update(what).digest()])
}
