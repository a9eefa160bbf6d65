/** Dates and times in named formats and zones, to epoch milliseconds. */

export type TimeRead = { ok: true; at: number } | { ok: false; message: string }
export type TimeReader = (text: string) => TimeRead

/** Formats by name. Everything else is a pattern of the tokens below. */
export const namedFormats = ['iso', 'epoch', 'epoch_ms', 'excel'] as const

const months = [
  ['jan', 'янв'],
  ['feb', 'фев'],
  ['mar', 'мар'],
  ['apr', 'апр'],
  ['may', 'мая', 'май'],
  ['jun', 'июн'],
  ['jul', 'июл'],
  ['aug', 'авг'],
  ['sep', 'сен'],
  ['oct', 'окт'],
  ['nov', 'ноя'],
  ['dec', 'дек'],
]
const offset = String.raw`Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?`
const half = String.raw`AM|PM|a\.m\.|p\.m\.|오전|오후`
/** a time of day as it may follow a day, whatever the writer */
const anyTime = String.raw`(?:(?:T|,?\s+)(?:(?<A1>${half})\s*)?(?<H>\d{1,2}):(?<m>\d{2})(?::(?<s>\d{2})(?:[.,](?<f>\d{1,9}))?)?(?:\s*(?<A2>${half}))?(?:\s*(?<Z>${offset}))?)?`

const tokens: Record<string, string> = {
  YYYY: String.raw`(?<Y>\d{4})`,
  MMMM: String.raw`(?<N>\p{L}{3,}\.?)`,
  MMM: String.raw`(?<N>\p{L}{3,}\.?)`,
  MM: String.raw`(?<M>\d{1,2})`,
  M: String.raw`(?<M>\d{1,2})`,
  DD: String.raw`(?<D>\d{1,2})`,
  D: String.raw`(?<D>\d{1,2})`,
  HH: String.raw`(?<H>\d{1,2})`,
  H: String.raw`(?<H>\d{1,2})`,
  hh: String.raw`(?<h>\d{1,2})`,
  h: String.raw`(?<h>\d{1,2})`,
  mm: String.raw`(?<m>\d{1,2})`,
  m: String.raw`(?<m>\d{1,2})`,
  ss: String.raw`(?<s>\d{1,2})(?:[.,](?<f>\d{1,9}))?`,
  s: String.raw`(?<s>\d{1,2})(?:[.,](?<f>\d{1,9}))?`,
  A: `(?<A1>${half})`,
  Z: String.raw`(?<Z>${offset})`,
}
const tokenPattern = /\[([^\]]*)\]|YYYY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|m|ss|s|A|Z|\s+|[\s\S]/g

/**
 * A reader of one format in one IANA zone, which counts where the value has no offset of its own. A day without a time
 * of day is its first moment there. A time skipped by a clock change is read as by Temporal's `compatible`.
 * `format`: a name of `namedFormats`, or a pattern of YYYY, MM, M, MMM (month's name, en and ru), DD, D, HH, H, hh, h, mm, m,
 * ss, s, A (AM, PM, 오전, 오후), Z (offset), `[text]`, and literal characters; a pattern of days alone takes any usual
 * time of day after it. Returns one sentence when the format or the zone is none.
 */
