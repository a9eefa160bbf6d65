import type { Rejection } from '#core/event.ts'
import type { Json } from '#core/json.ts'
import { reject } from '#contract/collect/inspect.ts'
import { earliestTime, maxAheadMs } from '#contract/collect/limits.ts'

/**
 * When it happened, in epoch ms, freed of the sender's clock: `receivedAt − (sentAt − timestamp)`; without `timestamp`,
 * now; without a usable `sentAt`, `timestamp` as it stands. Up to ten minutes ahead counts as now. A Rejection when the
 * time is unreadable, further ahead, or before 2000.
 */
export function eventTime(
  timestamp: Json | undefined,
  sentAt: Json | undefined,
  receivedAt: number,
): number | Rejection {
  if (timestamp === undefined || timestamp === null || timestamp === '') return receivedAt
  const original = readTime(timestamp)
  if (original === null) {
    return reject('bad_time', 'timestamp', 'The timestamp is not a time. Send ISO 8601, such as 2026-11-22T09:30:00Z.')
  }
  const sent = sentAt === undefined || sentAt === null ? null : readTime(sentAt)
  const corrected = sent === null ? original : receivedAt - (sent - original)
  // a sender that stamps nonsense on the parcel may still know the time of the event
  const time = isPossible(corrected, receivedAt) || !isPossible(original, receivedAt) ? corrected : original
  if (time > receivedAt + maxAheadMs) {
    return reject(
      'time_in_future',
      'timestamp',
      'The time is more than 10 minutes ahead. Set the sender’s clock, or send sentAt.',
    )
  }
  if (time < earliestTime)
    return reject('time_too_old', 'timestamp', 'The time is before 2000-01-01. Send the time it happened.')
  return Math.min(time, receivedAt)
}

function isPossible(time: number, receivedAt: number): boolean {
  return time >= earliestTime && time <= receivedAt + maxAheadMs
}

const iso =
  /^([+-]\d{6}|\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-]\d\d(?::?\d\d)?))?)?$/i

/** Epoch ms of an ISO 8601 time (UTC where it names no zone), or of epoch seconds or milliseconds. Null for others. */
export function readTime(value: Json): number | null {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null
    // below 1e11 milliseconds are before 1973: those are seconds
    const ms = Math.abs(value) < 1e11 ? value * 1000 : value
    return Math.abs(ms) <= 8.64e15 ? Math.round(ms) : null
  }
  if (typeof value !== 'string') return null
  const match = iso.exec(value.length > 40 ? value.trim().slice(0, 40) : value.trim())
  if (!match) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match
  if (Number(month) > 12 || Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  // 30 February rolls over, and so names no day
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null
  const ms = Number(`0.${fraction || '0'}`) * 1000
  date.setUTCHours(Number(hour), Number(minute), Number(second), Math.floor(ms + 1e-6))
  const time = date.getTime() - zoneMs(zone)
  return Number.isNaN(time) ? null : time
}

function zoneMs(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || '0')
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}
