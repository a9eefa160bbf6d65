import { businessDays, isBusinessDay } from '#core/calendar-days.ts'

/** When a team works. Hours of the day in `zone`, 0 to 24; the end after the beginning. */
export interface WorkTime {
  /** IANA zone */
  zone: string
  holidays: ReadonlySet<string>
  from: number
  until: number
}

/** The calendar day of a moment (epoch ms) in a zone: 2026-12-25. */
export function dayOf(time: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** The first moment (epoch ms) of a day in a zone. */
export function dayBegins(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds
}

/** A moment (epoch ms) of a day by the clock of a zone; `clock` as 14:30. */
export function momentOf(day: string, clock: string, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: clock }).epochMilliseconds
}

/** The day so many business days after a moment, in the workspace's zone. */
export function dayAfter(time: number, count: number, { zone, holidays }: WorkTime): string {
  return businessDays(dayOf(time, zone), count, holidays)
}

const hourMs = 3_600_000

/**
 * The moment (epoch ms) at which so many working hours have passed since `time`: nights, weekends and holidays do not
 * count. A working day is as long as its clock says, whatever the zone does to its offset meanwhile.
 */
export function afterWorkingHours(time: number, hours: number, work: WorkTime): number {
  const { zone, holidays, from, until } = work
  let day = dayOf(time, zone)
  let left = hours * hourMs
  let at = time
  for (;;) {
    if (!isBusinessDay(day, holidays)) {
      day = businessDays(day, 0, holidays)
      at = -Infinity
    }
    const begins = momentOf(day, clockOf(from), zone)
    const ends = until >= 24 ? dayBegins(nextDay(day), zone) : momentOf(day, clockOf(until), zone)
    const start = Math.max(at, begins)
    if (start < ends && left <= ends - start) return start + left
    left -= Math.max(0, ends - start)
    day = businessDays(nextDay(day), 0, holidays)
    at = -Infinity
  }
}

function clockOf(hour: number): string {
  const minutes = Math.round(hour * 60)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function nextDay(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString()
}

/** How many business days lie after `from` up to and with `to` (days as 2026-12-25); 0 when `to` is not later. */
export function businessDaysBetween(from: string, to: string, holidays: ReadonlySet<string>): number {
  if (to <= from) return 0
  let count = 0
  let day = from
  // a year says enough
  for (let looked = 0; day < to && looked < 366; looked++) {
    day = nextDay(day)
    if (isBusinessDay(day, holidays)) count++
  }
  return count
}
