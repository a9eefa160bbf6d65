import { randomBytes, randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { proposalWords } from '#core/proposal/words.ts'
import type { ProposalLanguage } from '#core/proposal/document.ts'
import type { AppEnv } from '../env.ts'
import { escaped } from '../public/html.ts'
import { iconLink } from '../public/icon.ts'
import { notice, sheetBody, type Sheet } from './paper.ts'
import { script, style } from './style.ts'

interface Answer {
  status: ContentfulStatusCode
  language: ProposalLanguage
  title: string
  body: string
  /** the link's token, where the page may say that it was read */
  token?: string
}

/** A whole page. Runs one script of ours and no other, loads its icon alone, sets no cookie, is kept and found nowhere. */
function respond(c: Context<AppEnv>, { status, language, title, body, token }: Answer): Response {
  const nonce = randomBytes(18).toString('base64')
  setHeaders(c, `script-src 'nonce-${nonce}'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'`, nonce)
  const code =
    token === undefined
      ? ''
      : `<script nonce="${nonce}" data-token="${escaped(token)}" data-view="${randomUUID()}">${script}</script>`
  return c.html(documentOf(language, title, nonce, `<main>${body}</main>${code}`), status)
}

function setHeaders(c: Context<AppEnv>, more: string, nonce: string): void {
  c.header(
    'content-security-policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; img-src 'self'; base-uri 'none'; ${more}`,
  )
  c.header('x-robots-tag', 'noindex, nofollow, noarchive, nosnippet')
  c.header('cache-control', 'private, no-store')
}

function documentOf(language: ProposalLanguage, title: string, nonce: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${escaped(title)}</title>
${iconLink()}
<style nonce="${nonce}">${style}</style>
</head>
<body>
${body}
</body>
</html>`
}

/** The proposal itself. Looking at it changes nothing. */
export function sheetPage(c: Context<AppEnv>, sheet: Sheet): Response {
  const { language, content, token } = sheet
  const title = `${content.title} · ${proposalWords[language].proposal}`
  return respond(c, {
    status: 200,
    language,
    title,
    body: sheetBody(sheet),
    ...(token === null ? {} : { token }),
  })
}

/** The same for colleagues in a frame of the app: nothing in it does anything. */
export function previewPage(c: Context<AppEnv>, sheet: Sheet): Response {
  const nonce = randomBytes(18).toString('base64')
  setHeaders(c, `sandbox; form-action 'none'; frame-ancestors 'self'`, nonce)
  const words = proposalWords[sheet.language]
  const banner = sheet.state === 'draft' ? `<p class="preview">${escaped(words.preview)}</p>` : ''
  const body = `${banner}<main>${sheetBody(sheet)}</main>`
  return c.html(documentOf(sheet.language, sheet.content.title, nonce, body))
}

/** Why there is no proposal to be read, or why an answer was not taken, and what to do. */
export function refusalPage(
  c: Context<AppEnv>,
  status: ContentfulStatusCode,
  { language, title, lines, back }: { language: ProposalLanguage; title: string; lines: string[]; back?: string },
): Response {
  const words = proposalWords[language]
  const way =
    back === undefined ? '' : `<p class="row"><a href="/p/${escaped(back)}">${escaped(words.state.back)}</a></p>`
  const body = `<p class="kicker">${escaped(words.proposal)}</p>${notice('bad', title, lines).replace(/<(\/?)h2>/g, '<$1h1>')}${way}`
  return respond(c, { status, language, title, body })
}
