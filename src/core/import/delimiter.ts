import { createRecordReader } from '#core/import/records.ts'

export const delimiters = [',', ';', '\t', '|'] as const

/** How a delimiter is written in flags and messages. */
export function delimiterName(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : delimiter
}

/** The delimiter a person wrote: `tab`, `\t`, `comma`, `semicolon`, `pipe` or the character; null for anything else. */
export function findDelimiter(written: string): string | null {
  const named: Record<string, string> = { tab: '\t', '\\t': '\t', comma: ',', semicolon: ';', pipe: '|' }
  const word = written.toLowerCase()
  const delimiter = Object.hasOwn(named, word) ? (named[word] ?? '') : written
  return delimiter.length === 1 && !/["\r\n]/.test(delimiter) ? delimiter : null
}

/** `sep=;` as the first line, as Excel writes it; else null. */
export function declaredDelimiter(text: string): string | null {
  return /^sep=(.)\r?\n/i.exec(text)?.[1] ?? null
}

/**
 * The delimiter that cuts the sample into the most even rows of more than one cell; a comma when none does (a list of
 * one column).
 */
export function guessDelimiter(text: string): string {
  let best = ','
  let bestScore = 0
  for (const delimiter of delimiters) {
    const score = evenness(text, delimiter)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

/** Share of rows as wide as the first, weighted by that width; 0 for one column. */
function evenness(text: string, delimiter: string): number {
  const widths: number[] = []
  for (const record of createRecordReader({ delimiter }).push(text).slice(0, 200)) {
    if (record.cells && !(record.cells.length === 1 && record.cells[0] === '')) widths.push(record.cells.length)
  }
  const first = widths[0] ?? 1
  if (first < 2) return 0
  const even = widths.filter((width) => width === first).length / widths.length
  return even + Math.min(first, 50) / 1000
}
