import type { PoolClient } from 'pg'
import { parameters } from '#store/funnel-scope.ts'
import { passesSql, type PassScope } from '#store/deal/pass.ts'

/** What happened on one day of the workspace's zone; `day` is the number of days since 1970-01-01. */
export interface VelocityDay {
  day: number
  /** became qualified leads; of these won within the window */
  qualified: number
  wonInWindow: number
  /** qualified ones that ended */
  ended: number
  won: number
  /** won with an amount in the workspace's currency, and their sum in minor units */
  amounts: number
  amountSum: number
  cycleDays: number
}

/** Every day on which something of velocity happened, in order; passes that went on in another pipeline are left out. */
export async function velocityDays(db: PoolClient, scope: PassScope, windowDays: number): Promise<VelocityDay[]> {
  const { bind, values } = parameters()
  const day = (column: string) => `(${column} at time zone ${bind(scope.zone)})::date - date '1970-01-01'`
  const { rows } = await db.query<VelocityDay>(
    `with p as not materialized (${passesSql(scope, bind, null, { more: ['p.days', 'p.lag_days'], where: `result <> 'moved'` })}),
     days as (
       select ${day('qualified')} as day, count(*) as qualified,
         count(*) filter (where result = 'won' and lag_days <= ${windowDays}) as won_in,
         0 as ended, 0 as won, 0 as amounts, 0::float8 as sum, 0::float8 as cycle
       from p where qualified is not null group by 1
       union all
       select ${day('closed')}, 0, 0, count(*) filter (where qualified is not null), count(*) filter (where result = 'won'),
         count(*) filter (where result = 'won' and base_minor is not null),
         coalesce(sum(base_minor::float8) filter (where result = 'won'), 0),
         coalesce(sum(days) filter (where result = 'won'), 0)
       from p where closed is not null group by 1)
     select day, sum(qualified)::integer as qualified, sum(won_in)::integer as "wonInWindow", sum(ended)::integer as ended,
       sum(won)::integer as won, sum(amounts)::integer as amounts, sum(sum)::float8 as "amountSum",
       sum(cycle)::float8 as "cycleDays"
     from days group by day order by day`,
    values,
  )
  return rows
}
