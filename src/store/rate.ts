import type { Db } from '#store/rows.ts'

export interface RateRow {
  currency: string
  /** YYYY-MM-DD, from which it holds */
  day: string
  /** a decimal: what one unit is worth in the workspace's currency */
  rate: string
}

/** All rates, currencies by name, newest first. */
export async function listRates(db: Db, workspaceId: string): Promise<RateRow[]> {
  const { rows } = await db.query<RateRow>(
    `select currency, day::text as day, trim_scale(rate)::text as rate from currency_rate where workspace_id = $1
      order by currency, day desc`,
    [workspaceId],
  )
  return rows
}

/** Rates by currency and day; one that is there is replaced. */
export async function putRates(db: Db, workspaceId: string, rates: readonly RateRow[]): Promise<void> {
  if (rates.length === 0) return
  await db.query(
    `insert into currency_rate as c (workspace_id, currency, day, rate)
     select $1, currency, day, rate from json_to_recordset($2::json) as r (currency text, day date, rate numeric)
     on conflict (workspace_id, currency, day) do update set rate = excluded.rate`,
    [workspaceId, JSON.stringify(rates)],
  )
}

export async function deleteRates(
  db: Db,
  workspaceId: string,
  rates: readonly { currency: string; day: string }[],
): Promise<void> {
  await db.query(
    `delete from currency_rate c using json_to_recordset($2::json) as r (currency text, day date)
      where c.workspace_id = $1 and c.currency = r.currency and c.day = r.day`,
    [workspaceId, JSON.stringify(rates)],
  )
}

/** Currencies that can be converted: the workspace's own, and those with a rate. */
export async function ratedCurrencies(db: Db, workspaceId: string): Promise<Set<string>> {
  const { rows } = await db.query<{ currency: string }>(
    `select currency from workspace where workspace_id = $1
     union select currency from currency_rate where workspace_id = $1`,
    [workspaceId],
  )
  return new Set(rows.map(({ currency }) => currency))
}

/** Money of deals by currency other than the workspace's, and how much of it stays unconverted for want of a rate. */
export interface ForeignMoney {
  currency: string
  deals: number
  /** minor units of the currency */
  minor: number
  unconverted: number
  unconvertedMinor: number
  /** of those unconverted, the earliest day on which one closed; null while they are open */
  from: string | null
}

export async function foreignMoney(db: Db, workspaceId: string): Promise<ForeignMoney[]> {
  const { rows } = await db.query<ForeignMoney>(
    `select d.currency, count(*)::integer as deals, sum(d.amount_minor)::double precision as minor,
            (count(*) filter (where d.base_minor is null))::integer as unconverted,
            coalesce(sum(d.amount_minor) filter (where d.base_minor is null), 0)::double precision as "unconvertedMinor",
            ((min(d.closed_at) filter (where d.base_minor is null)) at time zone w.zone)::date::text as "from"
       from deal d join workspace w using (workspace_id)
      where d.workspace_id = $1 and d.amount_minor <> 0 and d.currency <> w.currency
      group by d.currency, w.zone order by d.currency`,
    [workspaceId],
  )
  return rows
}
