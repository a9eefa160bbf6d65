/** A year after a day (YYYY-MM-DD): when a sale is up for renewal unless somebody says otherwise. 29 February becomes the 28th. */
export function renewalAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ years: 1 }).toString()
}

/** The workspace's day of a moment (epoch ms), YYYY-MM-DD. */
export function dayIn(zone: string, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** Days from one day to another; negative when it is over. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
}
