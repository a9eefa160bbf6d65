import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Result, ok, refuse } from '#contract/problem.ts'
import { declaredDelimiter, findDelimiter, guessDelimiter } from '#core/import/delimiter.ts'
import {
  type EncodingGuess,
  type FileSample,
  encodingName,
  findEncoding,
  findWrongFile,
  guessEncoding,
} from '#core/import/encoding.ts'
import { looksLikeData, uniqueHeaders } from '#core/import/headers.ts'
import { type CsvRecord, createRecordReader } from '#core/import/records.ts'

/** A file that was looked at as a whole once: what it is, how it is read, its columns and some of its rows. */
export interface ImportFile {
  path: string
  name: string
  /** bytes */
  size: number
  sha256: string
  encoding: string
  confidence: EncodingGuess['confidence'] | 'given'
  /** decoding may replace bytes that do not fit */
  lossy: boolean
  delimiter: string
  /** the first line only names the delimiter */
  declared: boolean
  header: boolean
  /** leading columns that are ours: the file is a list of refused rows that somebody mended (import-errors.ts) */
  own: number
  /** unique names of the columns, `column 1` and so on without a header */
  headers: string[]
  /** the first rows of data, as they are shown */
  rows: string[][]
  /** non-blank cells of the first rows, by column */
  samples: string[][]
}

export interface ReadingOptions {
  /** what the file is called by people; the end of its path when absent */
  name?: string | undefined
  /** decide what cannot be told (encoding, header) rather than refuse: whoever looks can say otherwise */
  lenient?: boolean
  encoding?: string
  delimiter?: string
  header?: boolean
}

const headBytes = 256 * 1024
const highBytes = 64 * 1024
const shownRows = 8
/** What stands before the columns of the file in a list of refused rows. */
export const errorColumns = ['row', 'reason', 'field', 'explanation'] as const

/** Looks at a file, or says in one sentence why it is no table. */
export async function openImportFile(path: string, options: ReadingOptions): Promise<Result<ImportFile>> {
  const name = options.name ?? basename(path)
  const missing = await unreadable(path)
  if (missing !== null) return refuse('invalid', missing)
  const { sample, sha256 } = await survey(path)
  const wrong = findWrongFile(sample)
  if (wrong !== null) return refuse('unsupported', `${name}: ${wrong}`)

  const given = options.encoding === undefined ? undefined : findEncoding(options.encoding)
  if (given === null) {
    return refuse('invalid', `There is no encoding “${options.encoding}”: try utf-8, utf-16le, cp949 or windows-1251.`)
  }
  const guess = guessEncoding(sample)
  if (given === undefined && guess.confidence === 'unsure' && !options.lenient) {
    return refuse(
      'invalid',
      `${name}: the encoding cannot be told. Say --encoding cp949, --encoding windows-1251 or another one.`,
    )
  }
  const encoding = given ?? guess.encoding
  const text = new TextDecoder(encoding).decode(sample.head, { stream: true })
  const declared = declaredDelimiter(text)
  const asked = options.delimiter === undefined ? undefined : findDelimiter(options.delimiter)
  if (asked === null) {
    return refuse('invalid', `“${options.delimiter}” cannot divide cells: give one character, or tab.`)
  }
  const delimiter = asked ?? declared ?? guessDelimiter(text)
  const rows = firstRows(text, delimiter, declared !== null, sample.size <= sample.head.length)
  const first = rows[0]
  if (!first) return refuse('unsupported', `${name}: no row of this file can be read as a table.`)
  const header = options.header ?? !(options.lenient && looksLikeData(first))
  if (options.header === undefined && !options.lenient && looksLikeData(first)) {
    return refuse(
      'invalid',
      `${name}: the first row (${first.slice(0, 4).join(', ')}) looks like data. Say --no-header if it is, --header if it names the columns.`,
    )
  }
  const data = header ? rows.slice(1) : rows
  if (data.length === 0) return refuse('unsupported', `${name}: the file has a header and no rows.`)
  const all = header ? uniqueHeaders(first) : uniqueHeaders(first.map(() => ''))
  const own = header && errorColumns.every((column, i) => all[i] === column) ? errorColumns.length : 0
  const headers = all.slice(own)
  return ok({
    path,
    name,
    size: sample.size,
    sha256,
    encoding,
    confidence: given === undefined ? guess.confidence : 'given',
    lossy: !(encoding === 'utf-8' && sample.utf8),
    delimiter,
    declared: declared !== null,
    header,
    own,
    headers,
    rows: data.slice(0, shownRows).map((cells) => cells.slice(own).map((cell) => cell.slice(0, 200))),
    samples: headers.map((_, i) => data.map((cells) => (cells[own + i] ?? '').trim()).filter((cell) => cell !== '')),
  })
}

