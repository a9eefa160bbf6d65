import type { Pool, PoolClient } from 'pg'
import type { ImportKind, ImportMapping } from '#core/import/mapping.ts'
import type { JsonObject } from '#core/json.ts'

type Db = Pool | PoolClient

export type ImportState = 'running' | 'done' | 'failed' | 'undoing' | 'undone'

/** What the row of an import remembers of its file and how it was read; the same again means: go on. */
export interface ImportSource {
  sha256: string
  size: number
  /** a text of its own for an import that states a file anew, else '' */
  again: string
  headers: string[]
  mapping: ImportMapping
}

export interface ImportRow {
  id: string
  kind: ImportKind
  fileName: string
  source: ImportSource
  state: ImportState
  read: number
  accepted: number
  setAside: number
  error: string | null
  createdBy: string
  createdAt: Date
  finishedAt: Date | null
}

/** the lock of an import's file, as lockImportFile takes it */
const lockKey = `hashtextextended(format('import:%s:%s:%s', workspace_id, kind, mapping->>'sha256'), 20)`

/**
 * Nobody works on it: a process that was killed, or that had no disk or database left to write it down, leaves its row
 * as if it ran on. A lock of one number is shown in two halves.
 */
const abandoned = `(state = 'running' and not exists (
  select from pg_locks l where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
    and l.database = (select oid from pg_database where datname = current_database())
    and l.classid::bigint = (${lockKey} >> 32) & 4294967295 and l.objid::bigint = ${lockKey} & 4294967295))`

const columns = `id, kind, file_name as "fileName", mapping as source,
  case when ${abandoned} then 'failed' else state end as state, rows_read as read, rows_accepted as accepted,
  rows_set_aside as "setAside",
  case when ${abandoned} then 'It broke off: the process ended, or the database did. The same command goes on.' else error
  end as error,
  created_by as "createdBy", created_at as "createdAt", finished_at as "finishedAt"`

/** A new import, running. `at` in epoch ms. */
export async function insertImport(
  db: Db,
  workspaceId: string,
  row: { id: string; kind: ImportKind; fileName: string; source: ImportSource; createdBy: string; at: number },
): Promise<void> {
  await db.query(
    `insert into import (workspace_id, id, kind, file_name, mapping, state, created_by, created_at)
     values ($1, $2, $3, $4, $5, 'running', $6, to_timestamp($7::double precision / 1000))`,
    [workspaceId, row.id, row.kind, row.fileName, JSON.stringify(row.source), row.createdBy, row.at],
  )
}

/** Unfinished imports of the same file, newest first. */
export async function findUnfinishedImports(
  db: Db,
  workspaceId: string,
  kind: ImportKind,
  sha256: string,
): Promise<ImportRow[]> {
  const { rows } = await db.query<ImportRow>(
    `select ${columns} from import
      where workspace_id = $1 and kind = $2 and mapping->>'sha256' = $3 and state in ('running', 'failed', 'undoing')
      order by created_at desc`,
    [workspaceId, kind, sha256],
  )
  return rows
}

export async function findImport(db: Db, workspaceId: string, id: string): Promise<ImportRow | null> {
  const { rows } = await db.query<ImportRow>(`select ${columns} from import where workspace_id = $1 and id = $2`, [
    workspaceId,
    id,
  ])
  return rows[0] ?? null
}

/** All imports, newest first. */
export async function listImports(db: Db, workspaceId: string): Promise<ImportRow[]> {
  const { rows } = await db.query<ImportRow>(
    `select ${columns} from import where workspace_id = $1 order by created_at desc, id desc`,
    [workspaceId],
  )
  return rows
}

export interface Counts {
  read: number
  accepted: number
  setAside: number
}

/** How far it came: every row before `read` is durable. */
export async function saveImportCounts(db: Db, workspaceId: string, id: string, counts: Counts): Promise<void> {
  await db.query(
    `update import set rows_read = $3, rows_accepted = $4, rows_set_aside = $5 where workspace_id = $1 and id = $2`,
    [workspaceId, id, counts.read, counts.accepted, counts.setAside],
  )
}

/** `finished`: the moment it ended, in epoch ms; null while it runs. */
export async function setImportState(
  db: Db,
  workspaceId: string,
  id: string,
  state: ImportState,
  finished: number | null,
  error: string | null = null,
): Promise<void> {
  await db.query(
    `update import set state = $3, error = $5, finished_at = to_timestamp($4::double precision / 1000)
      where workspace_id = $1 and id = $2`,
    [workspaceId, id, state, finished, error],
  )
}

