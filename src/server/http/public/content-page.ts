import { createHmac, hkdfSync, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import { z } from 'zod'
import { findShared, tellRead, type SharedContent } from '#actions/content-public.ts'
import { contentWords, fileKind, fileSize, inLanguage } from '#core/content/words.ts'
import { fill } from '#core/proposal/words.ts'
import { answered } from '#store/answered.ts'
import { countAttempt } from '#store/attempt.ts'
import { findFile } from '#store/content-file.ts'
import { keepSecret } from '#store/setup.ts'
import { callerAddress } from '../door.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { clientAddress } from '../origin.ts'
import { problemResponse } from '../problem.ts'
import { sendFile } from '../routes/content-files.ts'
import { publicPage } from './frame.ts'
import { pageLanguages, visitorLanguage, type PageLanguage } from './language.ts'
import { Turnstile } from './turnstile.ts'

/** POSTs of one place in a quarter of an hour, and pages in a minute. */
const posts = { most: 60, windowMs: 900_000 }
const pages = { most: 240, windowMs: 60_000 }
const bodyBytes = 8 * 1024
const answerMs = 30_000
/** how long the address of a file opens it */
const fileMs = 10 * 60_000
/** who looked at a page so long read what it says */
const seconds = 5

const opening = z.strictObject({ token: z.string().max(60), view: z.uuid() })

/** Says that somebody looked at the page for some seconds; once, and only while they saw it. */
const beacon = `(() => {
  const { token, view, seconds } = document.currentScript.dataset
  let left = Number(seconds)
  const timer = setInterval(() => {
    if (document.visibilityState !== 'visible' || --left > 0) return
    clearInterval(timer)
    void fetch('/c/read', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, view }),
      keepalive: true,
    })
  }, 1000)
})()`

/**
 * What a link of the library opens: `GET /c/:token` shows what it is and changes nothing; `POST /c/read` says that
 * somebody looked at it, `POST /c/take` takes it: 303 to its page, or to an address that gives the file for ten minutes.
 */
export function mountContentPage(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, config, live } = services
  const turnstile = new Turnstile(pages.most, pages.windowMs)

  app.use('/c/*', (c, next) => (c.req.path.startsWith('/c/file/') ? next() : answered(next(), answerMs)))
  app.use(
    '/c/*',
    bodyLimit({
      maxSize: bodyBytes,
      onError: (c) => {
        c.header('connection', 'close')
        return problemResponse(c, { code: 'too_large', message: `Send at most ${bodyBytes / 1024} KB.` })
      },
    }),
  )

  app.get('/c/file/:key', async (c) => {
    if (!turnstile.passes(clientAddress(c, config.trustProxy) ?? '', Date.now())) return often(c)
    const opened = openKey(await fileSecret(), c.req.param('key'), Date.now())
    const file = opened && (await findFile(pool, opened.workspaceId, opened.fileId))
    return opened && file ? sendFile(c, pool, opened.workspaceId, file) : missing(c)
  })

  app.get('/c/:token', async (c) => {
    if (!turnstile.passes(clientAddress(c, config.trustProxy) ?? '', Date.now())) return often(c)
    const token = c.req.param('token')
    const found = await findShared(pool, token, visitorLanguage(c))
    return found ? sharePage(c, found, token) : missing(c)
  })

  app.post('/c/read', async (c) => {
    if ((await tooOften(c)) !== null) return c.body(null, 429)
    const sent = opening.safeParse(await c.req.json().catch(() => null))
    if (!sent.success) return c.body(null, 400)
    const found = await findShared(pool, sent.data.token, visitorLanguage(c))
    if (!found) return c.body(null, 404)
    await tell(c, found, 'content_viewed', sent.data.view)
    return c.body(null, 204)
  })

  app.post('/c/take', async (c) => {
    const wait = await tooOften(c)
    if (wait !== null) {
      c.header('retry-after', String(wait))
      return often(c)
    }
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/x-www-form-urlencoded')
      return problemResponse(c, { code: 'unsupported', message: 'Send the form of the page.' })
    const sent = opening.safeParse(Object.fromEntries(new URLSearchParams(await c.req.text())))
    const found = sent.success ? await findShared(pool, sent.data.token, visitorLanguage(c)) : null
    if (!sent.success || !found) return missing(c)
    const { file, url } = found.version
    await tell(c, found, file ? 'content_downloaded' : 'content_viewed', sent.data.view)
    c.header('cache-control', 'no-store')
    c.header('referrer-policy', 'no-referrer')
    if (!file) return c.redirect(url ?? '/', 303)
    const { workspaceId } = found.link
    const key = sealKey(await fileSecret(), { workspaceId, fileId: file.id }, Date.now() + fileMs)
    return c.redirect(`/c/file/${key}`, 303)
  })

  async function tell(
    c: Context<AppEnv>,
    found: SharedContent,
    what: 'content_viewed' | 'content_downloaded',
    view: string,
  ): Promise<void> {
    const agent = c.req.header('user-agent') ?? null
    const { workspaceId } = found.link
    await tellRead(services, found, what, view, {
      agent,
      signals: { doNotTrack: c.req.header('dnt') === '1', globalPrivacyControl: c.req.header('sec-gpc') === '1' },
      page: { url: `${callerAddress(c, config)}/c`, title: found.version.title },
      visitId: (host) =>
        services.visitIds(
          { workspaceId, host, address: clientAddress(c, config.trustProxy) ?? '', agent: agent ?? '' },
          Date.now(),
        ),
    })
    live.touch(workspaceId, 'content')
  }

  async function tooOften(c: Context<AppEnv>): Promise<number | null> {
    const from = clientAddress(c, config.trustProxy) ?? ''
    return countAttempt(pool, `content from:${from}`, { ...posts, now: Date.now() })
  }

  let secret: Promise<Buffer> | null = null
  /** Derived from the one that signs sessions, which is there since the server began. */
  function fileSecret(): Promise<Buffer> {
    secret ??= (async () => {
      const whole = config.secret ?? (await keepSecret(pool, 'session', randomBytes(48).toString('base64url')))
      return Buffer.from(hkdfSync('sha256', whole, '', 'hourglass: files of the content library', 32))
    })()
    return secret
  }
}

