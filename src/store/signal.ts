import type { SignalCount, SignalKind } from '#core/signal/signal.ts'
import { insertRows, isoTime, type Db } from '#store/rows.ts'

export interface SignalBatch {
  source: 'hand' | 'file' | 'api'
  name: string
  createdBy: string
  createdAt: Date
  undoneAt: Date | null
}

/** Makes a batch; false when that id is taken. */
export async function insertBatch(
  db: Db,
  workspaceId: string,
  { id, source, name, by }: { id: string; source: SignalBatch['source']; name: string; by: string },
  now: number,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into signal_batch (workspace_id, id, source, name, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing`,
    [workspaceId, id, source, name, isoTime(now), by],
  )
  return rowCount === 1
}

export async function findBatch(db: Db, workspaceId: string, id: string): Promise<SignalBatch | null> {
  const { rows } = await db.query<SignalBatch>(
    `select source, name, created_by as "createdBy", created_at as "createdAt", undone_at as "undoneAt"
     from signal_batch where workspace_id = $1 and id = $2 for update`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** Writes counts of a batch; what it says again is said anew. */
export async function insertSignals(
  db: Db,
  workspaceId: string,
  batchId: string,
  items: readonly SignalCount[],
): Promise<void> {
  const shape = `workspace_id uuid, batch_id uuid, day date, kind text, network text, campaign text, url text, count integer`
  const rows = items.map((item) => ({ workspace_id: workspaceId, batch_id: batchId, ...item }))
  const again = 'on conflict (batch_id, day, kind, network, campaign, url) do update set count = excluded.count'
  await insertRows(db, 'signal', shape, rows, again)
}

/** Takes a batch back (epoch ms, by whom), or brings it back (null). False when there is none. */
export async function undoBatch(
  db: Db,
  workspaceId: string,
  { id, at, by }: { id: string; at: number | null; by: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    'update signal_batch set undone_at = $3, undone_by = $4 where workspace_id = $1 and id = $2',
    [workspaceId, id, isoTime(at), at === null ? null : by],
  )
  return rowCount === 1
}

export interface BatchRow extends SignalBatch {
  id: string
  rows: number
  from: string
  to: string
  networks: string[]
  kinds: SignalKind[]
}

/** What came in lately, the newest first. */
export async function listBatches(db: Db, workspaceId: string, limit: number): Promise<BatchRow[]> {
  const { rows } = await db.query<BatchRow>(
    `select b.id, b.source, b.name, b.created_by as "createdBy", b.created_at as "createdAt", b.undone_at as "undoneAt",
       s.rows, s."from", s."to", s.networks, s.kinds
     from (select * from signal_batch where workspace_id = $1 order by created_at desc, id desc limit $2) b
     cross join lateral (
       select count(*)::int as rows, min(day)::text as "from",
         max(day)::text as "to", array_agg(distinct network) as networks, array_agg(distinct kind) as kinds
       from signal where batch_id = b.id) s
     where s.rows > 0
     order by b.created_at desc, b.id desc`,
    [workspaceId, limit],
  )
  return rows
}

/** Of each day, kind, network, campaign and page the newest batch that was not taken back. */
const holding = `select distinct on (s.day, s.kind, s.network, s.campaign, s.url) s.day, s.kind, s.network, s.count
  from signal s join signal_batch b on b.id = s.batch_id and b.undone_at is null
  where s.workspace_id = $1 and s.day >= $2::date and s.day < $3::date
  order by s.day, s.kind, s.network, s.campaign, s.url, b.created_at desc, b.id desc`

/** Sums by weeks that begin on Monday; days as in 2026-11-22, the last left out. */
export async function signalsByWeek(
  db: Db,
  workspaceId: string,
  from: string,
  to: string,
): Promise<{ week: string; kind: SignalKind; count: number }[]> {
  const { rows } = await db.query<{ week: string; kind: SignalKind; count: number }>(
    `select to_char(date_trunc('week', day::timestamp), 'YYYY-MM-DD') as week, kind, sum(count)::float8 as count
     from (${holding}) held group by 1, 2`,
    [workspaceId, from, to],
  )
  return rows
}

export async function signalsByNetwork(
  db: Db,
  workspaceId: string,
  from: string,
  to: string,
): Promise<{ network: string; kind: SignalKind; count: number }[]> {
  const { rows } = await db.query<{ network: string; kind: SignalKind; count: number }>(
    `select network, kind, sum(count)::float8 as count from (${holding}) held group by 1, 2`,
    [workspaceId, from, to],
  )
  return rows
}
