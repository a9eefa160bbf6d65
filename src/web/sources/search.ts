import { daysOf, onlyOf } from '../funnel/search.ts'

/** Which people, how they are counted, how deep one has gone, and which number is open; all of it in the address. */
export interface SourceSearch {
  period?: string
  from?: string
  to?: string
  window?: string
  by?: 'campaign' | 'object'
  /** the channel and campaign that one has gone into, in that order */
  only?: readonly string[]
  /** the number that is opened: a stage (or `all`), of a row */
  stage?: string
  group?: string
}

export function parseSourceSearch(search: Record<string, unknown>): SourceSearch {
  const parsed: SourceSearch = {}
  for (const key of ['period', 'from', 'to', 'window', 'stage', 'group'] as const) {
    const value = search[key]
    if (typeof value === 'string' && value !== '') parsed[key] = value
    else if (typeof value === 'number') parsed[key] = String(value)
  }
  if (search['by'] === 'campaign' || search['by'] === 'object') parsed.by = search['by']
  const only = onlyOf(search['only'])
  if (only.length > 0) parsed.only = only
  return parsed
}

/** The API's parameters. Unless another period is named, the last 90 days. */
export function sourceParameters(search: SourceSearch, zone: string, now: number) {
  const { window, only, by = 'channel' } = search
  const period = search.period ?? (search.from === undefined && search.to === undefined ? '90d' : 'custom')
  return { by, window, only, ...daysOf({ ...search, period }, zone, now) }
}

/** Where one goes when a row is opened: from channels to campaigns, from campaigns to landing pages, then nowhere. */
export function deeper(by: 'channel' | 'campaign' | 'object', only: readonly string[], key: string) {
  if (by === 'object' || key === 'other') return null
  return { by: by === 'channel' ? ('campaign' as const) : ('object' as const), only: [...only, `${by}:${key}`] }
}
