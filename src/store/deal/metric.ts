import type { PoolClient } from 'pg'
import { parameters, timeSql } from '#store/funnel-scope.ts'
import { windowChoices } from '#core/report/close-rate.ts'
import { daysSql, inside, passesSql, propertySql, type DealProperty, type PassScope } from '#store/deal/pass.ts'

/** Which passes are counted as cohort and as closed, epoch ms; `windowDays`: how long a lead has to be won, null: as in history. */
export interface MetricSpan {
  cohort: { from: number; to: number }
  closed: { from: number; to: number }
  windowDays: number | null
}

/** Sums of one group. Lengths in days, money in minor units of the workspace's currency. */
export interface MetricCounts {
  /** null: it is missing, or all together */
  key: string | null
  /** qualified in the cohort's span; of these won since; with their window over; of these won within it */
  qualified: number
  cohortWon: number
  matured: number
  maturedWon: number
  /** closed in the span */
  won: number
  lost: number
  amounts: number
  amountSum: number
  amountSquares: number
  /** won with an amount that no rate converts; without an amount */
  unconverted: number
  withoutAmount: number
  cycleSum: number
  cycleSquares: number
  cycleMedian: number | null
  lifetimeSum: number
  lifetimeSquares: number
  /** open now, of these qualified */
  open: number
  openQualified: number
  openAmounts: number
  openSum: number
  openUnconverted: number
}

/** What a group is made by: a property of the deal, or the month (1 … 12) in which it was qualified or closed. */
export type MetricBy = DealProperty | { kind: 'month' }

/** Counts all passes together, and by group where asked; groups without anything counted are left out. */
export async function countPasses(
  db: PoolClient,
  scope: PassScope,
  span: MetricSpan,
  by: MetricBy | null,
): Promise<Counted> {
  // a deal of two products stands in both groups, and once in all; months are of the times themselves
  const apart = by === null || by.kind === 'product' || by.kind === 'month'
  const rows = await counted(db, scope, span, apart ? null : by)
  const total = rows.find((row) => row.whole) as CountRow
  const { windowDays, unconvertedSums } = total
  const chosen = { ...span, windowDays }
  const groups =
    by === null
      ? []
      : by.kind === 'month'
        ? await byMonth(db, scope, chosen)
        : apart
          ? await counted(db, scope, chosen, by)
          : rows
  return {
    total,
    groups: groups.filter((row) => row !== total && !isWhole(row) && isCounted(row)),
    windowDays,
    unconvertedSums,
  }
}

export interface Counted {
  total: MetricCounts
  groups: MetricCounts[]
  /** the window that was used */
  windowDays: number
  /** amounts won in the span that no rate converts, by currency, minor units */
  unconvertedSums: { currency: string; count: number; sumMinor: number }[]
}

interface CountRow extends MetricCounts {
  whole: boolean
  windowDays: number
  unconvertedSums: Counted['unconvertedSums']
}

function isWhole(row: MetricCounts | CountRow): boolean {
  return 'whole' in row && row.whole
}

function isCounted({ qualified, won, lost, open }: MetricCounts): boolean {
  return qualified + won + lost + open > 0
}

async function counted(
  db: PoolClient,
  scope: PassScope,
  span: MetricSpan,
  by: DealProperty | null,
): Promise<CountRow[]> {
  const { bind, values } = parameters()
  const passes = passesSql(scope, bind, by === null ? undefined : propertySql(by, bind))
  const { rows } = await db.query<CountRow>(
    `with p as materialized (${passes}), wide as materialized (${windowSql(scope, span.windowDays)})
     select ${by === null ? 'null::text as key, true as whole' : 'key, grouping(key) = 1 as whole'},
       (select days from wide) as "windowDays", ${unconvertedSql(span)} as "unconvertedSums", ${countsSql(scope, span)}
     from p ${by === null ? '' : 'group by grouping sets ((key), ())'}`,
    values,
  )
  return rows
}

/** The window as one row, `days` and `length`: chosen, or what holds nine of ten wins of two years (core maturityWindow). */
export function windowSql({ now }: PassScope, windowDays: number | null): string {
  const days =
    windowDays !== null
      ? String(windowDays)
      : `(select coalesce(min(choice), case when max(most) is null then 90 else ${windowChoices.at(-1)} end) from (
           select percentile_disc(0.9) within group (order by ceil(date_part('epoch', closed - qualified) / 86400)) as most
             from p where result = 'won' and qualified is not null and closed >= ${timeSql(now)} - ${daysSql(730)}) lags
           left join unnest(array[${windowChoices.join(', ')}]) as choice on choice >= most)`
  return `select days, days * interval '86400 seconds' as length from (select ${days}::integer as days) chosen`
}