export function compileTimeReader(format: string, zone: string): TimeReader | { error: string } {
  if (!isZone(zone)) return { error: `There is no time zone ${zone}: give an IANA name such as Asia/Seoul or UTC.` }
  const name = format.toLowerCase()
  if (name === 'epoch') return (text) => readEpoch(text, 1000)
  if (name === 'epoch_ms') return (text) => readEpoch(text, 1)
  if (name === 'excel') return (text) => readExcel(text, zone)
  const pattern = name === 'iso' ? 'YYYY-MM-DD' : format
  if (/(^|[^Y])YY([^Y]|$)/.test(pattern)) {
    return { error: `Years of two digits are not read (${format}): export the dates with four-digit years.` }
  }
  const source = patternSource(pattern)
  if (!/\(\?<Y>/.test(source) || !/\(\?<[MN]>/.test(source) || !/\(\?<D>/.test(source)) {
    return { error: `The date format ${format} must name year, month and day: for example DD.MM.YYYY HH:mm.` }
  }
  let expression: RegExp
  try {
    expression = new RegExp(`^${source}${/\(\?<[Hhms]>/.test(source) ? '' : anyTime}$`, 'iu')
  } catch {
    return { error: `The date format ${format} names the same part twice.` }
  }
  const cache = new Map<string, TimeRead>()
  return (text) => {
    const known = cache.get(text)
    if (known) return known
    const read = readPattern(text, expression, format, zone)
    if (cache.size >= 10_000) cache.clear()
    cache.set(text, read)
    return read
  }
}

/** Whether the runtime knows this IANA zone. */
export function isZone(zone: string): boolean {
  // known also where a browser has no Temporal yet
  if (zone === 'UTC') return true
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}

function patternSource(pattern: string): string {
  const parts = [...pattern.matchAll(tokenPattern)]
  let source = ''
  for (const [i, part] of parts.entries()) {
    const token = tokens[part[0]]
    if (token === undefined) {
      source += /^\s+$/.test(part[0]) ? String.raw`\s+` : escape(part[1] ?? part[0])
      continue
    }
    // digits that touch digits have a fixed width: YYYYMMDD
    const touches = [parts[i - 1]?.[0], parts[i + 1]?.[0]].some((near) => near !== undefined && near in tokens)
    source += touches && part[0].length === 2 ? token.replace(String.raw`\d{1,2}`, String.raw`\d{2}`) : token
  }
  return source
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

function readEpoch(text: string, scale: number): TimeRead {
  if (!/^-?\d{1,16}(\.\d+)?$/.test(text))
    return {
      ok: false,
      message: `“${cut(text)}” is not a number of ${scale === 1 ? 'milliseconds' : 'seconds'} since 1970.`,
    }
  return inRange(Math.round(Number(text) * scale), text)
}

/** Days since 1899-12-30, as spreadsheets count (right from March 1900 on). */
function readExcel(text: string, zone: string): TimeRead {
  if (!/^\d{1,6}(\.\d+)?$/.test(text))
    return { ok: false, message: `“${cut(text)}” is not a spreadsheet's day number.` }
  const local = Math.round(Number(text) * 86_400) * 1000 - 25_569 * 86_400_000
  const parts = new Date(local)
  return resolve(text, zone, undefined, [
    parts.getUTCFullYear(),
    parts.getUTCMonth() + 1,
    parts.getUTCDate(),
    parts.getUTCHours(),
    parts.getUTCMinutes(),
    parts.getUTCSeconds(),
    0,
  ])
}

function readPattern(text: string, expression: RegExp, format: string, zone: string): TimeRead {
  const groups = expression.exec(text)?.groups
  if (!groups) {
    if (hasShortYear(text)) {
      return { ok: false, message: `“${cut(text)}” has a year of two digits: export the dates with four-digit years.` }
    }
    return { ok: false, message: `“${cut(text)}” is not a date of the format ${format}.` }
  }
  const month = groups['N'] === undefined ? Number(groups['M']) : monthNumber(groups['N'])
  let hour = Number(groups['H'] ?? groups['h'] ?? 0)
  const mark = (groups['A1'] ?? groups['A2'])?.toLowerCase()
  if (mark !== undefined) {
    if (hour < 1 || hour > 12) return { ok: false, message: `“${cut(text)}”: there is no such hour.` }
    const evening = mark.startsWith('p') || mark === '오후'
    hour = (hour % 12) + (evening ? 12 : 0)
  }
  const millisecond = Number((groups['f'] ?? '').padEnd(3, '0').slice(0, 3))
  const parts: Parts = [
    Number(groups['Y']),
    month,
    Number(groups['D']),
    hour,
    Number(groups['m'] ?? 0),
    Number(groups['s'] ?? 0),
    millisecond,
  ]
  return resolve(text, zone, groups['Z'], parts)
}

type Parts = [year: number, month: number, day: number, hour: number, minute: number, second: number, ms: number]

function resolve(text: string, zone: string, written: string | undefined, parts: Parts): TimeRead {
  const [year, month, day, hour, minute, second, millisecond] = parts
  const utc = new Date(0)
  utc.setUTCFullYear(year, month - 1, day)
  const real = utc.getUTCFullYear() === year && utc.getUTCMonth() === month - 1 && utc.getUTCDate() === day
  if (!real || hour > 23 || minute > 59 || second > 59) {
    return { ok: false, message: `“${cut(text)}”: there is no such date or time.` }
  }
  utc.setUTCHours(hour, minute, second, millisecond)
  if (written !== undefined) return inRange(utc.getTime() - offsetMs(written), text)
  if (zone === 'UTC') return inRange(utc.getTime(), text)
  const local = new Temporal.PlainDateTime(year, month, day, hour, minute, second, millisecond)
  return inRange(local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds, text)
}

function offsetMs(written: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(written)
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return (match[1] === '-' ? -minutes : minutes) * 60_000
}

/** History begins in 1970; year 0 and the epoch's own zero are empty fields of other programs, not facts. */
function inRange(at: number, text: string): TimeRead {
  if (!Number.isFinite(at) || at <= 0 || at > 253_402_300_799_999) {
    return { ok: false, message: `“${cut(text)}” lies outside the years 1970 to 9999.` }
  }
  return { ok: true, at }
}

function monthNumber(name: string): number {
  const folded = name.toLowerCase()
  return months.findIndex((names) => names.some((start) => folded.startsWith(start))) + 1
}

/** `03/04/24`, `3.4.24 12:00`: a day whose year has two digits. */
export function hasShortYear(text: string): boolean {
  return /^\d{1,2}[./-]\d{1,2}[./-]\d{2}(\D|$)/.test(text)
}

/** A value as it is quoted in a message. */
export function cut(text: string): string {
  const clean = text.replace(/\s+/gu, ' ')
  return clean.length > 60 ? `${clean.slice(0, 57)}…` : clean
}
