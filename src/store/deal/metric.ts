import type { PoolClient } from 'pg'
import { parameters, timeSql, type Bind } from '#store/funnel-scope.ts'
import { daysSql, inside, passesSql, type DealProperty, type PassScope } from '#store/deal/pass.ts'

/** Which passes are counted as cohort and as closed, epoch ms; `windowDays`: how long a lead has to be won. */
export interface MetricSpan {
  cohort: { from: number; to: number }
  closed: { from: number; to: number }
  windowDays: number
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

export interface Counted {
  total: MetricCounts
  groups: MetricCounts[]
  /** amounts won in the span that no rate converts, by currency, minor units */
  unconvertedSums: { currency: string; count: number; sumMinor: number }[]
}

/** Counts all passes together, and by group where asked; groups without anything counted are left out. */
export async function countPasses(
  db: PoolClient,
  scope: PassScope,
  span: MetricSpan,
  by: MetricBy | null,
): Promise<Counted> {
  const cells = await cellsBy(db, scope, span, by)
  const medians = await mediansBy(db, scope, span, by)
  const groups = by === null ? [] : grouped(by, cells.flatMap(keyed(by)), medians)
  return {
    total: countsOf(null, cells, medians.find((one) => one.whole)?.median ?? null),
    groups: groups.filter(isCounted),
    unconvertedSums: unconvertedOf(cells),
  }
}

/** A cell under the keys it belongs to: a deal of two products stands in both groups, and once in all. */
function keyed(by: MetricBy): (cell: Cell) => Cell[] {
  if (by.kind === 'product') {
    return (cell) => (cell.products?.length ? cell.products.map((key) => ({ ...cell, key })) : [{ ...cell, key: null }])
  }
  if (by.kind !== 'month') return (cell) => [cell]
  // cohorts by the month they were qualified in, the closed by the month they closed in
  return (cell) => [
    ...(cell.key === null ? [] : [{ ...cell, state: cell.state & ~stateBits.ended }]),
    ...(cell.closedKey === null ? [] : [{ ...cell, key: cell.closedKey, state: cell.state & ~stateBits.cohort }]),
  ]
}

function grouped(by: MetricBy, cells: readonly Cell[], medians: readonly Median[]): MetricCounts[] {
  const ends = new Map(medians.flatMap(({ key, whole, median }) => (whole ? [] : [[key, median] as const])))
  const groups = [...Map.groupBy(cells, ({ key }) => key)].map(([key, own]) =>
    countsOf(key, own, ends.get(key) ?? null),
  )
  if (by.kind !== 'month') return groups
  // nobody stands open in a month
  const none = { open: 0, openQualified: 0, openAmounts: 0, openSum: 0, openUnconverted: 0 }
  return groups.map((counts) => ({ ...counts, ...none })).toSorted((a, b) => Number(a.key) - Number(b.key))
}

function isCounted({ qualified, won, lost, open }: MetricCounts): boolean {
  return qualified + won + lost + open > 0
}

/** Passes that are counted alike. Each is looked at once; what a figure is made of is added up from these few. */
interface Cell {
  key: string | null
  /** by month: that in which it closed */
  closedKey: string | null
  /** by product: all that are in the deal */
  products: string[] | null
  /** bits of `stateBits`, and the place in `results` × 16 */
  state: number
  /** only where no rate converts the amount */
  currency: string | null
  count: number
  amount: number
  base: number
  baseSquares: number
  days: number
  daysSquares: number
}

const stateBits = { cohort: 1, matured: 2, inTime: 4, ended: 8, qualified: 64, converted: 128, amount: 256 } as const
const results = ['open', 'won', 'lost', 'moved'] as const

function cellColumns({ now }: PassScope, { cohort, closed, windowDays }: MetricSpan): string {
  const bit = (name: keyof typeof stateBits, condition: string) =>
    `case when ${condition} then ${stateBits[name]} else 0 end`
  const state = [
    bit('cohort', `${inside('qualified', cohort)} and result <> 'moved'`),
    bit('matured', `qualified < ${timeSql(now)} - ${daysSql(windowDays)}`),
    bit('inTime', `lag_days <= ${windowDays}`),
    bit('ended', inside('closed', closed)),
    `case result ${results.map((result, nth) => `when '${result}' then ${nth * 16}`).join(' ')} end`,
    bit('qualified', 'qualified is not null'),
    bit('converted', 'base_minor is not null'),
    bit('amount', 'amount_minor is not null'),
  ].join(' + ')
  return `${state} as state, case when base_minor is null then currency end as currency,
    count(*)::integer as count, coalesce(sum(amount_minor) filter (where base_minor is null), 0)::float8 as amount,
    coalesce(sum(base_minor::float8), 0) as base, coalesce(sum(base_minor::float8 * base_minor), 0) as "baseSquares",
    coalesce(sum(days), 0) as days, coalesce(sum(days * days), 0) as "daysSquares"`
}

async function cellsBy(db: PoolClient, scope: PassScope, span: MetricSpan, by: MetricBy | null): Promise<Cell[]> {
  const { bind, values } = parameters()
  const property = by === null || by.kind === 'month' || by.kind === 'product' ? null : by
  const passes = passesSql(scope, bind, property, { more: ['p.days', 'p.lag_days', 'p.products'] })
  const [key, closedKey] =
    by?.kind === 'month'
      ? [
          `case when ${inside('qualified', span.cohort)} then ${monthSql('qualified', scope, bind)} end`,
          `case when ${inside('closed', span.closed)} then ${monthSql('closed', scope, bind)} end`,
        ]
      : [property === null ? 'null' : 'p.key', 'null']
  const products = by?.kind === 'product' ? 'p.products' : 'null::uuid[]'
  const { rows } = await db.query<Cell>(
    `select (${key})::text as key, (${closedKey})::text as "closedKey", ${products} as products, ${cellColumns(scope, span)}
       from (${passes}) p group by 1, 2, 3, 4, 5`,
    values,
  )
  return rows
}

function monthSql(column: string, { zone }: PassScope, bind: Bind): string {
  return `date_part('month', ${column} at time zone ${bind(zone)})`
}

interface Median {
  key: string | null
  /** of all groups together */
  whole: boolean
  median: number | null
}

/** Medians of the cycle of those won in the span, by group and of all together. */
async function mediansBy(
  db: PoolClient,
  scope: PassScope,
  { closed }: MetricSpan,
  by: MetricBy | null,
): Promise<Median[]> {
  const found = [
    // of several products, once in all
    ...(by === null || by.kind === 'product' ? await mediansOf(db, scope, closed, null) : []),
    ...(by === null ? [] : await mediansOf(db, scope, closed, by)),
  ]
  return found.filter(({ whole }, nth) => !whole || nth === found.findIndex((one) => one.whole))
}

async function mediansOf(
  db: PoolClient,
  scope: PassScope,
  closed: MetricSpan['closed'],
  by: MetricBy | null,
): Promise<Median[]> {
  const { bind, values } = parameters()
  const passes = passesSql(scope, bind, by?.kind === 'month' ? null : by, {
    more: ['p.days'],
    where: `p.result = 'won' and p.closed_at >= ${timeSql(closed.from)} and p.closed_at < ${timeSql(closed.to)}`,
  })
  const key = by?.kind === 'month' ? monthSql('closed', scope, bind) : 'key'
  const { rows } = await db.query<Median>(
    `select ${by === null ? 'null::text as key, true as whole' : 'k::text as key, grouping(k) = 1 as whole'},
       percentile_cont(0.5) within group (order by days) as median
     from (select ${key} as k, days from (${passes}) p) w ${by === null ? '' : 'group by grouping sets ((k), ())'}`,
    values,
  )
  return rows
}

function countsOf(key: string | null, cells: readonly Cell[], cycleMedian: number | null): MetricCounts {
  const has = ({ state }: Cell, ...bits: (keyof typeof stateBits)[]): boolean =>
    bits.every((bit) => (state & stateBits[bit]) > 0)
  const cohort = cells.filter((cell) => has(cell, 'cohort'))
  const matured = cohort.filter((cell) => has(cell, 'matured'))
  const won = cells.filter((cell) => has(cell, 'ended') && resultOf(cell) === 'won')
  const lost = cells.filter((cell) => has(cell, 'ended') && resultOf(cell) === 'lost')
  const amounts = won.filter((cell) => has(cell, 'converted'))
  const open = cells.filter((cell) => resultOf(cell) === 'open')
  const openAmounts = open.filter((cell) => has(cell, 'converted'))
  return {
    key,
    qualified: sum(cohort, 'count'),
    cohortWon: sum(cohort.filter(isWon), 'count'),
    matured: sum(matured, 'count'),
    maturedWon: sum(
      matured.filter((cell) => isWon(cell) && has(cell, 'inTime')),
      'count',
    ),
    won: sum(won, 'count'),
    lost: sum(lost, 'count'),
    amounts: sum(amounts, 'count'),
    amountSum: sum(amounts, 'base'),
    amountSquares: sum(amounts, 'baseSquares'),
    unconverted: sum(
      won.filter((cell) => isUnconverted(cell)),
      'count',
    ),
    withoutAmount: sum(
      won.filter((cell) => !has(cell, 'amount')),
      'count',
    ),
    cycleSum: sum(won, 'days'),
    cycleSquares: sum(won, 'daysSquares'),
    cycleMedian,
    lifetimeSum: sum([...won, ...lost], 'days'),
    lifetimeSquares: sum([...won, ...lost], 'daysSquares'),
    open: sum(open, 'count'),
    openQualified: sum(
      open.filter((cell) => has(cell, 'qualified')),
      'count',
    ),
    openAmounts: sum(openAmounts, 'count'),
    openSum: sum(openAmounts, 'base'),
    openUnconverted: sum(open.filter(isUnconverted), 'count'),
  }
}

function resultOf({ state }: Cell): (typeof results)[number] {
  return results[(state >> 4) & 3] as (typeof results)[number]
}

function isWon(cell: Cell): boolean {
  return resultOf(cell) === 'won'
}

function isUnconverted({ state }: Cell): boolean {
  return (state & stateBits.amount) > 0 && (state & stateBits.converted) === 0
}

function sum(
  cells: readonly Cell[],
  name: 'count' | 'amount' | 'base' | 'baseSquares' | 'days' | 'daysSquares',
): number {
  return cells.reduce((all, cell) => all + cell[name], 0)
}

function unconvertedOf(cells: readonly Cell[]): Counted['unconvertedSums'] {
  const own = cells.filter((cell) => isWon(cell) && isUnconverted(cell) && (cell.state & stateBits.ended) > 0)
  return [...Map.groupBy(own, ({ currency }) => currency ?? '')]
    .map(([currency, those]) => ({ currency, count: sum(those, 'count'), sumMinor: sum(those, 'amount') }))
    .toSorted((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1))
}

/** In how many days those won since `from` (epoch ms) had been won after they were qualified: whole days, rounded up. */
export async function winLags(
  db: PoolClient,
  scope: PassScope,
  from: number,
): Promise<{ days: number; wins: number }[]> {
  const { bind, values } = parameters()
  const passes = passesSql(scope, bind, null, {
    more: ['p.lag_days'],
    where: `p.result = 'won' and p.lag_days is not null and p.closed_at >= ${timeSql(from)}`,
  })
  const { rows } = await db.query<{ days: number; wins: number }>(
    `select lag_days as days, count(*)::integer as wins from (${passes}) p group by 1`,
    values,
  )
  return rows
}
