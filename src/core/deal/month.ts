/** Days as YYYY-MM-DD, months as YYYY-MM; by the calendar alone, so that browsers without Temporal read it, too. */

/** The first day of the month of a day, so many months on. */
export function monthStart(day: string, months: number): string {
  const [year, month] = partsOf(day)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

/** The months from that of `today` on. */
export function monthsFrom(today: string, count: number): string[] {
  return Array.from({ length: count }, (_, k) => monthStart(today, k).slice(0, 7))
}

/**
 * The day of a deal that is moved to a month: the same day of that month, its last where it is shorter; without a day yet
 * the last of the month; never a day that has gone by, where the month has not.
 */
export function dayInMonth(month: string, before: string | null, today: string): string {
  const [year, number] = partsOf(`${month}-01`)
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const day = before === null ? last : Math.min(partsOf(before)[2], last)
  const moved = `${month}-${String(day).padStart(2, '0')}`
  const past = moved < today && month === today.slice(0, 7)
  return past ? `${month}-${last}` : moved
}

function partsOf(day: string): [number, number, number] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return [year, month, date]
}
