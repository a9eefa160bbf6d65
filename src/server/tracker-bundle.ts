import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'

export interface TrackerBundle {
  plain: Buffer
  gzip: Buffer
  brotli: Buffer
  etag: string
}

const source = join(import.meta.dirname, '../tracker/tracker.ts')
let built: Promise<TrackerBundle> | undefined

/** The page script, built once per process (some 30 ms) and kept in each form it is asked for. */
export function trackerBundle(): Promise<TrackerBundle> {
  built ??= buildTracker().catch((error: unknown) => {
    built = undefined
    throw error
  })
  return built
}

async function buildTracker(): Promise<TrackerBundle> {
  const result = await build({
    entryPoints: [source],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  })
  const plain = Buffer.from(result.outputFiles[0]?.contents ?? [])
  return {
    plain,
    gzip: gzipSync(plain, { level: 9 }),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
  }
}

/** Answers GET /t.js: for any page, cached for an hour, compressed as the browser can. */
export async function serveTracker(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const bundle = await trackerBundle()
  response.setHeader('vary', 'Origin, Accept-Encoding')
  response.setHeader('etag', bundle.etag)
  response.setHeader('cache-control', 'public, max-age=3600, stale-while-revalidate=86400')
  response.setHeader('cross-origin-resource-policy', 'cross-origin')
  response.setHeader('x-content-type-options', 'nosniff')
  if (request.headers['if-none-match'] === bundle.etag) {
    response.writeHead(304)
    response.end()
    return
  }
  const accepted = request.headers['accept-encoding'] ?? ''
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
  const body = encoding === 'br' ? bundle.brotli : encoding === 'gzip' ? bundle.gzip : bundle.plain
  if (encoding !== null) response.setHeader('content-encoding', encoding)
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}
