import { hash53 } from '#core/hash.ts'
import { prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

/**
 * Locks until the transaction ends, always in ascending order and keys before persons, so that two batches (of this
 * process or another) wait for each other but never both ways.
 */
export async function lockKeys(db: Db, workspaceId: string, keys: readonly string[]): Promise<void> {
  await lock(
    db,
    keys.map((key) => `${workspaceId} ${key}`),
    'pg_advisory_xact_lock',
  )
}

/** Accounts between keys and persons: `told` alone, since their facts change; `named` together with others. */
export async function lockAccounts(db: Db, told: readonly string[], named: readonly string[]): Promise<void> {
  await lock(
    db,
    told.map((id) => `account ${id}`),
    'pg_advisory_xact_lock',
  )
  await lock(
    db,
    named.map((id) => `account ${id}`),
    'pg_advisory_xact_lock_shared',
  )
}

export async function lockPersons(db: Db, personIds: Iterable<string>): Promise<void> {
  await lock(db, [...personIds], 'pg_advisory_xact_lock')
}

async function lock(
  db: Db,
  names: readonly string[],
  how: 'pg_advisory_xact_lock' | 'pg_advisory_xact_lock_shared',
): Promise<void> {
  if (names.length === 0) return
  const numbers = [...new Set(names.map(hash53))].sort((a, b) => a - b)
  await db.query(prepared(`select ${how}(n) from unnest($1::bigint[]) as n`, [numbers]))
}
