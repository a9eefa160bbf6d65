import { randomBytes } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { FlowBusy } from '#actions/flow-types.ts'
import { recoverSubmissions } from '#actions/form-clear.ts'
import { FormDoor, type Sender, type Taken } from '#actions/form/door.ts'
import { saveFormLook } from '#actions/form/look.ts'
import { languageOf, tiedId, type OpenForm } from '#actions/form/shown.ts'
import { Tally } from '#actions/form/tally.ts'
import { formLookInput, formOpenInput } from '#contract/form.ts'
import { formWords } from '#core/form/words.ts'
import { answered } from '#store/answered.ts'
import { keepSecret } from '#store/setup.ts'
import { troubleOf } from '#store/trouble.ts'
import { scriptAnswer } from '#server/tracker-bundle.ts'
import { limitBody } from '../body-limit.ts'
import { ownAddress } from '../door.ts'
import { isColleague } from '../actor.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { clientAddress } from '../origin.ts'
import { visitorLanguage } from './language.ts'
import { ownCookie, readJson, readSubmission } from './form-body.ts'
import { formPage, formParts, noFormPage, thanksHtml, thanksPage } from './form-view.ts'
import { mountFormPreview } from './form-preview.ts'
import { Turnstile } from './turnstile.ts'

const bodyBytes = 64 * 1024
const answerMs = 30_000
/** pages of one place in a minute, and looks in ten */
const pages = { most: 240, windowMs: 60_000 }
const looks = { most: 600, windowMs: 600_000 }

/**
 * Forms for strangers: their own pages (`GET /f/:slug`, changes nothing), what is sent (`POST /f/:slug`, by a script as
 * JSON or by a browser as it is), and what the embedded script asks for. Any site may send: there is no cookie in it.
 */
