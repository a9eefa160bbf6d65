/** Whether the text is a calendar day such as `2026-03-29`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text)
    return true
  } catch {
    return false
  }
}

/**
 * The first moment (epoch ms) of a day in an IANA zone: midnight, or what stands for it where the clock skips it.
 * Throws RangeError for what is no day or no zone.
 */
export function startOfDay(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds
}

/** The first moment (epoch ms) after a day in an IANA zone: the next day's first. */
export function endOfDay(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
}

/** The day a moment (epoch ms) belongs to in an IANA zone, such as `2026-03-29`. */
export function dayOf(time: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** The day after a day. Throws RangeError for what is no day. */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString()
}
