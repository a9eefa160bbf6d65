import type { Pool } from 'pg'

/**
 * A hash of the rows of each table of the database, whatever schema it is in, and where each sequence stands: two of them
 * are equal when nothing was written between.
 */
export async function allRows(pool: Pool, besides: readonly string[] = []): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string; quoted: string }>(
    `select table_schema || '.' || table_name as name, format('%I.%I', table_schema, table_name) as quoted
       from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
      order by 1`,
  )
  const found: Record<string, string> = {}
  for (const { name, quoted } of tables) {
    if (besides.includes(name)) continue
    const { rows } = await pool.query<{ hash: string | null }>(
      `select md5(string_agg(t::text, '|' order by t::text)) as hash from ${quoted} t`,
    )
    found[name] = rows[0]?.hash ?? 'no rows'
  }
  const { rows: sequences } = await pool.query<{ name: string; last: string | null }>(
    `select schemaname || '.' || sequencename as name, last_value::text as last from pg_sequences order by 1`,
  )
  for (const { name, last } of sequences) found[`sequence ${name}`] = last ?? 'not begun'
  return found
}
