import { daysOf } from '../funnel/search.ts'

/** Which money and which people, by what, for which action; and the row whose people are open. */
export interface SpendSearch {
  period?: string
  from?: string
  to?: string
  window?: string
  by?: 'campaign'
  channel?: string
  /** `stage:mql`, `event:demo_requested` */
  action?: string
  /** key of the row that is opened; `all`: everybody */
  group?: string
}

const keys = ['period', 'from', 'to', 'window', 'channel', 'action', 'group'] as const

export function parseSpendSearch(search: Record<string, unknown>): SpendSearch {
  const parsed: SpendSearch = {}
  for (const key of keys) {
    const value = search[key]
    if (typeof value === 'string' && value !== '') parsed[key] = value
    else if (typeof value === 'number') parsed[key] = String(value)
  }
  if (search['by'] === 'campaign') parsed.by = 'campaign'
  return parsed
}

/** The API's parameters: the last 90 days and 90 days to complete in, unless told; `none`: without a window. */
export function spendParameters(search: SpendSearch, zone: string, now: number) {
  const { window = '90d', by = 'channel', channel, action } = search
  const period = search.period ?? (search.from === undefined && search.to === undefined ? '90d' : 'custom')
  return {
    by,
    channel,
    action,
    window: window === 'none' ? undefined : window,
    ...daysOf({ ...search, period }, zone, now),
  }
}
