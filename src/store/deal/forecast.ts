import type { SumRow } from '#store/deal/board.ts'
import {
  type CardRow,
  cardColumns,
  cardJoins,
  cardOrders,
  cardSelect,
  type DealPlace,
  numbered,
  ordered,
} from '#store/deal/card.ts'
import { type DealScope, dealWhere } from '#store/deal/filter.ts'
import { Statement } from '#store/person-list-sql.ts'
import type { Db } from '#store/rows.ts'

/** The months of a forecast: `from` and `to` are first days (YYYY-MM-DD), `to` that of the month after the last. */
export interface Span {
  from: string
  to: string
}

/** Which column an open deal belongs to: a month, `past`, `later` or `none`. */
function bucket({ bind }: Statement, { from, to }: Span): string {
  return `case when d.close_date is null then 'none' when d.close_date < ${bind(from, 'date')} then 'past'
    when d.close_date >= ${bind(to, 'date')} then 'later' else to_char(d.close_date, 'YYYY-MM') end`
}

/** What each column adds up to, by pipeline, stage and currency; `key` is the column. */
export async function forecastSums(
  db: Db,
  scope: DealScope,
  span: Span,
): Promise<(SumRow & { pipeline: string; stage: string })[]> {
  const statement = new Statement()
  const where = dealWhere(statement, scope).join(' and ')
  const { rows } = await db.query<SumRow & { pipeline: string; stage: string }>(
    statement.finish(
      `select ${bucket(statement, span)} as key, d.pipeline, d.stage, d.currency,
         count(*)::integer as count, sum(d.amount_minor)::text as amount, sum(d.base_minor)::text as base,
         count(*) filter (where d.amount_minor is not null and d.base_minor is null)::integer as unconverted,
         count(*) filter (where d.amount_minor is null)::integer as bare, 0 as "pastClose", 0 as "noStep"
       from deal d where ${where} and d.status = 'open' and d.stage is not null group by 1, 2, 3, 4`,
    ),
  )
  return rows
}

export interface WonRow {
  month: string
  count: number
  base: string | null
  unconverted: number
}

/** What was won in each month of the span, days cut in `zone`. */
export async function wonByMonth(db: Db, scope: DealScope, span: Span, zone: string): Promise<WonRow[]> {
  const statement = new Statement()
  const where = dealWhere(statement, scope).join(' and ')
  const at = (day: string) => `${statement.bind(day, 'date')}::timestamp at time zone ${statement.bind(zone, 'text')}`
  const { rows } = await db.query<WonRow>(
    statement.finish(
      `select to_char(d.closed_at at time zone ${statement.bind(zone, 'text')}, 'YYYY-MM') as month,
         count(*)::integer as count, sum(d.base_minor)::text as base,
         count(*) filter (where d.amount_minor is not null and d.base_minor is null)::integer as unconverted
       from deal d where ${where} and d.status = 'won' and d.closed_at >= ${at(span.from)} and d.closed_at < ${at(span.to)}
       group by 1`,
    ),
  )
  return rows
}

export interface ForecastCard extends CardRow {
  key: string
}

/** The first cards of every column by the day of their close, one more than `limit` where there is more. */
export async function forecastCards(db: Db, scope: DealScope, span: Span, limit: number): Promise<ForecastCard[]> {
  const statement = new Statement()
  const where = dealWhere(statement, scope).join(' and ')
  const { by } = cardOrders.close
  const { rows } = await db.query<ForecastCard>(
    statement.finish(
      `with f as (select d.id, ${bucket(statement, span)} as key, ${by} as by from deal d
           where ${where} and d.status = 'open' and d.stage is not null),
         n as (select id, key, by, row_number() over (partition by key order by by, id) as nth from f)
       select n.key, n.by::text as place, ${cardSelect} from n join deal c on c.id = n.id ${cardJoins}
        where n.nth <= ${limit + 1} order by n.key, n.nth`,
    ),
  )
  return rows
}

/** Further cards of one column. */
export async function forecastMore(
  db: Db,
  scope: DealScope,
  span: Span,
  key: string,
  after: DealPlace | null,
  limit: number,
): Promise<CardRow[]> {
  const statement = new Statement()
  const order = cardOrders.close
  const sorted = ordered(statement, order, after)
  const where = [...dealWhere(statement, scope), ...sorted.after].join(' and ')
  const { rows } = await db.query<CardRow>(
    statement.finish(
      `select c.place, ${cardSelect} from (
         ${numbered(`select (${order.by})::text as place, ${cardColumns}
           from deal d where ${where} and d.status = 'open' and d.stage is not null
             and ${bucket(statement, span)} = ${statement.bind(key, 'text')} ${sorted.orderBy} limit ${limit + 1}`)}
       ) c ${cardJoins} order by c.place_nth`,
    ),
  )
  return rows
}
