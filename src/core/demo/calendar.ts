import type { Chance } from '#core/demo/random.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

// Monday first: how much of an office's week falls on each day, and of a day on each hour.
const weekdayWeights = [1, 1.12, 1.1, 1.02, 0.82, 0.17, 0.15]
const hourWeights = [
  0.03, 0.02, 0.01, 0.01, 0.02, 0.05, 0.14, 0.35, 0.75, 1.05, 1.15, 1.1, 0.7, 0.85, 1.1, 1.05, 0.95, 0.75, 0.45, 0.3,
  0.28, 0.24, 0.16, 0.08,
]
const topHour = 1.15 * 1.12

/** Weekday (0 Monday … 6 Sunday) and hour with its fraction of a moment, on the wall clock of an IANA zone. */
export function wallClock(at: number, zone: string): { weekday: number; hour: number } {
  const offset = offsetAt(at, zone)
  const local = at + offset
  const days = Math.floor(local / day)
  // 1970-01-01 was a Thursday
  return { weekday: (((days + 3) % 7) + 7) % 7, hour: (local - days * day) / hour }
}

/** A moment in [from, to) as people at work choose it: weekdays and office hours of their zone weigh most. */
export function officeMoment(chance: Chance, zone: string, from: number, to: number): number {
  let at = from
  for (let attempt = 0; attempt < 60; attempt++) {
    at = Math.floor(chance.between(from, to))
    const clock = wallClock(at, zone)
    const weight = weekdayWeights[clock.weekday]! * hourWeights[Math.floor(clock.hour)]!
    if (chance.hit(weight / topHour)) return at
  }
  return at
}

/** The first moment at or after `at` between 9:00 and 18:00 of a weekday, spread so that nobody starts at nine sharp. */
export function inOfficeHours(chance: Chance, zone: string, at: number): number {
  let moment = at
  for (let step = 0; step < 8; step++) {
    const clock = wallClock(moment, zone)
    const weekend = clock.weekday > 4
    if (!weekend && clock.hour >= 9 && clock.hour < 18) return Math.floor(moment)
    // Not everybody comes back to it on the Monday.
    const rest = weekend ? chance.int(0, 2) * 24 : 0
    const toNine = clock.hour < 9 && !weekend ? 9 - clock.hour : 33 - clock.hour
    moment += (toNine + rest + chance.between(0.05, 5)) * hour
  }
  return Math.floor(moment)
}

/** A moment in [from, to), twice as likely near the end as in the middle: a business that grows. */
export function laterRather(chance: Chance, from: number, to: number): number {
  return from + Math.sqrt(chance.next()) * (to - from)
}

/** `days` later in somebody's working time. */
export function daysLater(chance: Chance, zone: string, at: number, days: number): number {
  return inOfficeHours(chance, zone, at + days * day)
}

const offsets = new Map<string, number>()

/** Offset of a zone in ms; looked up once an hour of history, since the zone database is slow to ask. */
function offsetAt(at: number, zone: string): number {
  const slot = Math.floor(at / hour)
  const key = `${zone}:${slot}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const zoned = Temporal.Instant.fromEpochMilliseconds(slot * hour).toZonedDateTimeISO(zone)
  const offset = zoned.offsetNanoseconds / 1_000_000
  offsets.set(key, offset)
  return offset
}