export function mountForms(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, flow, config, live } = services
  const base = ownAddress(config)
  const turnstile = new Turnstile(pages.most, pages.windowMs)
  const looked = new Tally(looks.windowMs)
  // read once, when the first form is asked for
  let opened: Promise<{ secret: string; door: FormDoor }> | undefined
  const open = (): Promise<{ secret: string; door: FormDoor }> => {
    opened ??= (async () => {
      const secret = await keepSecret(pool, 'form', randomBytes(48).toString('base64url'))
      const onTaken = (workspaceId: string): void => live.touch(workspaceId, 'capture')
      // what a flood left to the database; what fails is taken up by the job
      const onLeft = (): void => void recoverSubmissions(pool, { base, now: Date.now(), olderMs: 0 }).catch(() => {})
      return { secret, door: new FormDoor({ pool, flow, secret, base, onTaken, onLeft }) }
    })()
    opened.catch(() => (opened = undefined))
    return opened
  }

  // a page that is looked at writes nothing: what it needs is made now
  open().catch(() => {})
  mountFormPreview(app, services, open)

  app.get('/f.js', async (c) => {
    const { status, headers, body } = await scriptAnswer('form', {
      accepted: c.req.header('accept-encoding') ?? '',
      known: c.req.header('if-none-match') ?? '',
    })
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    c.header('access-control-allow-origin', '*')
    return body === undefined ? c.body(null, status) : c.body(new Uint8Array(body), 200)
  })

  app.use('/f/*', (_, next) => answered(next(), answerMs))
  app.use('/f/*', async (c, next) => {
    c.header('access-control-allow-origin', '*')
    c.header('access-control-expose-headers', 'retry-after')
    c.header('cross-origin-resource-policy', 'cross-origin')
    await next()
  })
  app.use(
    '/f/*',
    limitBody({
      maxSize: bodyBytes,
      onError: (c) => {
        c.header('connection', 'close')
        const words = formWords[visitorLanguage(c)]
        return c.json({ words: words.large }, 413)
      },
    }),
  )
  app.options('/f/*', (c) => {
    c.header('access-control-allow-methods', 'POST, OPTIONS')
    c.header('access-control-allow-headers', 'content-type, accept')
    c.header('access-control-max-age', '86400')
    return c.body(null, 204)
  })

  app.get('/f/:slug', async (c) => {
    const now = Date.now()
    if (!turnstile.passes(clientAddress(c, config.trustProxy) ?? '', now)) {
      const language = visitorLanguage(c)
      return noFormPage(c, 429, { language, title: formWords[language].often, line: formWords[language].often })
    }
    const { secret, door } = await open()
    const form = await door.shown.find(c.req.param('slug'), now)
    if (form === null) return missing(c)
    if (form.document === null) return closed(c)
    const asked = c.req.query('lang')
    const language =
      asked === undefined ? visitorLanguage(c, form.document.languages) : languageOf(form.document, [asked])
    const anonymousId = tiedId(form.privacy, { ...signalsOf(c), anonymousId: ownCookie(c), tracking: false })
    const parts = await formParts(services, secret, form, {
      language,
      anonymousId,
      action: `/f/${form.slug}`,
      untitled: true,
      now,
    })
    const tracker = (await isColleague(c, services, form.workspaceId)) ? null : form.key
    return formPage(c, form, withQuery(parts, c), { tracker })
  })

  app.post('/f/:slug/open', async (c) => {
    const now = Date.now()
    if (!turnstile.passes(clientAddress(c, config.trustProxy) ?? '', now)) return c.json({}, 429)
    const asked = formOpenInput.safeParse(await readJson(c))
    if (!asked.success) return c.json({}, 400)
    const { secret, door } = await open()
    const form = await door.shown.find(c.req.param('slug'), now)
    if (form === null || form.document === null) return c.json({}, form === null ? 404 : 410)
    const { languages, anonymousId, theme } = asked.data
    const language = languageOf(form.document, languages)
    const id = tiedId(form.privacy, { ...signalsOf(c), anonymousId, tracking: true })
    const action = `${callerBase(c, base)}/f/${form.slug}`
    c.header('cache-control', 'private, no-store')
    return c.json(await formParts(services, secret, form, { language, anonymousId: id, action, theme, now }))
  })

  app.post('/f/:slug/look', async (c) => {
    const now = Date.now()
    if (looked.add(clientAddress(c, config.trustProxy) ?? '', now) >= looks.most) return c.body(null, 429)
    const sent = formLookInput.safeParse(await readJson(c))
    if (!sent.success) return c.body(null, 400)
    const { door } = await open()
    const form = await door.shown.find(c.req.param('slug'), now)
    if (form === null || form.document === null) return c.body(null, 404)
    await saveFormLook({ pool, flow }, form, sent.data, senderOf(c, services, false), now)
    return c.body(null, 204)
  })

  app.post('/f/:slug', async (c) => {
    const slug = c.req.param('slug')
    const { bare, input } = await readSubmission(c)
    const language = visitorLanguage(c)
    if (input === null) {
      const line = formWords[language].faults.text
      return bare ? noFormPage(c, 400, { language, title: line, line }) : c.json({ words: line }, 400)
    }
    const { secret, door } = await open()
    try {
      const taken = await door.take(slug, input, senderOf(c, services, bare), Date.now())
      return bare ? barePage(c, secret, taken) : scriptAnswerOf(c, taken)
    } catch (error) {
      const seconds = error instanceof FlowBusy ? error.retryAfterSeconds : 2
      if (!(error instanceof FlowBusy) && troubleOf(error) === null) throw error
      c.header('retry-after', String(Math.max(1, Math.ceil(seconds))))
      if (!bare) return c.json({ words: formWords[language].busy }, 503)
      const form = await door.shown.find(slug, Date.now()).catch(() => null)
      if (form === null || form.document === null)
        return noFormPage(c, 503, { language, title: formWords[language].busy, line: formWords[language].busy })
      return kept(c, secret, form, input)
    }
  })

  /** The page again with what was typed: the database is away, or too much is being sent. */
  async function kept(
    c: Context<AppEnv>,
    secret: string,
    form: OpenForm,
    { values, language: wished }: { values: Record<string, string | string[]>; language: string },
  ): Promise<Response> {
    const language = languageOf(form.document, [wished])
    const again = { fields: form.document.fields, left: [], values, faults: [] }
    const action = `/f/${form.slug}`
    const parts = await formParts(services, secret, form, {
      language,
      anonymousId: null,
      action,
      now: Date.now(),
      again,
    })
    return formPage(c, form, parts, { status: 503, line: formWords[language].busy })
  }

  function scriptAnswerOf(c: Context<AppEnv>, taken: Taken): Response {
    c.header('cache-control', 'private, no-store')
    switch (taken.kind) {
      case 'missing':
        return c.json({ words: formWords[visitorLanguage(c)].missing }, 404)
      case 'closed':
        return c.json({ words: formWords[taken.language].closed }, 410)
      case 'often':
        c.header('retry-after', String(taken.seconds))
        return c.json({ words: formWords[taken.language].often }, 429)
      case 'faults':
        return c.json({ faults: taken.faults }, 422)
      case 'taken':
        return c.json({ html: thanksHtml(taken.thanks), redirect: taken.thanks.redirect })
    }
  }

  async function barePage(c: Context<AppEnv>, secret: string, taken: Taken): Promise<Response> {
    if (taken.kind === 'missing') return missing(c)
    if (taken.kind === 'closed') return closed(c)
    const { form, language } = taken
    if (taken.kind === 'often') {
      c.header('retry-after', String(taken.seconds))
      const line = formWords[language].often
      return noFormPage(c, 429, { language, title: line, line })
    }
    if (taken.kind === 'faults') {
      const action = `/f/${form.slug}`
      const parts = await formParts(services, secret, form, {
        language,
        anonymousId: null,
        action,
        untitled: true,
        now: Date.now(),
        again: taken,
      })
      return formPage(c, form, parts, { status: 422 })
    }
    if (taken.thanks.redirect !== null) return c.redirect(taken.thanks.redirect, 303)
    return thanksPage(c, form, language, taken.thanks)
  }
}

