import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { AppEnv } from '../env.ts'
import { iconLink } from './icon.ts'
import type { PageLanguage } from './language.ts'
import { publicStyle } from './style.ts'

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

export interface PublicPage {
  status?: ContentfulStatusCode
  language: PageLanguage
  title: string
  /** inside <main>; written with hono's `html`, which escapes what is put into it */
  body: Markup
  /** added to the style that all public pages have */
  style?: string
  /** our own script, run with the page's nonce; its `document.currentScript.dataset` holds `data` */
  script?: { code: string; data?: Readonly<Record<string, string>> }
  /** a public key of the workspace: the page script counts the visit, as consent and the browser's signals allow */
  tracker?: string | null
  /** searchable and kept by caches; absent: found and kept nowhere */
  indexed?: { description: string; seconds: number }
  /** origins that may show it in a frame: `'none'` unless said */
  ancestors?: string
  /** further sources of the content security policy, by directive: `{ 'img-src': "'self' https:" }` */
  sources?: Readonly<Record<string, string>>
}

/**
 * A page for strangers in the look of the app: runs scripts of ours at most and no other, sets no cookie, and says to
 * browsers that nothing else may load.
 */
export async function publicPage(c: Context<AppEnv>, page: PublicPage): Promise<Response> {
  const {
    language,
    title,
    body,
    style = '',
    script,
    tracker = null,
    indexed,
    ancestors = "'none'",
    sources = {},
    status = 200,
  } = page
  const nonce = randomBytes(18).toString('base64')
  const policy: Record<string, string> = {
    'default-src': "'none'",
    'style-src': `'nonce-${nonce}'`,
    'base-uri': "'none'",
    'form-action': "'self'",
    'connect-src': "'self'",
    'img-src': "'self' data:",
    'frame-ancestors': ancestors,
    ...(script || tracker !== null ? { 'script-src': `'nonce-${nonce}'` } : {}),
    ...sources,
  }
  c.header(
    'content-security-policy',
    Object.entries(policy)
      .map(([directive, value]) => `${directive} ${value.replaceAll('{nonce}', `'nonce-${nonce}'`)}`)
      .join('; '),
  )
  if (indexed) c.header('cache-control', `public, max-age=${indexed.seconds}`)
  else {
    c.header('x-robots-tag', 'noindex, nofollow, noarchive, nosnippet')
    c.header('cache-control', 'private, no-store')
  }
  const robots = indexed
    ? html`<meta name="description" content="${indexed.description}" />`
    : html`<meta name="robots" content="noindex, nofollow" /><meta name="referrer" content="no-referrer" />`
  const data = Object.entries(script?.data ?? {}).map(([key, value]) => html` data-${raw(key)}="${value}"`)
  const code = script
    ? html`<script nonce="${nonce}" ${data}>
        ${raw(script.code)}
      </script>`
    : ''
  const follow =
    tracker === null ? '' : html`<script async nonce="${nonce}" src="/t.js" data-key="${tracker}"></script>`
  const text = await html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${robots} ${raw(iconLink())}
        <title>${title}</title>
        <style nonce="${nonce}">
          ${raw(publicStyle + style)}
        </style>
      </head>
      <body>
        <main>${body}</main>
        ${code} ${follow}
      </body>
    </html>`
  return c.html(text, status)
}
