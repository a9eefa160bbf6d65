import type { Days } from '#core/report/former.ts'

/** Lengths by which targets are set. */
export const periodKinds = ['week', 'month', 'quarter'] as const
export type PeriodKind = (typeof periodKinds)[number]

/** A week (ISO 8601, from Monday), month or quarter by its name: `2026-W47`, `2026-11`, `2026-Q4`. */
export interface CalendarPeriod extends Days {
  key: string
  kind: PeriodKind
  /** names of the period before and after */
  before: string
  after: string
}

/** Reads the name of a week, month or quarter; null for what is none. */
export function calendarPeriod(key: string): CalendarPeriod | null {
  const match = /^(\d{4})-(?:W(\d{2})|Q([1-4])|(\d{2}))$/.exec(key)
  if (!match) return null
  const [, year, week, quarter, month] = match
  if (week !== undefined) {
    const monday = firstMonday(Number(year)).add({ weeks: Number(week) - 1 })
    const period = periodAt(monday, 'week')
    // week 53 of a year that has none is the first of the next
    return period.key === key ? period : null
  }
  const first = quarter === undefined ? Number(month) : Number(quarter) * 3 - 2
  if (first < 1 || first > 12) return null
  return periodAt(Temporal.PlainDate.from({ year: Number(year), month: first, day: 1 }), quarter ? 'quarter' : 'month')
}

/** The week, month or quarter that a day (`2026-11-22`) belongs to. Throws RangeError for what is no day. */
export function periodOf(day: string, kind: PeriodKind): CalendarPeriod {
  return periodAt(Temporal.PlainDate.from(day), kind)
}

function periodAt(day: Temporal.PlainDate, kind: PeriodKind): CalendarPeriod {
  const first = firstDay(day, kind)
  const length = kind === 'week' ? { weeks: 1 } : { months: kind === 'month' ? 1 : 3 }
  const end = first.add(length)
  return {
    key: nameOf(first, kind),
    kind,
    from: first.toString(),
    to: end.toString(),
    before: nameOf(first.subtract(length), kind),
    after: nameOf(end, kind),
  }
}

function firstDay(day: Temporal.PlainDate, kind: PeriodKind): Temporal.PlainDate {
  if (kind === 'week') return day.subtract({ days: day.dayOfWeek - 1 })
  const month = kind === 'month' ? day.month : day.month - ((day.month - 1) % 3)
  return day.with({ month, day: 1 })
}

function nameOf(first: Temporal.PlainDate, kind: PeriodKind): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  if (kind === 'week') return `${first.yearOfWeek}-W${two(first.weekOfYear as number)}`
  return kind === 'month' ? `${first.year}-${two(first.month)}` : `${first.year}-Q${Math.ceil(first.month / 3)}`
}

/** Monday of ISO week 1: the week that 4 January lies in. */
function firstMonday(year: number): Temporal.PlainDate {
  return firstDay(Temporal.PlainDate.from({ year, month: 1, day: 4 }), 'week')
}
