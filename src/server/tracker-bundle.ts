import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** A script for other people's pages, in each form it is asked for. */
export interface ScriptBundle {
  plain: Buffer
  gzip: Buffer
  brotli: Buffer
  etag: string
}

const sources = join(import.meta.dirname, '..')

/** What each script begins with. The scripts import nothing; rules that they share with the server are handed to them. */
const entries = {
  tracker: `import './tracker/tracker.ts'`,
  banner: `import './tracker/banner.ts'`,
  slots: `import './tracker/slots.ts'`,
  form: `import { startForms } from './tracker/form.ts'
    import { faultOf, shownFields } from './core/form/values.ts'
    import { meantMail } from './core/form/typo.ts'
    startForms({ faultOf, shownFields, meantMail })`,
  survey: `import { startSurvey } from './tracker/survey.ts'
    import { dress, fill, schemeOf, send, trackerId, whereabouts } from './tracker/form.ts'
    startSurvey({ dress, fill, schemeOf, send, trackerId, whereabouts })`,
} as const
export type ScriptName = keyof typeof entries

const built = new Map<ScriptName, Promise<ScriptBundle>>()

/** A script, built once per process (some 30 ms). */
export function scriptBundle(name: ScriptName): Promise<ScriptBundle> {
  const known = built.get(name)
  if (known) return known
  const building = buildScript(name).catch((error: unknown) => {
    built.delete(name)
    throw error
  })
  built.set(name, building)
  return building
}

/** The page script, `/t.js`. */
export function trackerBundle(): Promise<ScriptBundle> {
  return scriptBundle('tracker')
}

async function buildScript(name: ScriptName): Promise<ScriptBundle> {
  const result = await build({
    stdin: { contents: entries[name], resolveDir: sources, sourcefile: `${name}.js` },
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

/** Answers GET of a script: for any page, cached for an hour, compressed as the browser can. */
export async function serveScript(name: ScriptName, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, body } = await scriptAnswer(name, {
    accepted: request.headers['accept-encoding'] ?? '',
    known: request.headers['if-none-match'] ?? '',
  })
  for (const [header, value] of Object.entries(headers)) response.setHeader(header, value)
  response.writeHead(status)
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** The same as an answer of any server. `accepted`: Accept-Encoding; `known`: If-None-Match. */
export async function scriptAnswer(
  name: ScriptName,
  { accepted, known }: { accepted: string; known: string },
): Promise<{ status: 200 | 304; headers: Record<string, string>; body?: Buffer }> {
  const bundle = await scriptBundle(name)
  const headers: Record<string, string> = {
    vary: 'Origin, Accept-Encoding',
    etag: bundle.etag,
    'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  }
  if (known === bundle.etag) return { status: 304, headers }
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
  const body = encoding === 'br' ? bundle.brotli : encoding === 'gzip' ? bundle.gzip : bundle.plain
  if (encoding !== null) headers['content-encoding'] = encoding
  headers['content-type'] = 'text/javascript; charset=utf-8'
  headers['content-length'] = String(body.length)
  return { status: 200, headers, body }
}
