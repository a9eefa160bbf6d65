/** Calendar days as the address and the API write them: 2026-11-22. */

/** The calendar day of a moment (epoch ms) in a zone. */
export function dayIn(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part['year']}-${part['month']}-${part['day']}`
}

/** A calendar day some days later; a text that is no day stays as it is, for the server to refuse. */
export function shiftDay(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) ? day : new Date(at + days * 86_400_000).toISOString().slice(0, 10)
}

/** First days of the month that lies so many months from that of the day. */
export function firstOfMonth(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

/** Periods that move with the calendar, by their name in the address. */
export const calendarPeriods = ['month', 'lastMonth', 'quarter', 'lastQuarter'] as const

/** First and last day (null: still running) of a period by its name: `90d`, `month`, `lastQuarter`; null for no such. */
export function periodDays(period: string, today: string): { from: string; to: string | null } | null {
  const rolling = /^(\d{1,4})d$/.exec(period)
  if (rolling) return { from: shiftDay(today, -Number(rolling[1]) + 1), to: null }
  const intoQuarter = (Number(today.slice(5, 7)) - 1) % 3
  if (period === 'month') return { from: firstOfMonth(today, 0), to: null }
  if (period === 'quarter') return { from: firstOfMonth(today, -intoQuarter), to: null }
  if (period === 'lastMonth') return { from: firstOfMonth(today, -1), to: shiftDay(firstOfMonth(today, 0), -1) }
  if (period !== 'lastQuarter') return null
  return { from: firstOfMonth(today, -intoQuarter - 3), to: shiftDay(firstOfMonth(today, -intoQuarter), -1) }
}