function sharePage(c: Context<AppEnv>, { version, kindName }: SharedContent, token: string): Promise<Response> {
  const known = pageLanguages.find((one) => one === version.language)
  const language: PageLanguage = known ?? visitorLanguage(c)
  const words = contentWords[language]
  const { file, url } = version
  const kind = file ? fill(words.takeFile, { kind: fileKind(file.type), size: fileSize(file.bytes, language) }) : null
  const host = url === null ? '' : new URL(url).host
  const view = randomUUID()
  return publicPage(c, {
    language,
    title: version.title,
    style: '.about { font-size: 17px; white-space: pre-line; } .next { margin-top: 10px; }',
    // browsers hold the answer of a form to where it may go: the page that it leads to is one
    sources: { 'form-action': file || url === null ? "'self'" : `'self' ${new URL(url).origin}` },
    script: { code: beacon, data: { token, view, seconds: String(seconds) } },
    body: html`<p class="kicker">${inLanguage(kindName, language)}</p>
      <h1>${version.title}</h1>
      ${version.about === '' ? '' : html`<p class="about">${version.about}</p>`}
      <form method="post" action="/c/take">
        <input type="hidden" name="token" value="${token}" />
        <input type="hidden" name="view" value="${view}" />
        <button class="main" type="submit">${file ? words.take : words.open}</button>
        <p class="quiet small next">${kind ?? fill(words.openNext, { host })}</p>
      </form>`,
  })
}

/** Nothing behind the link: in the language of whoever looks. */
function missing(c: Context<AppEnv>): Promise<Response> {
  return refusal(c, 404, 'missing', 'missingNext')
}

function often(c: Context<AppEnv>): Promise<Response> {
  return refusal(c, 429, 'often', 'oftenNext')
}

function refusal(
  c: Context<AppEnv>,
  status: 404 | 429,
  title: 'missing' | 'often',
  next: 'missingNext' | 'oftenNext',
): Promise<Response> {
  const language = visitorLanguage(c)
  const words = contentWords[language]
  return publicPage(c, {
    status,
    language,
    title: words[title],
    body: html`<h1>${words[title]}</h1>
      <p>${words[next]}</p>`,
  })
}

interface FileKey {
  workspaceId: string
  fileId: string
}

/** `workspace.file.until.signature`: HMAC-SHA256, cut to 128 bits. */
function sealKey(secret: Buffer, { workspaceId, fileId }: FileKey, until: number): string {
  const text = `${workspaceId}.${fileId}.${until.toString(36)}`
  return `${text}.${signatureOf(secret, text)}`
}

/** Null when it is not ours, or its time is over. `now` in epoch ms. */
function openKey(secret: Buffer, key: string, now: number): FileKey | null {
  const [workspaceId = '', fileId = '', until = '', signature = ''] = key.split('.')
  const wanted = Buffer.from(signatureOf(secret, `${workspaceId}.${fileId}.${until}`))
  const given = Buffer.from(signature)
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return null
  return Number.parseInt(until, 36) > now ? { workspaceId, fileId } : null
}

function signatureOf(secret: Buffer, text: string): string {
  return createHmac('sha256', secret).update(text).digest().subarray(0, 16).toString('base64url')
}
