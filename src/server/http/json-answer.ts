import { gzipSync } from 'node:zlib'
import type { Context } from 'hono'
import { parseAccept } from 'hono/utils/accept'
import type { AppEnv } from './env.ts'

/** Shorter answers are not packed: they fit into one packet as they are. */
const leastPacked = 1024
/** Longer ones are packed beside the main thread, as they go out (the compressing middleware). */
const mostPacked = 128 * 1024

/**
 * A JSON answer, packed at once for whoever takes gzip: nearly all answers of the API are short, and the streams around each
 * would cost several times what packing it does.
 */
export function jsonAnswer(c: Context<AppEnv>, value: object): Response {
  const text = JSON.stringify(value)
  if (text.length > mostPacked) return c.json(value)
  const plain = Buffer.from(text)
  const packed = plain.length >= leastPacked && takesGzip(c.req.header('accept-encoding'))
  const bytes = packed ? gzipSync(plain) : plain
  c.header('content-type', 'application/json')
  c.header('content-length', String(bytes.length))
  if (plain.length >= leastPacked) c.header('vary', 'Accept-Encoding', { append: true })
  if (packed) c.header('content-encoding', 'gzip')
  return c.body(bytes)
}

// browsers and libraries say the same in every request
const known = new Map<string, boolean>()
const mostKnown = 100

function takesGzip(header: string | undefined): boolean {
  if (header === undefined) return false
  const before = known.get(header)
  if (before !== undefined) return before
  const accepted = parseAccept(header)
  const named = accepted.find(({ type }) => type.toLowerCase() === 'gzip') ?? accepted.find(({ type }) => type === '*')
  const takes = named !== undefined && named.q > 0
  if (known.size < mostKnown) known.set(header, takes)
  return takes
}
