import type { Pool, PoolClient, QueryConfig } from 'pg'

export type Db = Pool | PoolClient

const names = new Map<string, string>()

/** A prepared statement: parsed and planned once per connection. `text` must come from a small, fixed set. */
export function prepared(text: string, values: unknown[]): QueryConfig {
  let name = names.get(text)
  if (name === undefined) names.set(text, (name = `s${names.size + 1}`))
  return { name, text, values }
}

/** Milliseconds as PostgreSQL reads them in JSON; null stays null. */
export function isoTime(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : new Date(ms).toISOString()
}

/**
 * Writes many rows by one statement. `shape` is the column definitions, in order, as json_to_recordset takes them;
 * `tail` what follows the select (on conflict …, returning …). Gives the number of rows written.
 */
export async function insertRows(
  db: Db,
  table: string,
  shape: string,
  rows: readonly object[],
  tail = '',
): Promise<number> {
  if (rows.length === 0) return 0
  const columns = shape.split(',').map((column) => column.trim().split(' ')[0])
  const list = columns.join(', ')
  const text = `insert into ${table} (${list}) select ${list} from json_to_recordset($1::json) as r(${shape}) ${tail}`
  const { rowCount } = await db.query(prepared(text, [JSON.stringify(rows)]))
  return rowCount ?? 0
}
