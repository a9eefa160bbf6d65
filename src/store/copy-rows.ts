import type { Socket } from 'node:net'
import type { Connection, PoolClient, Submittable } from 'pg'

/** A row of binary COPY: where its columns lie, valid only until the next row. */
export interface CopiedRow {
  bytes: Buffer
  /** the same bytes */
  view: DataView
  /** offset of each column in `bytes` */
  at: Int32Array
  /** length of each column, −1 for null */
  length: Int32Array
}

/**
 * Streams the rows of a query by binary COPY: a million short rows take under a second and no memory. COPY knows no
 * parameters, so text from outside must be in `select` as escaped literals (`client.escapeLiteral`). Rejects with what the
 * database refuses, or with what `take` throws, once the rest has gone by.
 */
export function copyRows(
  db: PoolClient,
  select: string,
  columns: number,
  take: (row: CopiedRow) => void,
): Promise<void> {
  return new Promise((done, fail) => {
    db.query(new CopyOut(`copy (${select}) to stdout (format binary)`, columns, take, done, fail))
  })
}

// types of the messages that come while rows are sent (PostgreSQL: Message Formats)
const copyData = 0x64
const copyDone = 0x63
const copyOutResponse = 0x48
const asides = new Set([0x4e, 0x53, 0x41])
const messageHead = 5
// eleven bytes of signature, four of flags; the length of the header's extension stands behind them
const headerBytes = 15

/**
 * Reads the rows where they arrive: each is a message of its own, and a driver's object and slice for each of a million rows
 * cost more than what is done with them. All that is no row goes to the driver.
 */
class CopyOut implements Submittable {
  readonly #text: string
  readonly #take: (row: CopiedRow) => void
  readonly #done: () => void
  readonly #fail: (error: unknown) => void
  readonly #row: CopiedRow
  #stream: Socket | null = null
  #driver: ((bytes: Buffer) => void)[] = []
  #begun = false
  #thrown: { error: unknown } | null = null
  #filled = 0

  constructor(
    text: string,
    columns: number,
    take: (row: CopiedRow) => void,
    done: () => void,
    fail: (error: unknown) => void,
  ) {
    this.#text = text
    this.#take = take
    this.#done = done
    this.#fail = fail
    const bytes = Buffer.allocUnsafeSlow(1 << 17)
    this.#row = { bytes, view: viewOf(bytes), at: new Int32Array(columns), length: new Int32Array(columns) }
  }

  submit(connection: Connection): void {
    this.#stream = connection.stream as Socket
    this.#driver = this.#stream.listeners('data') as ((bytes: Buffer) => void)[]
    for (const listener of this.#driver) this.#stream.off('data', listener)
    this.#stream.on('data', this.#read)
    connection.query(this.#text)
  }

  handleError(error: unknown): void {
    this.#handBack()
    this.#fail(error)
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    if (this.#thrown) this.#fail(this.#thrown.error)
    else this.#done()
  }

  #handBack(): void {
    this.#stream?.off('data', this.#read)
    for (const listener of this.#driver) this.#stream?.on('data', listener)
    this.#stream = null
  }

  readonly #read = (chunk: Buffer): void => {
    this.#hold(chunk)
    const { bytes, view } = this.#row
    const end = this.#filled
    let from = 0
    while (end - from >= messageHead) {
      const next = from + 1 + view.getInt32(from + 1)
      if (next > end) break
      const type = bytes[from] as number
      if (type === copyData) this.#readRow(from + messageHead, next)
      else if (asides.has(type)) this.#toDriver(from, next)
      else if (type !== copyOutResponse) {
        this.#handBack()
        // nobody asked the driver for rows, so it need not hear that they are over
        this.#toDriver(type === copyDone ? next : from, end)
        return
      }
      from = next
    }
    bytes.copyWithin(0, from, end)
    this.#filled = end - from
  }

  #toDriver(from: number, to: number): void {
    if (from === to) return
    const bytes = Buffer.from(this.#row.bytes.subarray(from, to))
    for (const listener of this.#driver) listener(bytes)
  }

  #hold(chunk: Buffer): void {
    const { bytes } = this.#row
    const needed = this.#filled + chunk.length
    if (needed > bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, bytes.length * 2))
      bytes.copy(larger, 0, 0, this.#filled)
      this.#row.bytes = larger
      this.#row.view = viewOf(larger)
    }
    chunk.copy(this.#row.bytes, this.#filled)
    this.#filled = needed
    letGo(chunk)
  }

  #readRow(from: number, end: number): void {
    const { view, at, length } = this.#row
    let place = from
    if (!this.#begun) {
      this.#begun = true
      place += headerBytes + 4 + view.getInt32(place + headerBytes)
    }
    // a count of columns; −1 ends the rows
    if (this.#thrown !== null || place >= end || view.getInt16(place) < 0) return
    place += 2
    for (let column = 0; column < at.length; column++) {
      const size = view.getInt32(place)
      place += 4
      at[column] = place
      length[column] = size
      if (size > 0) place += size
    }
    try {
      this.#take(this.#row)
    } catch (error) {
      this.#thrown = { error }
    }
  }
}

/** Frees a chunk that has an ArrayBuffer of its own now, not when garbage is collected: a hundred megabytes go by in a second. */
function letGo({ buffer, length }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === length) buffer.transfer(0)
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

// PostgreSQL counts microseconds from 2000-01-01 UTC
const epoch2000 = 946_684_800_000

/** A timestamptz column in epoch ms; NaN for null. */
export function copiedTime({ view, at, length }: CopiedRow, column: number): number {
  if ((length[column] as number) < 0) return Number.NaN
  const place = at[column] as number
  return epoch2000 + (view.getInt32(place) * 4_294_967_296 + view.getUint32(place + 4)) / 1000
}

/** An integer column that is never null. */
export function copiedInteger({ view, at }: CopiedRow, column: number): number {
  return view.getInt32(at[column] as number)
}

/**
 * Reads a text column that has few different values: those seen are recognised by their bytes, which is several times
 * cheaper than decoding each.
 */
export function textReader(column: number): (row: CopiedRow) => string | null {
  const seen = new Map<number, { bytes: Buffer; text: string }>()
  return ({ bytes, at, length }) => {
    const size = length[column] as number
    if (size < 0) return null
    const place = at[column] as number
    if (size === 0) return ''
    const mark = (size << 16) ^ ((bytes[place] as number) << 8) ^ (bytes[place + size - 1] as number)
    const known = seen.get(mark)
    if (known && sameBytes(known.bytes, bytes, place, size)) return known.text
    const text = bytes.toString('utf8', place, place + size)
    if (!known && seen.size < mostSeen)
      seen.set(mark, { bytes: Buffer.from(bytes.subarray(place, place + size)), text })
    return text
  }
}

const mostSeen = 1000

function sameBytes(known: Buffer, bytes: Buffer, place: number, size: number): boolean {
  if (known.length !== size) return false
  for (let i = 0; i < size; i++) if (known[i] !== bytes[place + i]) return false
  return true
}
