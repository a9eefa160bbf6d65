import { toMinor } from '#core/deal/money.ts'
import { knownCurrency } from '#core/import/currencies.ts'
import { guessTimeFormat } from '#core/import/time-guess.ts'
import { compileTimeReader } from '#core/import/time.ts'
import { type Decimal, findCurrency, guessDecimal, readAmount } from '#core/import/value.ts'
import { monthFirst, type SpendColumn, type SpendNetwork } from '#core/spend/network.ts'
import type { SpendTable } from '#core/spend/table.ts'
import { foldText } from '#core/text.ts'

/** What was spent on a day for a campaign; a campaign of no name is ''. Money in minor units. */
export interface SpendRow {
  day: string
  campaign: string
  currency: string
  amountMinor: number
}

export interface SpendMapping {
  network: SpendNetwork
  columns: Readonly<Record<SpendColumn, number | null>>
  /** of all rows where no column and no cell says it */
  currency: string | null
  /** where both readings fit: `D/M/YYYY` or `M/D/YYYY` */
  dateFormat: string | null
  decimal: Decimal | null
}

/** What has to be said before the file can be read. */
export type SpendNeed = 'day' | 'cost' | 'currency' | 'date_order' | 'date_format' | 'decimal'

export interface SpendReading {
  /** alike rows together, by day, then campaign */
  rows: SpendRow[]
  needs: SpendNeed[]
  /** lines that cannot be read, with why; the first 50 */
  faults: { line: number; code: 'day' | 'amount' | 'currency' | 'broken'; text: string }[]
  faultCount: number
  /** lines of totals, and days without cost */
  left: number
  totals: { currency: string; minor: number }[]
  /** the first and last day; null without rows */
  from: string | null
  to: string | null
  /** as the file says it, by a header such as `Cost (USD)`; to begin with */
  saidCurrency: string | null
}

const total = /^(total|grand total|totals|합계|총계|총합|전체|итого|всего)(?![\p{L}\p{N}])/iu
const shownFaults = 50

/** Reads a table of costs as it is mapped; never throws. What is missing is told in `needs`, and no rows are given then. */
export function readSpend(table: SpendTable, mapping: SpendMapping): SpendReading {
  const { columns } = mapping
  const cell = (cells: readonly string[], column: SpendColumn): string => {
    const place = columns[column]
    return place === null ? '' : (cells[place] ?? '').trim()
  }
  const saidCurrency = columns.cost === null ? null : currencyIn(table.headers[columns.cost] ?? '')
  const reading: SpendReading = {
    rows: [],
    needs: [],
    faults: [],
    faultCount: 0,
    left: 0,
    totals: [],
    from: null,
    to: null,
    saidCurrency,
  }
  if (columns.day === null) reading.needs.push('day')
  if (columns.cost === null) reading.needs.push('cost')
  if (reading.needs.length > 0) return reading

  const lines = table.rows.filter(({ cells }) => {
    const isTotal = cells.some((text) => total.test(text.trim())) && !isDay(cell(cells, 'day'))
    if (isTotal) reading.left++
    return !isTotal
  })
  const days = lines.map(({ cells }) => tidyDay(cell(cells, 'day')))
  const format = formatOf(days, mapping)
  if (typeof format !== 'string') reading.needs.push(format.need)
  const decimal = mapping.decimal ?? guessDecimal(lines.slice(0, 2000).map(({ cells }) => cell(cells, 'cost')))
  if (decimal === null) reading.needs.push('decimal')
  const constant = mapping.currency ?? saidCurrency
  const saying = lines.some(({ cells }) => cell(cells, 'currency') !== '' || currencyIn(cell(cells, 'cost')) !== null)
  if (constant === null && lines.length > 0 && !saying) reading.needs.push('currency')
  if (reading.needs.length > 0 || typeof format !== 'string' || decimal === null) return reading

  const readTime = compileTimeReader(format, 'UTC')
  if (typeof readTime !== 'function') return { ...reading, needs: ['date_format'] }
  const fault = (line: number, code: SpendReading['faults'][number]['code'], text: string) => {
    reading.faultCount++
    if (reading.faults.length < shownFaults) reading.faults.push({ line, code, text: text.slice(0, 80) })
  }
  for (const line of table.broken) fault(line, 'broken', '')
  const sums = new Map<string, SpendRow>()
  for (const [index, { line, cells }] of lines.entries()) {
    const time = readTime(days[index] ?? '')
    if (!time.ok) {
      fault(line, 'day', cell(cells, 'day'))
      continue
    }
    const amountText = cell(cells, 'cost')
    // networks write a dash where nothing was spent
    const amount = /^[-–—]*$/.test(amountText) ? { value: 0, currency: null } : readAmount(amountText, decimal)
    if (amount === null) {
      fault(line, 'amount', amountText)
      continue
    }
    const currency = knownCurrency(cell(cells, 'currency')) ?? amount.currency ?? constant
    if (currency === null || knownCurrency(currency) === null) {
      fault(line, 'currency', cell(cells, 'currency') || amountText)
      continue
    }
    const amountMinor = toMinor(amount.value, currency)
    if (!Number.isSafeInteger(amountMinor) || Math.abs(amountMinor) > mostMinor) {
      fault(line, 'amount', amountText)
      continue
    }
    if (amountMinor === 0) {
      reading.left++
      continue
    }
    const day = new Date(time.at).toISOString().slice(0, 10)
    const campaign = campaignName(cell(cells, 'campaign'))
    const key = JSON.stringify([day, foldText(campaign), currency])
    const row = sums.get(key)
    if (row) row.amountMinor += amountMinor
    else sums.set(key, { day, campaign, currency, amountMinor })
  }
  reading.rows = [...sums.values()].toSorted(
    (a, b) => compare(a.day, b.day) || compare(a.campaign, b.campaign) || compare(a.currency, b.currency),
  )
  const byCurrency = new Map<string, number>()
  for (const { currency, amountMinor } of reading.rows)
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + amountMinor)
  reading.totals = [...byCurrency].map(([currency, minor]) => ({ currency, minor }))
  reading.from = reading.rows[0]?.day ?? null
  reading.to = reading.rows.at(-1)?.day ?? null
  return reading
}

