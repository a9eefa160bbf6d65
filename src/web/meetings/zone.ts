/** What the wall clock of a zone shows at a moment, as a field for date and time writes it: 2026-12-01T10:30. */
export function wallTime(at: string | number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at))
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '00'
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/**
 * The moment (ISO 8601 in UTC) at which the wall clock of a zone shows this; null when it is no time. Of a time that comes
 * twice the first; a time that is left out when clocks go forward is as long after the gap.
 */
export function momentOf(wall: string, zone: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall)) return null
  const asUtc = Date.parse(`${wall}:00Z`)
  if (!Number.isFinite(asUtc)) return null
  const offsetAt = (at: number) => Date.parse(`${wallTime(at, zone)}:00Z`) - at
  const guesses = [asUtc - offsetAt(asUtc - 86_400_000), asUtc - offsetAt(asUtc + 86_400_000)]
  const right = guesses.filter((at) => wallTime(at, zone) === wall)
  return new Date(Math.min(...(right.length > 0 ? right : [guesses[0] as number]))).toISOString()
}
