import { randomBytes } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { Context } from 'hono'
import type { AppEnv } from './env.ts'
import { iconPath } from './public/icon.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** Where the page keeps the nonce that its own style elements carry. */
const nonceMark = '__CSP_NONCE__'

interface StaticFile {
  type: string
  body: Buffer<ArrayBuffer>
  brotli: Buffer<ArrayBuffer> | null
  gzip: Buffer<ArrayBuffer> | null
}

export interface WebApp {
  /** the file at that path, or null */
  file(c: Context<AppEnv>, path: string): Response | null
  /** index.html, for every address that is a screen; null when the app has not been built */
  page(c: Context<AppEnv>): Response | null
}

/** The built web app, read once into memory with the compressed copies that its build wrote beside each file. */
export async function readWebApp(root: string): Promise<WebApp> {
  const files = await readAll(root)
  const index = files.get('/index.html')?.body.toString('utf8') ?? null

  return {
    file(c, path) {
      // browsers look there for the icon of what names none, such as a PDF
      const found = files.get(path === '/favicon.ico' ? iconPath : path)
      if (!found || path === '/index.html') return null
      c.header('content-type', found.type)
      c.header('vary', 'accept-encoding')
      // names under assets/ carry a hash of what is in them
      c.header('cache-control', cacheOf(path, found))
      const accepts = c.req.header('accept-encoding') ?? ''
      if (found.brotli && /\bbr\b/.test(accepts)) {
        c.header('content-encoding', 'br')
        return c.body(found.brotli)
      }
      if (found.gzip && /\bgzip\b/.test(accepts)) {
        c.header('content-encoding', 'gzip')
        return c.body(found.gzip)
      }
      return c.body(found.body)
    },
    page(c) {
      if (index === null) return null
      const nonce = randomBytes(18).toString('base64')
      c.header('content-security-policy', contentSecurityPolicy(nonce))
      c.header('cache-control', 'no-store')
      return c.html(index.replaceAll(nonceMark, nonce))
    },
  }
}

function cacheOf(path: string, found: StaticFile): string {
  if (path.startsWith('/assets/')) return 'public, max-age=31536000, immutable'
  return found.type === types['.svg'] ? 'public, max-age=86400' : 'no-cache'
}

/** Scripts and data only from this server; style elements only by the page's own nonce; nobody frames us. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    // mails in their inert frame (routes/mail-preview.ts)
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

async function readAll(root: string): Promise<Map<string, StaticFile>> {
  const files = new Map<string, StaticFile>()
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const known = new Set(paths)
  for (const path of paths) {
    const type = types[extname(path)]
    if (!type) continue
    files.set(`/${relative(root, path).split(sep).join('/')}`, {
      type,
      body: await readFile(path),
      brotli: known.has(`${path}.br`) ? await readFile(`${path}.br`) : null,
      gzip: known.has(`${path}.gz`) ? await readFile(`${path}.gz`) : null,
    })
  }
  return files
}