/** what is sent at most for one campaign and day, either way, in minor units */
export const mostMinor = 1_000_000_000_000_000

/** A campaign's name as it is kept: whole text of at most 200 characters; `--` and `(not set)` are none. */
export function campaignName(text: string): string {
  const name = text.trim()
  return /^(-+|–|\(not set\)|\(none\))$/i.test(name) ? '' : name.toWellFormed().replaceAll('\0', '').slice(0, 200)
}

/** `Amount spent (USD)`, `총비용(VAT포함,원)`, `Расход, руб.`, `₩1,200`: the currency that is said; null for none. */
export function currencyIn(text: string): string | null {
  const parts = text.split(/[\s(),/:]+/).concat(/[₩€£₽₹₺₫₴₸]/.exec(text)?.[0] ?? '')
  for (const part of parts) {
    const code = /^[A-Z]{3}$/.test(part) || !/^[A-Za-z]{3}$/.test(part) ? findCurrency(part) : null
    if (code !== null && knownCurrency(code) !== null && code !== 'VAT') return code
  }
  return null
}

function formatOf(days: readonly string[], mapping: SpendMapping): string | { need: SpendNeed } {
  if (mapping.dateFormat !== null) return mapping.dateFormat
  const guess = guessTimeFormat(days.filter((day) => day !== '').slice(0, 2000), '')
  if ('format' in guess) return guess.format
  if (guess.code !== 'time_ambiguous') return { need: 'date_format' }
  return monthFirst.has(mapping.network) ? 'M/D/YYYY' : { need: 'date_order' }
}

/** `2026.11.01.(일)`, as Naver writes days, the first day of a span of one; a time of day and its zone are nobody's concern. */
function tidyDay(text: string): string {
  return text
    .replace(/(?:T|\s+)\d{1,2}:\d{2}.*$/, '')
    .replace(/\s*\([^()]{1,4}\)\s*$/u, '')
    .replace(/(?<=\d)\.$/, '')
    .replace(/^(\S{8,10})\s+[-–~]\s+\1$/, '$1')
}

function isDay(text: string): boolean {
  return /\d{4}/.test(text) && /\d[./년-]\s?\d/.test(text)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
