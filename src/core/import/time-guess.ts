import { compileTimeReader, cut, hasShortYear, namedFormats } from '#core/import/time.ts'

/** Tried in this order; the first that reads the most values wins. */
const candidates = [
  'iso',
  'YYYY/M/D',
  'YYYY.M.D',
  'YYYY. M. D.',
  'YYYY. M. D',
  'YYYY년 M월 D일',
  'D.M.YYYY',
  'D/M/YYYY',
  'M/D/YYYY',
  'D-M-YYYY',
  'M-D-YYYY',
  'D MMM YYYY',
  'D-MMM-YYYY',
  'MMM D, YYYY',
  'D MMM YYYY [г.]',
  'YYYYMMDD',
  'YYYYMMDDHHmmss',
  'epoch',
  'epoch_ms',
] as const
const twins: Record<string, string> = { 'D/M/YYYY': 'M/D/YYYY', 'D-M-YYYY': 'M-D-YYYY' }

export type TimeFault = 'time_ambiguous' | 'time_short_year' | 'time_unreadable'
export type FormatGuess = { format: string } | { error: string; code: TimeFault }

/**
 * The date format of a column from some of its values (blank ones left out). A column that reads both as day/month
 * and as month/day is not guessed: the error names the flag. `flag` is how the person gives the format.
 */
export function guessTimeFormat(values: readonly string[], flag: string): FormatGuess {
  if (values.length === 0) return { format: 'iso' }
  const counts = new Map<string, number>()
  for (const format of candidates) counts.set(format, values.filter((value) => fits(format, value)).length)
  let best: string = candidates[0]
  for (const format of candidates) if ((counts.get(format) ?? 0) > (counts.get(best) ?? 0)) best = format
  const read = counts.get(best) ?? 0
  if (read * 2 < values.length) return unreadable(values, best, flag)
  const twin = twins[best]
  if (twin !== undefined && counts.get(twin) === read) {
    const example = values.find((value) => fits(best, value)) ?? ''
    return {
      code: 'time_ambiguous',
      error: `Is “${cut(example)}” day first or month first? Both read every date seen: say ${flag} ${padded(best)} or ${flag} ${padded(twin)}.`,
    }
  }
  return { format: best }
}

function fits(format: string, value: string): boolean {
  // a phone number or an id is no moment: epochs are taken for 2001 to 2286 only
  if (format === 'epoch') return /^1\d{9}(\.\d+)?$/.test(value)
  if (format === 'epoch_ms') return /^1\d{12}$/.test(value)
  const reader = reading(format)
  return reader(value).ok
}

const readers = new Map<string, (text: string) => { ok: boolean }>()
function reading(format: string): (text: string) => { ok: boolean } {
  let reader = readers.get(format)
  if (!reader) {
    const compiled = compileTimeReader(format, 'UTC')
    reader = typeof compiled === 'function' ? compiled : () => ({ ok: false })
    readers.set(format, reader)
  }
  return reader
}

function unreadable(values: readonly string[], best: string, flag: string): { error: string; code: TimeFault } {
  const bad = values.find((value) => !fits(best, value)) ?? values[0] ?? ''
  if (hasShortYear(bad)) {
    return {
      code: 'time_short_year',
      error: `“${cut(bad)}” has a year of two digits, which could be any century: export the dates with four-digit years.`,
    }
  }
  return {
    code: 'time_unreadable',
    error: `No known date format reads “${cut(bad)}”: give it, for example ${flag} "DD.MM.YYYY HH:mm" (or one of ${namedFormats.join(', ')}).`,
  }
}

function padded(format: string): string {
  return format.replace(/\bD\b/, 'DD').replace(/\bM\b/, 'MM')
}
