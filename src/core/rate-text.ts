import { knownCurrency } from '#core/import/currencies.ts'
import { guessDecimal, readNumber } from '#core/import/value.ts'

export interface RateLine {
  currency: string
  /** YYYY-MM-DD */
  day: string
  /** a decimal */
  rate: string
}

export interface RateText {
  rates: RateLine[]
  /** numbers of lines (from 1) that are no rate */
  wrong: number[]
}

/**
 * Rates as people paste them or keep them in a CSV: a currency, a day and a rate a line, in any order, divided by tab,
 * semicolon, comma or space. A first line without a figure names the columns and is left out. Days as 2026-11-22,
 * 2026.11.22, 22.11.2026; a line that could be read two ways is wrong, never guessed.
 */
export function readRateText(text: string): RateText {
  const found: RateText = { rates: [], wrong: [] }
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  const decimal = guessDecimal(lines.flatMap((line) => partsOf(line).filter(isFigure))) ?? '.'
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '' || (i === 0 && !/\d/.test(line))) continue
    const rate = readLine(partsOf(line), decimal)
    if (rate) found.rates.push(rate)
    else found.wrong.push(i + 1)
  }
  return found
}

function partsOf(line: string): string[] {
  const divider = line.includes('\t') ? '\t' : line.includes(';') ? ';' : /,.*,/.test(line) ? ',' : /\s+/
  return line
    .split(divider)
    .map((part) => part.trim().replace(/^"|"$/g, ''))
    .filter((part) => part !== '')
}

function readLine(parts: readonly string[], decimal: '.' | ','): RateLine | null {
  if (parts.length !== 3) return null
  const currency = parts
    .map((part) => (/^\p{L}{3}$/u.test(part) ? knownCurrency(part) : null))
    .find((one) => one !== null)
  const day = parts.map(dayOf).find((one) => one !== null)
  const figure = parts.find(isFigure)
  const rate = figure === undefined ? null : readNumber(figure, decimal)
  if (currency === undefined || day === undefined || rate === null || !(rate > 0)) return null
  const written = plain(rate)
  return written === null ? null : { currency, day, rate: written }
}

function isFigure(part: string): boolean {
  return /^\d[\d.,\s]*$/.test(part) && dayOf(part) === null
}

function dayOf(part: string): string | null {
  const [, y, m, d] = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})\.?$/.exec(part) ?? []
  const [, d2, m2, y2] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(part) ?? []
  const [year, month, day] = y === undefined ? [y2, m2, d2] : [y, m, d]
  if (year === undefined || month === undefined || day === undefined) return null
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
  } catch {
    return null
  }
}

/** Without an exponent, at most twelve decimals. */
function plain(rate: number): string | null {
  const text = rate.toFixed(12).replace(/\.?0+$/, '')
  return /^\d{1,12}(\.\d{1,12})?$/.test(text) && Number(text) > 0 ? text : null
}
