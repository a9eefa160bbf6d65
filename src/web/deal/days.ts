/** Today in that zone, as YYYY-MM-DD. */
export function today(zone: string, now = Date.now()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now)
}

/** Noon of a day in that zone, or now where that would be in the future; ISO 8601 in UTC. */
export function noon(day: string, zone: string, now = Date.now()): string {
  const guess = Date.parse(`${day}T12:00:00Z`)
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    day: '2-digit',
    hour12: false,
  }).formatToParts(guess)
  const part = (type: string) => Number(shown.find((one) => one.type === type)?.value)
  const dayShift = part('day') === Number(day.slice(8)) ? 0 : part('hour') < 12 ? 1 : -1
  const offset = ((part('hour') - 12 + dayShift * 24) * 60 + part('minute')) * 60_000
  return new Date(Math.min(guess - offset, now)).toISOString()
}

/** The same day some years later, as YYYY-MM-DD; February 29 becomes 28 where there is none. */
export function yearsLater(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) + years
  const candidate = `${year}${day.slice(4)}`
  return new Date(`${candidate}T00:00:00Z`).toISOString().slice(0, 10) === candidate ? candidate : `${year}-02-28`
}
