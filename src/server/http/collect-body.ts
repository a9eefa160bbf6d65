import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { maxBodyBytes } from '#contract/collect/limits.ts'
import type { Share } from './load.ts'

export type BodyFault = 'too_large' | 'unreadable' | 'gone' | 'crowded'
export type Body = { ok: true; bytes: Buffer } | { ok: false; fault: BodyFault; message: string }

/**
 * A request's body, decompressed by what it is and not by what it is called; at most 500 KB, checked while inflating.
 * `share` is what it may hold of the memory (http/load.ts).
 */
export async function readBody(request: IncomingMessage, share: Share): Promise<Body> {
  const sent = await receive(request, share)
  if (!sent.ok) return sent
  const body = await inflate(sent.bytes, request.headers['content-encoding'])
  if (body.ok && !share.take(Math.max(0, body.bytes.length - sent.bytes.length))) return crowded()
  return body
}

// compression may make random bytes a little longer
const maxSentBytes = maxBodyBytes + 1024

function receive(request: IncomingMessage, share: Share): Promise<Body> {
  if (Number(request.headers['content-length']) > maxSentBytes) return Promise.resolve(tooLarge())
  return new Promise((done) => {
    const chunks: Buffer[] = []
    let size = 0
    const onData = (chunk: Buffer) => {
      size += chunk.length
      if (size > maxSentBytes) finish(tooLarge())
      else if (!share.take(chunk.length)) finish(crowded())
      else chunks.push(chunk)
    }
    const onEnd = () => finish({ ok: true, bytes: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks) })
    const onGone = () => finish({ ok: false, fault: 'gone', message: 'The connection ended before the body did.' })
    function finish(body: Body): void {
      request.off('data', onData).off('end', onEnd).off('close', onGone).off('aborted', onGone)
      done(body)
    }
    // what happens to the connection later is no news
    request.on('error', onGone)
    request.on('data', onData).on('end', onEnd).on('close', onGone).on('aborted', onGone)
  })
}

const options = { maxOutputLength: maxBodyBytes }
const gunzip = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.gunzip)
const inflateZlib = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.inflate)
const inflateRaw = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.inflateRaw)
const brotli = promisify<zlib.InputType, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)
const zstd = promisify<zlib.InputType, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress)

// a body packed twice is legal, three times is a joke
const mostLayers = 2

async function inflate(sent: Buffer, label: string | undefined): Promise<Body> {
  let bytes = sent
  for (let layer = 0; layer < mostLayers; layer++) {
    const unpack = unpacker(bytes, layer === 0 ? (label ?? '').toLowerCase() : '')
    if (unpack === null) break
    try {
      bytes = await unpack(bytes)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return tooLarge()
      return { ok: false, fault: 'unreadable', message: 'The body cannot be decompressed: it is cut or damaged.' }
    }
  }
  return bytes.length > maxBodyBytes ? tooLarge() : { ok: true, bytes }
}

/** By the first bytes, which no JSON text has; brotli and raw deflate have no such mark and go by their label. */
function unpacker(bytes: Buffer, label: string): ((bytes: Buffer) => Promise<Buffer>) | null {
  const [first, second, third, fourth] = bytes
  if (first === 0x1f && second === 0x8b) return (b) => gunzip(b, options)
  if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd) return (b) => zstd(b, options)
  if (first === 0x78 && second !== undefined && ((first << 8) | second) % 31 === 0)
    return (b) => inflateZlib(b, options)
  if (looksLikeJson(bytes)) return null
  if (label.includes('br')) return (b) => brotli(b, options)
  if (label.includes('deflate')) return (b) => inflateRaw(b, options)
  return null
}

function looksLikeJson(bytes: Buffer): boolean {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  for (let index = start; index < bytes.length && index < start + 64; index++) {
    const byte = bytes[index]
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) continue
    return byte === 0x7b || byte === 0x5b
  }
  return false
}

function tooLarge(): Body {
  return {
    ok: false,
    fault: 'too_large',
    message: `The body is larger than ${maxBodyBytes / 1024} KB after decompression. Send smaller batches.`,
  }
}

function crowded(): Body {
  return { ok: false, fault: 'crowded', message: 'Too much is being sent at once; send it again shortly.' }
}