/** Whoever sends, as far as the request tells. */
export function senderOf(
  c: Context<AppEnv>,
  { config, visitIds }: Pick<AppServices, 'config' | 'visitIds'>,
  bare: boolean,
): Sender {
  const address = clientAddress(c, config.trustProxy)
  const agent = c.req.header('user-agent') ?? null
  const from = c.req.header('origin') ?? c.req.header('referer') ?? ''
  return {
    ...signalsOf(c),
    address,
    agent,
    host: URL.canParse(from) ? new URL(from).host : null,
    bare,
    visitId: (workspaceId, host) =>
      visitIds({ workspaceId, host, address: address ?? '', agent: agent ?? '' }, Date.now()),
  }
}

function signalsOf(c: Context<AppEnv>): { doNotTrack: boolean; globalPrivacyControl: boolean } {
  return { doNotTrack: c.req.header('dnt') === '1', globalPrivacyControl: c.req.header('sec-gpc') === '1' }
}

/** The server as the embedding page reached it: its script came from there. */
export function callerBase(c: Context<AppEnv>, base: string): string {
  const host = c.req.header('host')
  return host !== undefined && new URL(base).host !== host && /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host)
    ? `http://${host}`
    : base
}

/** Hidden fields take what the page's own address says, for those without a script. */
function withQuery<Parts extends { html: string }>(parts: Parts, c: Context<AppEnv>): Parts {
  const escape = (text: string): string =>
    text.slice(0, 500).replaceAll(/[&<>"']/g, (mark) => `&#${mark.codePointAt(0)};`)
  const html = parts.html.replaceAll(/value="" data-source="(utm_[a-z]+)"/g, (whole, name: string) => {
    const value = c.req.query(name)
    return value === undefined ? whole : `value="${escape(value)}" data-source="${name}"`
  })
  return { ...parts, html }
}

function missing(c: Context<AppEnv>): Promise<Response> {
  const language = visitorLanguage(c)
  const { missing: title, missingNext: line } = formWords[language]
  return noFormPage(c, 404, { language, title, line })
}

function closed(c: Context<AppEnv>): Promise<Response> {
  const language = visitorLanguage(c)
  const { closed: title, closedNext: line } = formWords[language]
  return noFormPage(c, 410, { language, title, line })
}
