/**
 * Reads delimited text (RFC 4180, plus what is met in the wild) record by record from chunks of any size, in bounded
 * memory. A malformed record costs its first line only: reading goes on at the next line. (A ready-made parser was
 * tried: one unclosed quote swallows the rest of the file in it.)
 */

export interface CsvOptions {
  delimiter: string
  /** longest record in UTF-16 code units, 256 Ki unless told */
  limit?: number
}

export type Broken = 'quote_not_closed' | 'text_after_quote' | 'too_long'

/** One record. `row` counts records from 1 with the header among them, as a spreadsheet numbers its rows. */
export type CsvRecord =
  | { row: number; cells: string[]; broken: null }
  | { row: number; cells: null; broken: Broken; text: string }

export interface RecordReader {
  /** the records completed by this chunk */
  push(chunk: string): CsvRecord[]
  /** what was left when the text ended */
  end(): CsvRecord[]
}

const quote = '"'
const shownOfBroken = 4_000

/** A reader of one text. `delimiter` is one character. */
export function createRecordReader(options: CsvOptions): RecordReader {
  const delimiter = options.delimiter
  const limit = options.limit ?? 256 * 1024
  let buffer = ''
  let start = 0
  let row = 0
  // inside a line that is longer than the limit: nothing is kept until it ends
  let skipping = false

  function drain(final: boolean): CsvRecord[] {
    const records: CsvRecord[] = []
    while (start < buffer.length) {
      if (skipping && !skipLine(final)) break
      if (start >= buffer.length) break
      const parsed = parseRecord(buffer, start, delimiter, final)
      const length = (parsed?.broken ? buffer.length : (parsed?.next ?? buffer.length)) - start
      if (parsed?.cells && length <= limit) {
        records.push({ row: ++row, cells: parsed.cells, broken: null })
        start = parsed.next
      } else if (length > limit || (parsed && (final || lineEnded()))) {
        records.push(takeFirstLine(parsed?.broken ?? longFault()))
      } else break
    }
    buffer = buffer.slice(start)
    start = 0
    return records
  }

  /** The first line is here, and so is what follows a carriage return that may belong to a pair. */
  function lineEnded(): boolean {
    const end = lineEnd(buffer, start)
    return end >= 0 && (buffer.charAt(end) !== '\r' || end + 1 < buffer.length)
  }

  /** Longer than the limit: a quote that never closes, unless the first line alone is too long. */
  function longFault(): Broken {
    const end = lineEnd(buffer, start)
    return end >= 0 && end - start <= limit ? 'quote_not_closed' : 'too_long'
  }

  function takeFirstLine(broken: Broken): CsvRecord {
    const end = lineEnd(buffer, start)
    const text = buffer.slice(start, Math.min(end < 0 ? buffer.length : end, start + shownOfBroken))
    if (end < 0) {
      start = buffer.length
      skipping = true
    } else start = afterLineEnd(buffer, end)
    return { row: ++row, cells: null, broken, text }
  }

  function skipLine(final: boolean): boolean {
    const end = lineEnd(buffer, start)
    if (end < 0 || (end === buffer.length - 1 && buffer.charAt(end) === '\r' && !final)) {
      start = end < 0 ? buffer.length : end
      return false
    }
    start = afterLineEnd(buffer, end)
    skipping = false
    return true
  }

  return {
    push(chunk) {
      buffer += chunk
      return drain(false)
    },
    end: () => drain(true),
  }
}

interface Parsed {
  cells: string[] | null
  broken: Broken | null
  next: number
}

/** The record at `from`, or null when the text so far does not complete it. */
function parseRecord(text: string, from: number, delimiter: string, final: boolean): Parsed | null {
  const cells: string[] = []
  const comma = delimiter.charCodeAt(0)
  let i = from
  for (;;) {
    if (text.charAt(i) === quote) {
      let value = ''
      let open = i + 1
      for (;;) {
        const close = text.indexOf(quote, open)
        if (close < 0) return final ? { cells: null, broken: 'quote_not_closed', next: text.length } : null
        if (text.charAt(close + 1) === quote) {
          value += text.slice(open, close + 1)
          open = close + 2
          continue
        }
        // the doubling quote may stand at the start of the next chunk
        if (close + 1 === text.length && !final) return null
        value += text.slice(open, close)
        i = close + 1
        break
      }
      while (text.charAt(i) === ' ' && delimiter !== ' ') i++
      cells.push(value)
      if (i < text.length && !isBreak(text.charCodeAt(i), comma)) {
        return { cells: null, broken: 'text_after_quote', next: i }
      }
    } else {
      const begin = i
      while (i < text.length && !isBreak(text.charCodeAt(i), comma)) i++
      cells.push(text.slice(begin, i))
    }
    if (i >= text.length) return final ? { cells, broken: null, next: i } : null
    if (text.charCodeAt(i) === comma) {
      i++
      continue
    }
    if (text.charAt(i) === '\r' && i + 1 === text.length && !final) return null
    return { cells, broken: null, next: afterLineEnd(text, i) }
  }
}

function isBreak(code: number, comma: number): boolean {
  return code === comma || code === 10 || code === 13
}

function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10 || code === 13) return i
  }
  return -1
}

function afterLineEnd(text: string, end: number): number {
  return text.charAt(end) === '\r' && text.charAt(end + 1) === '\n' ? end + 2 : end + 1
}