/**
 * One process at a time imports or undoes a file: a lock of the session, held on this connection until it is released
 * or the connection ends. False when another holds it.
 */
export async function lockImportFile(
  db: PoolClient,
  workspaceId: string,
  kind: ImportKind,
  sha256: string,
): Promise<boolean> {
  const { rows } = await db.query<{ locked: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 20)) as locked',
    [`import:${workspaceId}:${kind}:${sha256}`],
  )
  return rows[0]?.locked === true
}

export async function unlockImportFile(
  db: PoolClient,
  workspaceId: string,
  kind: ImportKind,
  sha256: string,
): Promise<void> {
  await db.query('select pg_advisory_unlock(hashtextextended($1, 20))', [`import:${workspaceId}:${kind}:${sha256}`])
}

/** Which of these messages are events already; with `importId`, only those of that import. */
export async function findMessages(
  db: Db,
  workspaceId: string,
  messageIds: readonly string[],
  importId: string | null = null,
): Promise<Set<string>> {
  if (messageIds.length === 0) return new Set()
  const { rows } = await db.query<{ message_id: string }>(
    `select message_id from event
      where workspace_id = $1 and message_id = any($2) and ($3::uuid is null or import_id = $3)`,
    [workspaceId, messageIds, importId],
  )
  return new Set(rows.map((row) => row.message_id))
}

/** Keeps which rows this import states that were there before it, by their messages. */
export async function noteRepeats(
  db: Db,
  workspaceId: string,
  importId: string,
  messageIds: readonly string[],
): Promise<void> {
  if (messageIds.length === 0) return
  await db.query(
    `insert into import_repeat (workspace_id, import_id, message_id) select $1, $2, unnest($3::text[])
     on conflict do nothing`,
    [workspaceId, importId, messageIds],
  )
}

/** Imports still in force that state rows which this one had brought before them, those with most of them first. */
export async function findRepeats(
  db: Db,
  workspaceId: string,
  importId: string,
): Promise<{ id: string; fileName: string; rows: number }[]> {
  const { rows } = await db.query<{ id: string; fileName: string; rows: number }>(
    `select i.id, i.file_name as "fileName", count(*)::double precision as rows
       from event e
       join import_repeat r on r.workspace_id = e.workspace_id and r.message_id = e.message_id
       join import i on i.id = r.import_id and i.state not in ('undoing', 'undone')
      where e.workspace_id = $1 and e.import_id = $2 and i.id <> $2
      group by i.id order by count(*) desc, i.created_at limit 20`,
    [workspaceId, importId],
  )
  return rows
}

/** Numbers of the rows after `after` that this import has set aside already. */
export async function findSetAsideRows(
  db: Db,
  workspaceId: string,
  importId: string,
  after: number,
): Promise<Set<number>> {
  const { rows } = await db.query<{ row_number: number }>(
    `select row_number from set_aside where workspace_id = $1 and import_id = $2 and row_number > $3`,
    [workspaceId, importId, after],
  )
  return new Set(rows.map((row) => row.row_number))
}

export interface SetAsideRow {
  row: number | null
  code: string
  field: string | null
  message: string
  raw: string | null
}

/** Rows set aside, in the order of the file, after row `after`. */
export async function listSetAside(
  db: Db,
  workspaceId: string,
  importId: string,
  after: number,
  limit: number,
): Promise<SetAsideRow[]> {
  const { rows } = await db.query<SetAsideRow>(
    `select row_number as row, code, field, message, raw from set_aside
      where workspace_id = $1 and import_id = $2 and coalesce(row_number, 0) > $3
      order by row_number, id limit $4`,
    [workspaceId, importId, after, limit],
  )
  return rows
}

/** People behind identifiers (`u`, `e`, `a`), as `kind:value` → id and facts. */
export async function findPeopleByKeys(
  db: Db,
  workspaceId: string,
  keys: readonly { kind: string; value: string }[],
): Promise<Map<string, { id: string; facts: JsonObject }>> {
  if (keys.length === 0) return new Map()
  const { rows } = await db.query<{ key: string; id: string; facts: JsonObject }>(
    `select i.kind::text || ':' || i.value as key, p.id, p.facts
       from unnest($2::text[], $3::text[]) k (kind, value)
       join identity i on i.workspace_id = $1 and i.kind = k.kind::"char" and i.value = k.value
       join person p on p.id = i.person_id`,
    [workspaceId, keys.map((key) => key.kind), keys.map((key) => key.value)],
  )
  return new Map(rows.map((row) => [row.key, { id: row.id, facts: row.facts }]))
}

