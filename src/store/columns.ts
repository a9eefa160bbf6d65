import type { Json } from '#core/json.ts'
import { prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

/** A column to be written: its name, its type in PostgreSQL, and what it takes of a row. */
export type Column<Row> = { name: string } & (
  | { type: 'uuid' | 'text' | '"char"'; of(row: Row): string | null | undefined }
  // timestamptz: epoch milliseconds
  | { type: 'timestamptz' | 'integer' | 'float8'; of(row: Row): number | null | undefined }
  | { type: 'boolean'; of(row: Row): boolean | null | undefined }
  | { type: 'jsonb'; of(row: Row): Json | undefined }
  // JSON as text already
  | { type: 'jsonb'; text(row: Row): string | null }
)

/** `$2::uuid[], $3::text[] …` for unnest, from that parameter on. */
export function unnested<Row>(columns: readonly Column<Row>[], first: number): string {
  return columns.map(({ type }, index) => `$${first + index}::${type}[]`).join(', ')
}

/**
 * Rows as one array a column, in PostgreSQL's binary form: a third less work on both sides than JSON or text arrays,
 * for the statements that every event goes through.
 */
export function arraysOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Buffer[] {
  return columns.map((column) => arrayOf(column, rows))
}

/** Inserts many rows by one statement; the workspace is the same in all. `tail`: on conflict …, returning … */
export async function insertColumns<Row>(
  db: Db,
  table: string,
  workspaceId: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  tail = '',
): Promise<number> {
  if (rows.length === 0) return 0
  const list = columns.map(({ name }) => name).join(', ')
  const text = `insert into ${table} (workspace_id, ${list})
    select $1::uuid, ${list} from unnest(${unnested(columns, 2)}) as r(${list}) ${tail}`
  const { rowCount } = await db.query(prepared(text, [workspaceId, ...arraysOf(columns, rows)]))
  return rowCount ?? 0
}

// type numbers of PostgreSQL's catalog, which never change
const typeNumbers = {
  uuid: 2950,
  text: 25,
  '"char"': 18,
  timestamptz: 1184,
  integer: 23,
  float8: 701,
  boolean: 16,
  jsonb: 3802,
}
const headerBytes = 20
// PostgreSQL counts microseconds from the year 2000
const year2000 = 946_684_800_000

let scratch = Buffer.allocUnsafe(1 << 16)
let at = 0

/** One-dimensional array, as array_recv of PostgreSQL reads it. */
function arrayOf<Row>(column: Column<Row>, rows: readonly Row[]): Buffer {
  at = headerBytes
  let nulls = 0
  for (const row of rows) {
    const value = 'text' in column ? column.text(row) : column.of(row)
    room(32)
    if (value === null || value === undefined) {
      at = scratch.writeInt32BE(-1, at)
      nulls = 1
      continue
    }
    switch (column.type) {
      case 'uuid':
        at = scratch.writeInt32BE(16, at)
        writeUuid(value as string)
        break
      case 'timestamptz':
        at = scratch.writeInt32BE(8, at)
        writeTime(value as number)
        break
      case 'integer':
        at = scratch.writeInt32BE(4, at)
        at = scratch.writeInt32BE(value as number, at)
        break
      case 'float8':
        at = scratch.writeInt32BE(8, at)
        at = scratch.writeDoubleBE(value as number, at)
        break
      case 'boolean':
        at = scratch.writeInt32BE(1, at)
        at = scratch.writeUInt8(value === true ? 1 : 0, at)
        break
      case 'jsonb':
        writeText('text' in column ? (value as string) : JSON.stringify(value), 1)
        break
      default:
        writeText(value as string, 0)
    }
  }
  scratch.writeInt32BE(1, 0)
  scratch.writeInt32BE(nulls, 4)
  scratch.writeInt32BE(typeNumbers[column.type], 8)
  scratch.writeInt32BE(rows.length, 12)
  scratch.writeInt32BE(1, 16)
  const bytes = Buffer.from(scratch.subarray(0, at))
  if (scratch.length > largestScratch) scratch = Buffer.allocUnsafe(1 << 16)
  return bytes
}

const largestScratch = 1 << 20

function room(bytes: number): void {
  if (at + bytes <= scratch.length) return
  const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, at + bytes))
  scratch.copy(larger, 0, 0, at)
  scratch = larger
}

/** Length and UTF-8 bytes; jsonb has its version before them. */
function writeText(text: string, version: number): void {
  room(text.length * 3 + 8)
  const begin = at + 4 + version
  if (version > 0) scratch.writeUInt8(version, at + 4)
  const bytes = scratch.write(text, begin)
  scratch.writeInt32BE(bytes + version, at)
  at = begin + bytes
}

const dash = 45

function writeUuid(text: string): void {
  let high = -1
  const end = at + 16
  for (let i = 0; i < text.length && at < end; i++) {
    const code = text.charCodeAt(i)
    if (code === dash) continue
    // 0-9, then A-F and a-f alike
    const digit = code < 58 ? code - 48 : (code | 32) - 87
    if (!(digit >= 0 && digit < 16)) throw new TypeError(`Not a UUID: ${text}`)
    if (high < 0) high = digit
    else {
      scratch[at++] = (high << 4) | digit
      high = -1
    }
  }
  if (at !== end) throw new TypeError(`Not a UUID: ${text}`)
}

function writeTime(ms: number): void {
  const since = ms - year2000
  if (Math.abs(since) < 9e12 && Number.isInteger(since)) {
    const micros = since * 1000
    const high = Math.floor(micros / 4_294_967_296)
    at = scratch.writeInt32BE(high, at)
    at = scratch.writeUInt32BE(micros - high * 4_294_967_296, at)
  } else at = scratch.writeBigInt64BE(BigInt(Math.round(since)) * 1000n, at)
}
