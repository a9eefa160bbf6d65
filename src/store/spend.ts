import type { PoolClient } from 'pg'
import type { SpendNetwork } from '#core/spend/network.ts'
import { foldText } from '#core/text.ts'
import type { Db } from '#store/rows.ts'

export interface SpendBatch {
  id: string
  kind: 'file' | 'hand'
  network: SpendNetwork
  name: string
}

/** Money in minor units; `day`: YYYY-MM-DD. */
export interface SpendEntry {
  day: string
  channel: string
  campaign: string
  currency: string
  amountMinor: number
}

export async function insertSpendBatch(
  db: Db,
  workspaceId: string,
  { id, kind, network, name }: SpendBatch,
  { at, by }: { at: number; by: string },
): Promise<void> {
  await db.query(
    `insert into spend_batch (workspace_id, id, kind, network, name, added_at, added_by) values ($1, $2, $3, $4, $5, $6, $7)`,
    [workspaceId, id, kind, network, name, new Date(at).toISOString(), by],
  )
}

/** A batch that can still be added to: who made it, and how many rows it has. Null when there is none. */
export async function findSpendBatch(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<(SpendBatch & { by: string; undone: boolean; rows: number }) | null> {
  const { rows } = await db.query<SpendBatch & { by: string; undone: boolean; rows: number }>(
    `select b.id, b.kind, b.network, b.name, b.added_by as by, b.undone_at is not null as undone,
            (select count(*)::integer from spend s where s.batch_id = b.id) as rows
       from spend_batch b where b.workspace_id = $1 and b.id = $2 for update of b`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** Adds rows to a batch; those alike (day, channel, campaign, currency) are added up. */
export async function insertSpend(
  db: PoolClient,
  workspaceId: string,
  { id, kind, network }: Pick<SpendBatch, 'id' | 'kind' | 'network'>,
  entries: readonly SpendEntry[],
): Promise<void> {
  const sums = new Map<string, SpendEntry & { key: string }>()
  for (const entry of entries) {
    const key = foldText(entry.campaign)
    const place = JSON.stringify([entry.day, entry.channel, key, entry.currency])
    const sum = sums.get(place)
    if (sum) sum.amountMinor += entry.amountMinor
    else sums.set(place, { ...entry, key })
  }
  await db.query(
    `insert into spend as s (workspace_id, batch_id, day, channel, campaign, campaign_key, currency, amount_minor, origin)
     select $1, $2, day, channel, campaign, key, currency, "amountMinor", $3
       from json_to_recordset($4::json) as r
         (day date, channel text, campaign text, key text, currency text, "amountMinor" bigint)
     on conflict (batch_id, day, channel, campaign_key, currency)
     do update set amount_minor = s.amount_minor + excluded.amount_minor`,
    [workspaceId, id, kind === 'hand' ? `hand:${id}` : network, JSON.stringify([...sums.values()])],
  )
}

/** Undoes a batch, or takes that back. False when it is so already, or there is none. */
export async function markSpendBatch(
  db: Db,
  workspaceId: string,
  id: string,
  undone: { at: number; by: string } | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update spend_batch set undone_at = $3, undone_by = $4
      where workspace_id = $1 and id = $2 and (undone_at is null) = ($3::timestamptz is not null)`,
    [workspaceId, id, undone === null ? null : new Date(undone.at).toISOString(), undone?.by ?? null],
  )
  return rowCount === 1
}

/**
 * SQL of the rows that count, as `s`: of batches that stand, and of several that say what a campaign of one origin cost on a
 * day in a currency, those of the latest.
 */
export function standingSpendSql(workspaceId: string): string {
  return `(select * from (
      select s.*, rank() over (partition by s.origin, s.day, s.campaign_key, s.currency order by b.added_at desc, b.id desc) as turn
        from spend s join spend_batch b on b.id = s.batch_id
       where s.workspace_id = ${workspaceId} and b.undone_at is null) ranked
    where turn = 1) s`
}

export interface SpendBatchRow extends SpendBatch {
  at: Date
  byName: string | null
  by: string
  undoneAt: Date | null
  rows: number
  /** of these, rows that a later file has corrected */
  corrected: number
  from: string | null
  to: string | null
  totals: { currency: string; minor: number }[]
  channels: string[]
}

/** Batches, newest first, at most `limit`. */
export async function listSpendBatches(db: Db, workspaceId: string, limit: number): Promise<SpendBatchRow[]> {
  const { rows } = await db.query<SpendBatchRow>(
    `with standing as materialized (select batch_id from ${standingSpendSql('$1')})
     select b.id, b.kind, b.network, b.name, b.added_at as at, b.added_by as by, u.name as "byName",
            b.undone_at as "undoneAt", coalesce(t.rows, 0)::integer as rows,
            case when b.undone_at is null
              then (coalesce(t.rows, 0) - (select count(*) from standing where batch_id = b.id))::integer else 0 end as corrected,
            t."from"::text as "from", t."to"::text as "to", coalesce(t.totals, '[]') as totals,
            coalesce(t.channels, '{}') as channels
       from (select * from spend_batch where workspace_id = $1 order by added_at desc, id desc limit $2) b
       left join auth_user u on b.added_by = 'user:' || u.id::text
       left join lateral (
         select sum(rows)::integer as rows, min("from") as "from", max("to") as "to",
                json_agg(json_build_object('currency', currency, 'minor', minor) order by currency) as totals,
                (select array_agg(distinct channel order by channel) from spend c where c.batch_id = b.id) as channels
           from (select currency, count(*) as rows, min(day) as "from", max(day) as "to", sum(amount_minor) as minor
                   from spend s where s.batch_id = b.id group by currency) by_currency) t on true
      order by b.added_at desc, b.id desc`,
    [workspaceId, limit],
  )
  return rows
}

export interface SpendSum {
  channel: string
  campaign: string
  /** folded */
  key: string
  /** in the workspace's currency, of what can be converted */
  minor: number
}

/**
 * What was spent by channel and campaign on the days from … before to (YYYY-MM-DD; null: open), each row in the workspace's
 * currency by the rate of its day, rounded half away from zero; and what has no rate, by currency. `digits`: minor digits
 * by currency (2 where it does not say).
 */
export async function sumSpend(
  db: Db,
  workspaceId: string,
  span: { from: string | null; to: string | null; channel: string | null },
  digits: Readonly<Record<string, number>>,
): Promise<{ sums: SpendSum[]; unconverted: { currency: string; minor: number; from: string }[] }> {
  const digitsOf = (code: string) => `coalesce(($5::jsonb ->> ${code})::integer, 2)`
  const { rows } = await db.query<{
    channel: string
    campaign: string
    key: string
    minor: number | null
    foreign: Record<string, { minor: number; from: string }> | null
  }>(
    `with converted as (
       select s.day, s.channel, s.campaign, s.campaign_key, s.currency, s.amount_minor,
              case when s.currency = w.currency then s.amount_minor
                else round(s.amount_minor::numeric * f.rate * power(10::numeric, ${digitsOf('w.currency')} - ${digitsOf('s.currency')}))
              end as base
         from ${standingSpendSql('$1')} join workspace w on w.workspace_id = s.workspace_id
         left join lateral (
           select rate from currency_rate known where known.workspace_id = w.workspace_id and known.currency = s.currency
             and known.day <= s.day order by known.day desc limit 1) f on s.currency <> w.currency
        where ($2::date is null or s.day >= $2) and ($3::date is null or s.day < $3) and ($4::text is null or s.channel = $4))
     select channel, max(campaign) as campaign, campaign_key as key, sum(base)::double precision as minor,
            (select json_object_agg(currency, json_build_object('minor', minor, 'from', first)) from (
               select currency, sum(amount_minor)::double precision as minor, min(day)::text as first from converted u
                where u.base is null and u.channel = c.channel and u.campaign_key = c.campaign_key group by currency) left_over) as foreign
       from converted c group by channel, campaign_key order by minor desc nulls last, channel collate "C", campaign_key collate "C"`,
    [workspaceId, span.from, span.to, span.channel, JSON.stringify(digits)],
  )
  const unconverted = new Map<string, { minor: number; from: string }>()
  for (const { foreign } of rows) {
    for (const [currency, { minor, from }] of Object.entries(foreign ?? {})) {
      const known = unconverted.get(currency)
      unconverted.set(currency, {
        minor: (known?.minor ?? 0) + minor,
        from: known === undefined || from < known.from ? from : known.from,
      })
    }
  }
  return {
    sums: rows.map(({ channel, campaign, key, minor }) => ({ channel, campaign, key, minor: minor ?? 0 })),
    unconverted: [...unconverted].map(([currency, rest]) => ({ currency, ...rest })),
  }
}
