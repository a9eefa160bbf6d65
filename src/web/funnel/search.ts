import { dayIn, periodDays, shiftDay } from './period.ts'

/** The funnel's controls, and which of its numbers is open, as they stand in the address. */
export interface FunnelSearch {
  model?: string
  /** a length such as 90d before today, a calendar period such as lastMonth, or `custom` with from and to */
  period?: string
  /** first and last day of entry */
  from?: string
  to?: string
  window?: string
  by?: string
  pass?: 'any'
  /** only members who are so: `channel:=search` */
  only?: readonly string[]
  /** the former period: previous, year, or custom with its first and last day */
  compare?: 'previous' | 'year' | 'custom'
  formerFrom?: string
  formerTo?: string
  /** the number that is opened to its people, of this cohort or of the former one */
  stage?: string
  state?: string
  group?: string
  side?: 'former'
}

const keys = [
  'model',
  'period',
  'from',
  'to',
  'window',
  'by',
  'formerFrom',
  'formerTo',
  'stage',
  'state',
  'group',
] as const

export function parseFunnelSearch(search: Record<string, unknown>): FunnelSearch {
  const parsed: FunnelSearch = search['pass'] === 'any' ? { pass: 'any' } : {}
  for (const key of keys) {
    const value = textOf(search[key])
    if (value !== '') parsed[key] = value
  }
  const compare = search['compare']
  if (compare === 'previous' || compare === 'year' || compare === 'custom') parsed.compare = compare
  if (search['side'] === 'former') parsed.side = 'former'
  const only = onlyOf(search['only'])
  if (only.length > 0) parsed.only = only
  return parsed
}

/** Filters as the address gives them: one, several, or none. */
export function onlyOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((one): one is string => typeof one === 'string' && /^[^:]+:(=|missing$)/.test(one))
}

function textOf(value: unknown): string {
  // the router reads bare digits as numbers
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** The API's parameters: days are cut in `zone`; its `to` is the day after the last one. `now` in epoch ms. */
export function funnelParameters(search: FunnelSearch, zone: string, now: number) {
  const { model, window, by, pass, only } = search
  return { model, window, by, pass, only, ...daysOf(search, zone, now) }
}

/** First day of entry and the day after the last; undefined where there is none. */
export function daysOf(search: Pick<FunnelSearch, 'period' | 'from' | 'to'>, zone: string, now: number) {
  const named = periodDays(search.period ?? '', dayIn(zone, now))
  const from = named ? named.from : search.from
  const last = named ? named.to : (search.to ?? null)
  return { from, to: last === null ? undefined : shiftDay(last, 1) }
}

/** The same with the former period; null when there is nothing to compare with, or not yet. */
export function comparisonParameters(search: FunnelSearch, zone: string, now: number) {
  const parameters = funnelParameters(search, zone, now)
  const { compare, formerFrom, formerTo } = search
  if (compare === undefined || parameters.from === undefined) return null
  if (compare !== 'custom') return { ...parameters, compare }
  if (formerFrom === undefined || formerTo === undefined) return null
  return { ...parameters, compare, formerFrom, formerTo: shiftDay(formerTo, 1) }
}

/** The address of what is shown now for others: periods that move with today become days. */
export function lastingSearch(search: FunnelSearch, zone: string, now: number): FunnelSearch {
  if (search.period === undefined || search.period === 'custom') return search
  const named = periodDays(search.period, dayIn(zone, now))
  return named ? { ...search, period: 'custom', from: named.from, to: named.to ?? dayIn(zone, now) } : search
}
