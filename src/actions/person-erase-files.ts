import { open, type FileHandle } from 'node:fs/promises'
import { refusedPath, uploadPath } from '#actions/import-upload.ts'
import { guessEncoding, type FileSample } from '#core/import/encoding.ts'
import { waitingUploads } from '#store/erasure-find.ts'
import type { Db } from '#store/rows.ts'

const chunkBytes = 1024 * 1024
/** a record that is longer is looked at in parts */
const longestRecord = 4 * chunkBytes
const filler = 0x20

/**
 * Takes whoever is named by a pattern out of files: of those that wait to be imported the whole row, of logs the whole
 * line. Bytes are written over where they stand, separators and quotes left, so that whoever reads or writes the file just
 * now goes on undisturbed, and other rows keep their numbers. What is left of it is blank cells.
 */
export async function cleanFiles(
  db: Db,
  workspaceId: string,
  pattern: string,
  { uploads, logs = [] }: { uploads?: string | undefined; logs?: readonly string[] | undefined },
): Promise<number> {
  const named = new RegExp(pattern, 'iu')
  const paths = [...logs]
  if (uploads !== undefined) {
    for (const id of await waitingUploads(db, workspaceId))
      paths.push(uploadPath(uploads, id), refusedPath(uploads, id))
  }
  let cleaned = 0
  for (const path of paths) cleaned += await cleanFile(path, named)
  return cleaned
}

/** Gives how many records were written over; a file that is gone has none. */
export async function cleanFile(path: string, named: RegExp): Promise<number> {
  let file: FileHandle
  try {
    file = await open(path, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
  try {
    const decoder = new TextDecoder(await encodingOf(file))
    const width = decoder.encoding.startsWith('utf-16') ? 2 : 1
    let cleaned = 0
    let rest = Buffer.alloc(0)
    let begin = 0
    for (;;) {
      const chunk = Buffer.alloc(chunkBytes)
      const { bytesRead } = await file.read(chunk, 0, chunkBytes, begin + rest.length)
      const buffer = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
      const final = bytesRead === 0
      let at = 0
      for (;;) {
        const next = recordEnd(buffer, at, width, decoder.encoding === 'utf-16be')
        const stop = next ?? (final || buffer.length - at > longestRecord ? buffer.length : null)
        if (stop === null || stop === at) break
        const record = buffer.subarray(at, stop)
        if (named.test(decoder.decode(record))) {
          await file.write(filled(record, width, decoder.encoding === 'utf-16be'), 0, record.length, begin + at)
          cleaned++
        }
        at = stop
      }
      rest = Buffer.from(buffer.subarray(at))
      begin += at
      if (final) return cleaned
    }
  } finally {
    await file.close()
  }
}

async function encodingOf(file: FileHandle): Promise<string> {
  const head = Buffer.alloc(256 * 1024)
  const { bytesRead } = await file.read(head, 0, head.length, 0)
  const bytes = head.subarray(0, bytesRead)
  const utf8 = isUtf8(bytes)
  const { size } = await file.stat()
  const sample: FileSample = { head: bytes, high: bytes.filter((byte) => byte >= 0x80), utf8, size }
  return utf8 ? 'utf-8' : guessEncoding(sample).encoding
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Where the record that begins at `at` ends, after its line end; null where that is not there yet. Quotes may hold lines. */
function recordEnd(buffer: Buffer, at: number, width: 1 | 2, big: boolean): number | null {
  let quoted = false
  for (let i = at; i + width <= buffer.length; i += width) {
    const unit = width === 1 ? buffer[i] : big ? buffer.readUInt16BE(i) : buffer.readUInt16LE(i)
    if (unit === 0x22) quoted = !quoted
    else if (unit === 0x0a && (!quoted || i - at > 64 * 1024)) return i + width
  }
  return null
}

const kept = new Set([...'",;|\t\r\n'].map((one) => one.charCodeAt(0)))

function filled(record: Buffer, width: 1 | 2, big: boolean): Buffer {
  const out = Buffer.from(record)
  for (let i = 0; i + width <= out.length; i += width) {
    const unit = width === 1 ? (out[i] as number) : big ? out.readUInt16BE(i) : out.readUInt16LE(i)
    if (kept.has(unit)) continue
    if (width === 1) out[i] = filler
    else if (big) out.writeUInt16BE(filler, i)
    else out.writeUInt16LE(filler, i)
  }
  return out
}
