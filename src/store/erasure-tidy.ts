import type { Pool } from 'pg'

/** Tables of a workspace that hold anything, largest last. */
export async function ownTables(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ table: string }>(
    `select c.relname as table from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and pg_relation_size(c.oid) > 0
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id')
      order by pg_relation_size(c.oid)`,
  )
  return rows.map(({ table }) => table)
}

/**
 * What the planner kept of expressions is not written anew for a table that has become empty; whoever may delete it
 * (the embedded server's user) does so, before all of it is gathered again.
 */
export async function forgetStatistics(pool: Pool): Promise<void> {
  await deleteStatistics(
    pool,
    `using pg_class c, pg_index i
      where s.starelid = c.oid and i.indexrelid = c.oid and c.relnamespace = current_schema()::regnamespace`,
  )
}

/** The analysis of a table that has become empty leaves what was known of its columns; asked after it. */
export async function forgetEmptyStatistics(pool: Pool): Promise<void> {
  await deleteStatistics(
    pool,
    `using pg_class c
      where s.starelid = c.oid and c.relkind = 'r' and c.reltuples = 0 and c.relnamespace = current_schema()::regnamespace`,
  )
}

async function deleteStatistics(pool: Pool, which: string): Promise<void> {
  try {
    await pool.query(`delete from pg_statistic s ${which}`)
  } catch (error) {
    // not a superuser: an external server keeps them until its next analysis of that table
    if ((error as { code?: string }).code !== '42501') throw error
  }
}

/** Removes old versions of rows and gathers statistics from those that are there. Not within a transaction. */
export async function vacuum(pool: Pool, table: string): Promise<void> {
  await pool.query(`vacuum (analyze, skip_locked) ${table}`)
}
