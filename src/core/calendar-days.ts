/** One day off: `day` as 2026-12-25. */
export interface DayOff {
  day: string
  name: string
}

const dayMs = 86_400_000
const most = 1_000

/**
 * The whole days of an iCalendar file (RFC 5545): all-day events, those of several days one by one, yearly ones repeated
 * from `from` to `until` (years). Timed events take the day they begin on. Null when the text is no calendar.
 */
export function readCalendarDays(text: string, from: number, until: number): DayOff[] | null {
  if (!/^\s*BEGIN:VCALENDAR/i.test(text.replace(/^\uFEFF/, ''))) return null
  const days = new Map<string, string>()
  for (const event of eventsOf(unfold(text))) {
    const start = dateOf(event.get('DTSTART'))
    if (start === null) continue
    const end = dateOf(event.get('DTEND'))
    const length = end === null ? 1 : Math.min(60, Math.max(1, Math.round((end - start) / dayMs)))
    const name = unescape(event.get('SUMMARY') ?? '').slice(0, 200) || '–'
    const yearly = /FREQ=YEARLY/i.test(event.get('RRULE') ?? '')
    for (const first of yearly ? yearsOf(start, from, until) : [start]) {
      for (let i = 0; i < length && days.size < most; i++) {
        const day = new Date(first + i * dayMs).toISOString().slice(0, 10)
        const year = Number(day.slice(0, 4))
        if (year >= from && year <= until) days.set(day, name)
      }
    }
  }
  return [...days].map(([day, name]) => ({ day, name })).toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

/** Long lines are folded: a line end and one blank go out. */
function unfold(text: string): string[] {
  return text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)
}

function* eventsOf(lines: readonly string[]): Generator<Map<string, string>> {
  let event: Map<string, string> | null = null
  for (const line of lines) {
    if (/^BEGIN:VEVENT/i.test(line)) event = new Map()
    else if (/^END:VEVENT/i.test(line) && event) {
      yield event
      event = null
    } else if (event) {
      const [, name, value] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/i.exec(line) ?? []
      if (name !== undefined && !event.has(name.toUpperCase())) event.set(name.toUpperCase(), value ?? '')
    }
  }
}

/** `20261225` or `20261225T090000Z` to the first moment of that day in UTC; null for anything else. */
function dateOf(written: string | undefined): number | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?$/.exec(written?.trim() ?? '') ?? []
  if (year === undefined) return null
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day))
  return new Date(at).getUTCDate() === Number(day) ? at : null
}

function yearsOf(start: number, from: number, until: number): number[] {
  const first = new Date(start)
  const begin = Math.max(first.getUTCFullYear(), from)
  return Array.from({ length: Math.max(0, until - begin + 1) }, (_, i) =>
    Date.UTC(begin + i, first.getUTCMonth(), first.getUTCDate()),
  )
}

function unescape(text: string): string {
  return text.replace(/\\([\\;,nN])/g, (_, mark: string) => (mark.toLowerCase() === 'n' ? ' ' : mark)).trim()
}

/** Whether a team works on that day (2026-12-25): Monday to Friday, without its holidays. */
export function isBusinessDay(day: string, holidays: ReadonlySet<string>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidays.has(day)
}

/**
 * The day so many business days after `from` (both as 2026-12-25); 0: that day itself, or the next on which the team
 * works. Counted backwards when `count` is negative.
 */
export function businessDays(from: string, count: number, holidays: ReadonlySet<string>): string {
  const step = count < 0 ? -1 : 1
  let at = Date.parse(`${from}T00:00:00Z`)
  const day = () => new Date(at).toISOString().slice(0, 10)
  let left = Math.abs(count)
  // a calendar in which nobody ever works must not hold anybody up
  for (let looked = 0; looked < 4 * most; looked++) {
    if (left === 0 && isBusinessDay(day(), holidays)) return day()
    at += step * dayMs
    if (left > 0 && isBusinessDay(day(), holidays)) left--
  }
  return day()
}
