/** A day of the calendar, such as 2026-11-22, and how many came and left on it. */
export interface DayMoved {
  day: string
  joined: number
  left: number
}

const dayMs = 86_400_000

/** The same with the days between them on which nobody moved; given and returned in the order of time. */
export function everyDay(days: readonly DayMoved[]): DayMoved[] {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const known = new Map(days.map((one) => [one.day, one]))
  const [from, to] = [Date.parse(first.day), Date.parse(last.day)]
  return Array.from({ length: Math.round((to - from) / dayMs) + 1 }, (_, n) => {
    const day = new Date(from + n * dayMs).toISOString().slice(0, 10)
    return known.get(day) ?? { day, joined: 0, left: 0 }
  })
}
