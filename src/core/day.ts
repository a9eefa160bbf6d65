/** Days and weeks as the workspace's zone cuts them. Day 0 is 1970-01-01 there; weeks begin on Monday. */

const quarter = 900_000
const cache = new Map<string, Map<number, number>>()
const cacheLimit = 200_000

/** Number of the calendar day of `time` (epoch ms) in an IANA zone. Throws RangeError for an unknown zone. */
export function dayNumber(time: number, zone: string): number {
  // since 1972 every zone keeps its offset within a quarter of an hour of UTC
  const bucket = Math.floor(time / quarter)
  let days = cache.get(zone)
  if (!days) cache.set(zone, (days = new Map()))
  let day = days.get(bucket)
  if (day === undefined) {
    if (days.size >= cacheLimit) days.clear()
    const offset = Temporal.Instant.fromEpochMilliseconds(bucket * quarter).toZonedDateTimeISO(zone).offsetNanoseconds
    day = Math.floor((bucket * quarter + offset / 1e6) / 86_400_000)
    days.set(bucket, day)
  }
  return day
}

/** Number of the calendar week (Monday first) of `time` in a zone. */
export function weekNumber(time: number, zone: string): number {
  return Math.floor((dayNumber(time, zone) + 3) / 7)
}
