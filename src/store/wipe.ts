import type { Pool, PoolClient } from 'pg'
import { isoTime, type Db } from '#store/rows.ts'

/** Why a table was not written anew: somebody held it or old rows of it, it would be locked for long, or the server refused. */
export type LeftReason = 'busy' | 'large' | 'refused'
export interface LeftTable {
  table: string
  reason: LeftReason
}

export interface WipeRow {
  askedAt: Date | null
  startedAt: Date | null
  /** what was deleted before this is in no file of a table any more */
  cleanSince: Date | null
  /** likewise of the write-ahead log */
  logCleanSince: Date | null
  leftOver: LeftTable[]
}

export interface WipedTable {
  /** quoted, with its schema */
  table: string
  /** with its indexes */
  bytes: number
}

// any number, the same in all processes
const lock = 7_305_131

export async function readWipe(db: Db): Promise<WipeRow> {
  const { rows } = await db.query<WipeRow>(
    `select asked_at as "askedAt", started_at as "startedAt", clean_since as "cleanSince",
            log_clean_since as "logCleanSince", left_over as "leftOver" from wipe`,
  )
  return rows[0] ?? { askedAt: null, startedAt: null, cleanSince: null, logCleanSince: null, leftOver: [] }
}

/**
 * Whether anything was erased since the files were clean, by an erasure or a retention period: of a workspace, or null for
 * the whole server.
 */
export async function erasedSince(db: Db, workspaceId: string | null, cleanSince: Date | null): Promise<boolean> {
  const { rows } = await db.query<{ any: boolean }>(
    `select exists (select from erasure where ($2::uuid is null or workspace_id = $2)
           and state = 'done' and done_at >= coalesce($1, '-infinity'::timestamptz))
         or exists (select from retention_run where ($2::uuid is null or workspace_id = $2)
           and finished_at >= coalesce($1, '-infinity'::timestamptz)) as any`,
    [cleanSince, workspaceId],
  )
  return rows[0]?.any === true
}

export async function askWipe(db: Db, at: number, by: string): Promise<void> {
  await db.query('update wipe set asked_at = $1, asked_by = $2', [isoTime(at), by])
}

export async function beginWipe(db: Db, at: number): Promise<void> {
  await db.query('update wipe set started_at = $1, asked_at = null, asked_by = null', [isoTime(at)])
}

/** `clean`, `logClean`: since when (epoch ms); null leaves what was known. */
export async function endWipe(
  db: Db,
  { clean, logClean, leftOver }: { clean: number | null; logClean: number | null; leftOver: readonly LeftTable[] },
): Promise<void> {
  await db.query(
    `update wipe set started_at = null, clean_since = coalesce($1, clean_since), log_clean_since = coalesce($2, log_clean_since),
       left_over = $3`,
    [isoTime(clean), isoTime(logClean), JSON.stringify(leftOver)],
  )
}

/** Whether nobody else is at it; the lock goes with the connection, or by `letWipe`. */
export async function holdWipe(db: PoolClient): Promise<boolean> {
  const { rows } = await db.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lock])
  return rows[0]?.held === true
}

/** Whether somebody is at it just now. */
export async function wipeRuns(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ runs: boolean }>(
    `select exists (select from pg_locks l join pg_database d on d.oid = l.database
       where d.datname = current_database() and l.locktype = 'advisory' and l.objid = $1 and l.granted) as runs`,
    [lock],
  )
  return rows[0]?.runs === true
}

export async function letWipe(db: PoolClient): Promise<void> {
  await db.query('select pg_advisory_unlock($1)', [lock])
}

/** Every table that may have held somebody, smallest first; then what the planner remembers of them. */
export async function wipedTables(db: Db): Promise<WipedTable[]> {
  const { rows } = await db.query<WipedTable>(
    `select format('%I.%I', n.nspname, c.relname) as table, pg_total_relation_size(c.oid)::float8 as bytes
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and (n.nspname in (current_schema(), 'graphile_worker')
          or (n.nspname = 'pg_catalog' and c.relname in ('pg_statistic', 'pg_statistic_ext_data')))
        and pg_total_relation_size(c.oid) > 0
      order by n.nspname = 'pg_catalog', 2, 1`,
  )
  return rows
}

/**
 * Writes a table and its indexes anew, so that nothing deleted is left in their files; waits five seconds for whoever is at
 * it. Null when that is so; else why not. Not within a transaction.
 */
export async function rewriteTable(db: PoolClient, table: string): Promise<LeftReason | null> {
  let left: LeftReason | null = null
  const hear = ({ severity, detail }: { severity?: string | undefined; detail?: string | undefined }) => {
    if (severity === 'WARNING') left = 'refused'
    // «3 dead row versions cannot be removed yet», in whatever language: an older transaction may still look at them
    else if (Number(/^\D*(\d+)/.exec(detail ?? '')?.[1] ?? 0) > 0) left ??= 'busy'
  }
  db.on('notice', hear)
  try {
    await db.query(`set lock_timeout = '5s'`)
    await db.query(`vacuum (full, verbose, analyze) ${table}`)
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === '55P03' || code === '40P01') return 'busy'
    if (code === '42501') return 'refused'
    throw error
  } finally {
    db.off('notice', hear)
    await db.query('reset lock_timeout').catch(() => {})
  }
  return left
}

/**
 * Has the files of the write-ahead log that were written so far removed. False where the server keeps them or uses them
 * again, or does not let us: then they go by its own rules. Not within a transaction.
 */
export async function dropOldLog(pool: Pool): Promise<boolean> {
  try {
    const { rows: settings } = await pool.query<{ kept: boolean }>(
      `select current_setting('wal_recycle') = 'on' or current_setting('archive_mode') <> 'off'
          or exists (select from pg_replication_slots) as kept`,
    )
    await pool.query('checkpoint')
    const { rows } = await pool.query<{ now: string; last: string }>(
      `select pg_walfile_name(pg_current_wal_insert_lsn()) as now,
              (select max(name) from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$') as last`,
    )
    const [{ now, last } = { now: '', last: '' }] = rows
    const kept = settings[0]?.kept !== false
    // files that an earlier setting put by for later hold old pages until they are used: they are used up
    for (let at = now, left = 512; left > 0 && (at === now || (!kept && at <= last)); left--) {
      const { rows: next } = await pool.query<{ at: string }>(
        `with said as materialized (select pg_logical_emit_message(false, 'hourglass', 'wipe')),
           switched as materialized (select pg_switch_wal() from said)
         select pg_walfile_name(pg_current_wal_insert_lsn() + 1) as at from switched`,
      )
      at = next[0]?.at ?? ''
    }
    await pool.query('checkpoint')
    const { rows: old } = await pool.query<{ count: number }>(
      `select count(*)::integer as count from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$' and name <= $1`,
      [now],
    )
    return !kept && old[0]?.count === 0
  } catch (error) {
    // an external server whose operator has not given us this
    if ((error as { code?: string }).code === '42501') return false
    throw error
  }
}
