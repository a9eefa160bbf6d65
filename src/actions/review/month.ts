/** The months of a zone that end with the one of `now` (epoch ms), the last first; epoch ms, `month` such as 2026-11. */
export function monthsBack(now: number, zone: string, count: number): { month: string; from: number; to: number }[] {
  const first = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().with({ day: 1 })
  return Array.from({ length: count }, (_, back) => {
    const start = first.subtract({ months: back })
    const begin = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).epochMilliseconds
    return {
      month: start.toPlainYearMonth().toString(),
      from: begin(start),
      to: begin(start.add({ months: 1 })),
    }
  })
}