export interface RowBatch {
  records: CsvRecord[]
  /** bytes of the file taken in so far */
  bytes: number
}

/**
 * The rows of data in batches of about `size`, blank lines left out, read only as fast as they are taken. `row` numbers
 * count the header, as a spreadsheet does.
 */
export async function* readRows(file: ImportFile, size: number): AsyncGenerator<RowBatch> {
  const decoder = new TextDecoder(file.encoding)
  const reader = createRecordReader({ delimiter: file.delimiter })
  const before = (file.declared ? 1 : 0) + (file.header ? 1 : 0)
  let bytes = 0
  let waiting: CsvRecord[] = []
  const take = (records: CsvRecord[]) => {
    for (const record of records) {
      const blank = record.cells !== null && record.cells.every((cell) => cell.trim() === '')
      if (record.row > before && !blank) waiting.push(file.own > 0 ? withoutOwn(record, file.own) : record)
    }
  }
  for await (const chunk of createReadStream(file.path, { highWaterMark: 64 * 1024 }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    take(reader.push(decoder.decode(chunk, { stream: true })))
    while (waiting.length >= size) {
      yield { records: waiting.slice(0, size), bytes }
      waiting = waiting.slice(size)
    }
  }
  take(reader.push(decoder.decode()))
  take(reader.end())
  for (let i = 0; i < waiting.length; i += size) yield { records: waiting.slice(i, i + size), bytes }
}

/** A mended row as it stood in its own file: our columns gone, and what made cells harmless to spreadsheets too. */
function withoutOwn(record: CsvRecord, own: number): CsvRecord {
  if (record.cells === null) return record
  return {
    ...record,
    cells: record.cells.slice(own).map((cell) => cell.replace(/^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/, '')),
  }
}

/** `UTF-8`, `cp949` and so on, as shown to people. */
export function shownEncoding(file: ImportFile): string {
  return encodingName(file.encoding)
}

async function unreadable(path: string): Promise<string | null> {
  try {
    const info = await stat(path)
    if (info.isDirectory()) return `${path} is a folder: name the file in it.`
    if (!info.isFile()) return `${path} is not an ordinary file: save it to one first.`
    await (await open(path, 'r')).close()
    return null
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') return `There is no file ${path}.`
    if (code === 'EACCES') return `The file ${path} may not be read by this user.`
    return `The file ${path} cannot be read: ${(error as Error).message}.`
  }
}

/** Reads the whole file once: its hash, whether it is UTF-8, its beginning, and lines with letters beyond ASCII. */
async function survey(path: string): Promise<{ sample: FileSample; sha256: string }> {
  const hash = createHash('sha256')
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const heads: Buffer[] = []
  const highs: Buffer[] = []
  let size = 0
  let highSize = 0
  let tail: Buffer = Buffer.alloc(0)
  let isUtf8 = true
  for await (const chunk of createReadStream(path, { highWaterMark: 64 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    if (size < headBytes) heads.push(chunk)
    size += chunk.length
    try {
      if (isUtf8) utf8.decode(chunk, { stream: true })
    } catch {
      isUtf8 = false
    }
    if (highSize < highBytes) {
      const taken = highLines(Buffer.concat([tail, chunk]))
      tail = taken.tail
      highs.push(...taken.lines)
      highSize += taken.lines.reduce((sum, line) => sum + line.length, 0)
    }
  }
  try {
    if (isUtf8) utf8.decode()
  } catch {
    isUtf8 = false
  }
  if (highSize === 0 && tail.some((byte) => byte > 0x7f)) highs.push(tail)
  const sample = { head: Buffer.concat(heads), high: Buffer.concat(highs), utf8: isUtf8, size }
  return { sample, sha256: hash.digest('hex') }
}

/** Whole lines that hold bytes over 0x7F, and the torn line at the end (short enough to be carried on). */
function highLines(text: Buffer): { lines: Buffer[]; tail: Buffer } {
  const lines: Buffer[] = []
  let begin = 0
  for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10, begin)) {
    const line = text.subarray(begin, end + 1)
    if (line.some((byte) => byte > 0x7f)) lines.push(Buffer.from(line))
    begin = end + 1
  }
  const tail = text.subarray(begin)
  return { lines, tail: tail.length > highBytes ? Buffer.alloc(0) : Buffer.from(tail) }
}

function firstRows(text: string, delimiter: string, declared: boolean, whole: boolean): string[][] {
  const reader = createRecordReader({ delimiter })
  const records = reader.push(text)
  if (whole) records.push(...reader.end())
  const rows = records.flatMap((record) => (record.cells ? [record.cells] : []))
  return rows.slice(declared ? 1 : 0).filter((cells) => cells.some((cell) => cell.trim() !== ''))
}
