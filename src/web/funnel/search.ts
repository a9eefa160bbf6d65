/** The funnel's controls, and which of its numbers is open, as they stand in the address. */
export interface FunnelSearch {
  model?: string
  /** a length such as 90d before today, or `custom` with from and to */
  period?: string
  /** first and last day of entry */
  from?: string
  to?: string
  window?: string
  by?: string
  pass?: 'any'
  /** the number that is opened to its people */
  stage?: string
  state?: string
  group?: string
}

const keys = ['model', 'period', 'from', 'to', 'window', 'by', 'stage', 'state', 'group'] as const

export function parseFunnelSearch(search: Record<string, unknown>): FunnelSearch {
  const parsed: FunnelSearch = search['pass'] === 'any' ? { pass: 'any' } : {}
  for (const key of keys) {
    const value = search[key]
    if (typeof value === 'string' && value !== '') parsed[key] = value
    // the router reads bare digits as numbers
    else if (typeof value === 'number') parsed[key] = String(value)
  }
  return parsed
}

/** The API's parameters: days are cut in `zone`; its `to` is the day after the last one. `now` in epoch ms. */
export function funnelParameters(search: FunnelSearch, zone: string, now: number) {
  const { model, window, by, pass } = search
  const days = periodDays(search.period)
  const from = days === null ? search.from : shiftDay(dayIn(zone, now), -days + 1)
  const to = days === null && search.to !== undefined ? shiftDay(search.to, 1) : undefined
  return { model, window, by, pass, from, to }
}

function periodDays(period: string | undefined): number | null {
  const match = /^(\d{1,4})d$/.exec(period ?? '')
  return match ? Number(match[1]) : null
}

/** The calendar day of a moment in a zone, as 2026-11-22. */
function dayIn(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part['year']}-${part['month']}-${part['day']}`
}

/** A calendar day some days later; a text that is no day stays as it is, for the server to refuse. */
function shiftDay(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) ? day : new Date(at + days * 86_400_000).toISOString().slice(0, 10)
}