/** Accounts behind natural keys (`group`, `domain`), as `kind:value` → id and facts. */
export async function findAccountsByKeys(
  db: Db,
  workspaceId: string,
  keys: readonly { kind: string; value: string }[],
): Promise<Map<string, { id: string; facts: JsonObject }>> {
  if (keys.length === 0) return new Map()
  const { rows } = await db.query<{ key: string; id: string; facts: JsonObject }>(
    `select k.kind || ':' || k.value as key, a.id, a.facts
       from unnest($2::text[], $3::text[]) k (kind, value)
       join account_key n on n.workspace_id = $1 and n.kind = k.kind and n.value = k.value
       join account a on a.id = n.account_id`,
    [workspaceId, keys.map((key) => key.kind), keys.map((key) => key.value)],
  )
  return new Map(rows.map((row) => [row.key, { id: row.id, facts: row.facts }]))
}

/**
 * Counts distinct things of a dry run on the database's side, in a table that ends with the transaction, so that a file
 * of any length needs no memory here. `kind` separates what is counted.
 */
export async function beginDistinct(db: PoolClient): Promise<void> {
  await db.query('create temp table import_distinct (kind text, key text, primary key (kind, key)) on commit drop')
}

export async function addDistinct(db: PoolClient, kind: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await db.query('insert into import_distinct select $1, unnest($2::text[]) on conflict do nothing', [kind, keys])
}

export async function countDistinct(db: PoolClient): Promise<Map<string, number>> {
  const { rows } = await db.query<{ kind: string; count: number }>(
    'select kind, count(*) as count from import_distinct group by kind',
  )
  return new Map(rows.map((row) => [row.kind, Number(row.count)]))
}

/** Rows an import has set aside, by reason and field, the commonest first, each with its first rows. */
export async function groupSetAside(
  db: Db,
  workspaceId: string,
  importId: string,
): Promise<
  {
    code: string
    field: string | null
    count: number
    examples: { row: number | null; message: string; raw: string | null }[]
  }[]
> {
  const { rows } = await db.query(
    `with told as (
       select code, field, message, raw, row_number,
              row_number() over (partition by code, field order by row_number, id) as nth,
              count(*) over (partition by code, field)::double precision as among
         from set_aside where workspace_id = $1 and import_id = $2)
     select code, field, min(among) as count,
            json_agg(json_build_object('row', row_number, 'message', message, 'raw', left(nullif(raw, ''), 2000)) order by nth)
              as examples
       from told where nth <= 5 group by code, field order by min(among) desc, code, field limit 100`,
    [workspaceId, importId],
  )
  return rows
}

/** What undoing an import would take away and leave. */
export async function countUndo(
  db: Db,
  workspaceId: string,
  importId: string,
): Promise<{ events: number; people: number; vanish: number; companies: number; carriedOut: number }> {
  const { rows } = await db.query(
    `with own as materialized (
       select person_id, account_id, account_traits is not null as facts from event where workspace_id = $1 and import_id = $2),
     concerned as (select distinct person_id from own where person_id is not null),
     sent as (
       select f.person_id, count(*) as n from effect f join concerned c on c.person_id = f.person_id
        where f.workspace_id = $1 and f.state <> 'would_fire'
          and f.at >= (select created_at from import where workspace_id = $1 and id = $2)
        group by f.person_id)
     select (select count(*) from own)::double precision as events,
            (select count(*) from concerned)::double precision as people,
            (select count(*) from concerned c
              where not exists (select from event e where e.workspace_id = $1 and e.person_id = c.person_id
                                  and e.import_id is distinct from $2)
                and not exists (select from effect f where f.person_id = c.person_id and f.state <> 'would_fire')
            )::double precision as vanish,
            (select count(distinct account_id) from own where facts and account_id is not null)::double precision as companies,
            (select coalesce(sum(n), 0) from sent)::double precision as "carriedOut"`,
    [workspaceId, importId],
  )
  return rows[0] as { events: number; people: number; vanish: number; companies: number; carriedOut: number }
}