function unconvertedSql({ closed }: MetricSpan): string {
  return `(select coalesce(json_agg(json_build_object('currency', currency, 'count', count, 'sumMinor', sum)
      order by count desc, currency), '[]') from (
        select coalesce(currency, '') as currency, count(*)::integer as count, sum(amount_minor)::float8 as sum
          from p where ${inside('closed', closed)} and result = 'won' and base_minor is null and amount_minor is not null
          group by 1) sums)`
}

/** Cohorts by the month they were qualified in, the closed by the month they closed in; nobody stands open in a month. */
async function byMonth(db: PoolClient, scope: PassScope, span: MetricSpan): Promise<MetricCounts[]> {
  const { bind, values } = parameters()
  const month = (column: string) => `extract(month from ${column} at time zone ${bind(scope.zone)})::text`
  const never = { from: 0, to: 0 }
  const part = (column: string, cut: MetricSpan) =>
    `select ${month(column)} as key, ${countsSql(scope, cut)} from p where ${column} is not null group by 1`
  const { rows } = await db.query<MetricCounts>(
    `with p as materialized (select * from (${passesSql(scope, bind)}) all_passes where result <> 'open' or qualified is not null),
       wide as materialized (${windowSql(scope, span.windowDays)})
     ${part('qualified', { ...span, closed: never })} union all ${part('closed', { ...span, cohort: never })}`,
    values,
  )
  const months = Map.groupBy(rows, ({ key }) => key)
  return [...months.values()]
    .map((both) => both.reduce(joined))
    .map((counts) => ({ ...counts, open: 0, openQualified: 0, openAmounts: 0, openSum: 0, openUnconverted: 0 }))
    .filter(isCounted)
    .toSorted((a, b) => Number(a.key) - Number(b.key))
}

function joined(one: MetricCounts, other: MetricCounts): MetricCounts {
  const sum = Object.entries(one).map(([name, value]) => {
    const also = other[name as keyof MetricCounts]
    return [name, typeof value === 'number' && typeof also === 'number' ? value + also : (value ?? also)]
  })
  return Object.fromEntries(sum) as unknown as MetricCounts
}

function countsSql({ now }: PassScope, { cohort, closed }: MetricSpan): string {
  const length = '(select length from wide)'
  const qualified = `${inside('qualified', cohort)} and result <> 'moved'`
  const matured = `${qualified} and qualified < ${timeSql(now)} - ${length}`
  const ended = inside('closed', closed)
  const won = `${ended} and result = 'won'`
  const days = `date_part('epoch', closed - opened) / 86400`
  const count = (name: string, condition: string) => `(count(*) filter (where ${condition}))::integer as "${name}"`
  const sum = (name: string, value: string, condition: string) =>
    `coalesce(sum(${value}) filter (where ${condition}), 0)::float8 as "${name}"`
  return [
    count('qualified', qualified),
    count('cohortWon', `${qualified} and result = 'won'`),
    count('matured', matured),
    count('maturedWon', `${matured} and result = 'won' and closed <= qualified + ${length}`),
    count('won', won),
    count('lost', `${ended} and result = 'lost'`),
    count('amounts', `${won} and base_minor is not null`),
    sum('amountSum', 'base_minor::float8', `${won} and base_minor is not null`),
    sum('amountSquares', 'base_minor::float8 * base_minor', `${won} and base_minor is not null`),
    count('unconverted', `${won} and base_minor is null and amount_minor is not null`),
    count('withoutAmount', `${won} and amount_minor is null`),
    sum('cycleSum', days, won),
    sum('cycleSquares', `(${days}) ^ 2`, won),
    `percentile_cont(0.5) within group (order by ${days}) filter (where ${won}) as "cycleMedian"`,
    sum('lifetimeSum', days, `${ended} and result in ('won', 'lost')`),
    sum('lifetimeSquares', `(${days}) ^ 2`, `${ended} and result in ('won', 'lost')`),
    count('open', `result = 'open'`),
    count('openQualified', `result = 'open' and qualified is not null`),
    count('openAmounts', `result = 'open' and base_minor is not null`),
    sum('openSum', 'base_minor::float8', `result = 'open' and base_minor is not null`),
    count('openUnconverted', `result = 'open' and base_minor is null and amount_minor is not null`),
  ].join(',\n       ')
}

/** In how many days those won since `from` (epoch ms) had been won after they were qualified: whole days, rounded up. */
export async function winLags(
  db: PoolClient,
  scope: PassScope,
  from: number,
): Promise<{ days: number; wins: number }[]> {
  const { bind, values } = parameters()
  const { rows } = await db.query<{ days: number; wins: number }>(
    `select ceil(date_part('epoch', closed - qualified) / 86400)::integer as days, count(*)::integer as wins
       from (${passesSql(scope, bind)}) p where result = 'won' and qualified is not null and closed >= ${timeSql(from)}
      group by 1`,
    values,
  )
  return rows
}
