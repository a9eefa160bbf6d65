/** Days of entry that the funnel on the start page shows. */
export const periodDays = 90

/** The calendar day so many days before a moment (epoch ms), in an IANA zone: 2026-08-25. */
export function dayBefore(at: number, days: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
  // noon: no change of the clock makes another day of it
  const noon = Date.parse(`${part['year']}-${part['month']}-${part['day']}T12:00:00Z`)
  return new Date(noon - days * 86_400_000).toISOString().slice(0, 10)
}
