import type { PoolClient } from 'pg'
import { isoTime } from '#store/rows.ts'
import { parameters } from '#store/funnel-scope.ts'
import { inside, passesSql, type PassScope } from '#store/deal/pass.ts'

/** Quotas of some periods. */
export async function findQuotas(
  db: PoolClient,
  workspaceId: string,
  periods: readonly string[],
): Promise<{ period: string; holder: string; amountMinor: number }[]> {
  const { rows } = await db.query<{ period: string; holder: string; amountMinor: number }>(
    `select period, holder, amount_minor::float8 as "amountMinor" from quota
      where workspace_id = $1 and period = any($2)`,
    [workspaceId, periods],
  )
  return rows
}

/** Sets a quota, or takes it away; gives what it was. */
export async function saveQuota(
  db: PoolClient,
  workspaceId: string,
  { holder, period, amountMinor, by, at }: QuotaWrite,
): Promise<number | null> {
  const key = [workspaceId, period, holder]
  const { rows } = await db.query<{ before: number }>(
    `select amount_minor::float8 as before from quota
      where workspace_id = $1 and period = $2 and holder = $3 for update`,
    key,
  )
  if (amountMinor === null) {
    await db.query('delete from quota where workspace_id = $1 and period = $2 and holder = $3', key)
  } else {
    await db.query(
      `insert into quota (workspace_id, period, holder, amount_minor, set_by, set_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (workspace_id, period, holder)
       do update set amount_minor = excluded.amount_minor, set_by = excluded.set_by, set_at = excluded.set_at`,
      [...key, amountMinor, by, isoTime(at)],
    )
  }
  return rows[0]?.before ?? null
}

interface QuotaWrite {
  holder: string
  period: string
  amountMinor: number | null
  by: string
  at: number
}

export interface WonSum {
  /** `id:…`, `name:…`, `team:…`, `all` */
  holder: string
  won: number
  wonMinor: number
  /** won with an amount that no rate converts, or without one */
  unconverted: number
  /** expected to close in the period: open deals by their close date */
  open: number
  openMinor: number
}

/**
 * What each owner, each team and all together won in a period (epoch ms), and what stands open with a close date in it
 * (`days`: its first day, and the day after its last). Owners and teams with neither are left out.
 */
export async function wonByHolder(
  db: PoolClient,
  scope: PassScope,
  span: { from: number; to: number },
  days: { from: string; to: string },
): Promise<WonSum[]> {
  const { bind, values } = parameters()
  const passes = passesSql(scope, bind, null, {
    more: ['p.owner', 'p.team'],
    where: `result = 'won' and ${inside('closed_at', span)} or result = 'open' and deal_id in (
      select id from deal where workspace_id = ${bind(scope.workspaceId)}::uuid and status = 'open'
        and close_date >= ${bind(days.from)}::date and close_date < ${bind(days.to)}::date)`,
  })
  const { rows } = await db.query<WonSum>(
    `with p as materialized (select owner, nullif(team, '') as team, result, base_minor from (${passes}) q)
     select coalesce(case when grouping(owner) = 0 then owner when grouping(team) = 0 then 'team:' || team else 'all' end, '') as holder,
       (count(*) filter (where result = 'won'))::integer as won,
       coalesce(sum(base_minor) filter (where result = 'won'), 0)::float8 as "wonMinor",
       (count(*) filter (where result = 'won' and base_minor is null))::integer as unconverted,
       (count(*) filter (where result = 'open'))::integer as open,
       coalesce(sum(base_minor) filter (where result = 'open'), 0)::float8 as "openMinor"
     from p group by grouping sets ((owner), (team), ())`,
    values,
  )
  // deals that nobody owns are in `all` alone
  return rows.filter(({ holder }) => holder !== '')
}
