import { randomUUID } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html, raw } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { FlowBusy } from '#actions/flow-types.ts'
import type { Sender } from '#actions/form/door.ts'
import { Tally } from '#actions/form/tally.ts'
import { SurveyDoor, type Answered } from '#actions/survey/door.ts'
import type { OpenSurvey } from '#actions/survey/shown.ts'
import { surveyLookInput, surveyOpenInput, surveySent, type SurveySent } from '#contract/survey.ts'
import { wordsIn } from '#core/form/document.ts'
import type { AnswerFault } from '#core/survey/answer.ts'
import { surveyLanguage, type SurveyLanguage } from '#core/survey/document.ts'
import { surveyInputs, surveyMarkup, surveyThanks } from '#core/survey/markup.ts'
import { surveyStyle } from '#core/survey/style.ts'
import { surveyWords } from '#core/survey/words.ts'
import { scriptAnswer, scriptBundle } from '#server/tracker-bundle.ts'
import { answered } from '#store/answered.ts'
import { troubleOf } from '#store/trouble.ts'
import { ownAddress } from '../door.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { clientAddress } from '../origin.ts'
import { ownCookie, readJson } from './form-body.ts'
import { callerBase, senderOf } from './form-page.ts'
import { noFormPage } from './form-view.ts'
import { publicPage } from './frame.ts'
import { visitorLanguage } from './language.ts'
import { Turnstile } from './turnstile.ts'

const bodyBytes = 64 * 1024
const answerMs = 30_000
/** pages of one place in a minute, and looks in ten */
const pages = { most: 240, windowMs: 60_000 }
const looks = { most: 600, windowMs: 600_000 }

/** What /s.js is told of a survey. */
interface SurveyModel {
  slug: string
  action: string
  language: SurveyLanguage
  place: 'inline' | 'corner'
  after: number
  words: object
}

/**
 * Surveys for strangers: their own pages (`GET /s/:slug`, changes nothing; `?answer=` chooses one beforehand), what is
 * answered (`POST /s/:slug`, by a script as JSON or by a browser as it is), and what the script of other sites asks for.
 * No cookie is needed for any of it.
 */
export function mountSurveys(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, flow, config, live } = services
  const base = ownAddress(config)
  const turnstile = new Turnstile(pages.most, pages.windowMs)
  const looked = new Tally(looks.windowMs)
  const door = new SurveyDoor({ pool, flow, onTaken: (workspaceId) => live.touch(workspaceId, 'capture') })
  const from = (c: Context<AppEnv>, bare: boolean): Sender => senderOf(c, services, bare)

  app.get('/s.js', async (c) => {
    const { status, headers, body } = await scriptAnswer('survey', {
      accepted: c.req.header('accept-encoding') ?? '',
      known: c.req.header('if-none-match') ?? '',
    })
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    c.header('access-control-allow-origin', '*')
    return body === undefined ? c.body(null, status) : c.body(new Uint8Array(body), 200)
  })

  app.use('/s/*', (_, next) => answered(next(), answerMs))
  app.use('/s/*', async (c, next) => {
    c.header('access-control-allow-origin', '*')
    c.header('access-control-expose-headers', 'retry-after')
    c.header('cross-origin-resource-policy', 'cross-origin')
    await next()
  })
  app.use(
    '/s/*',
    bodyLimit({
      maxSize: bodyBytes,
      onError: (c) => {
        c.header('connection', 'close')
        return c.json({ words: surveyWords[visitorLanguage(c)].large }, 413)
      },
    }),
  )
  app.options('/s/*', (c) => {
    c.header('access-control-allow-methods', 'POST, OPTIONS')
    c.header('access-control-allow-headers', 'content-type, accept')
    c.header('access-control-max-age', '86400')
    return c.body(null, 204)
  })

  app.get('/s/:slug', async (c) => {
    if (!turnstile.passes(clientAddress(c, config.trustProxy) ?? '', Date.now())) return told(c, 429, 'often')
    const survey = await door.shown.find(c.req.param('slug'))
    if (survey === null) return told(c, 404, 'missing')
    const { document } = survey
    const asked = c.req.query('lang')
    const language = asked === undefined ? visitorLanguage(c, document.languages) : surveyLanguage(document, [asked])
    if (c.req.query('done') !== undefined) return thanksPage(c, survey, language)
    if (!survey.open) return told(c, 410, 'closed', language)
    const given = c.req.queries('answer')?.map((one) => one.slice(0, 1000)) ?? []
    return questionPage(c, survey, { language, given })
  })

  app.post('/s/:slug/open', async (c) => {
    if (!turnstile.passes(clientAddress(c, config.trustProxy) ?? '', Date.now())) return c.json({}, 429)
    const asked = surveyOpenInput.safeParse(await readJson(c))
    if (!asked.success) return c.json({}, 400)
    const survey = await door.shown.find(c.req.param('slug'))
    if (survey === null || !survey.open) return c.json({}, survey === null ? 404 : 410)
    c.header('cache-control', 'private, no-store')
    // asked of nobody twice, where the browser may be known
    if (await door.answered(survey, asked.data, from(c, false))) return c.json({ answered: true })
    const { languages, theme } = asked.data
    const language = surveyLanguage(survey.document, languages)
    const action = `${callerBase(c, base)}/s/${survey.slug}`
    return c.json({
      html: markupOf(survey, { language, action, theme }),
      style: surveyStyle(survey.document.accent),
      model: modelOf(survey, language, action),
    })
  })

  app.post('/s/:slug/look', async (c) => {
    const now = Date.now()
    if (looked.add(clientAddress(c, config.trustProxy) ?? '', now) >= looks.most) return c.body(null, 429)
    const sent = surveyLookInput.safeParse(await readJson(c))
    if (!sent.success) return c.body(null, 400)
    const survey = await door.shown.find(c.req.param('slug'))
    if (survey === null || !survey.open) return c.body(null, 404)
    await door.look(survey, sent.data, from(c, false), now)
    return c.body(null, 204)
  })

  app.post('/s/:slug', async (c) => {
    const slug = c.req.param('slug')
    const { bare, input } = await readSent(c)
    const words = surveyWords[visitorLanguage(c)]
    if (input === null) return bare ? told(c, 400, 'missing') : c.json({ words: words.faults.unknown }, 400)
    try {
      const taken = await door.take(slug, input, from(c, bare), Date.now())
      return bare ? barePage(c, taken, input) : scriptAnswerOf(c, taken)
    } catch (error) {
      const seconds = error instanceof FlowBusy ? error.retryAfterSeconds : 2
      if (!(error instanceof FlowBusy) && troubleOf(error) === null) throw error
      c.header('retry-after', String(Math.max(1, Math.ceil(seconds))))
      return bare ? told(c, 503, 'busy') : c.json({ words: words.busy }, 503)
    }
  })
}

/** What was sent; `bare`: as a form of a browser sends it, without a script. Null: it cannot be read. */
async function readSent(c: Context<AppEnv>): Promise<{ bare: boolean; input: SurveySent | null }> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/json' || type === 'text/plain') {
    const parsed = surveySent.safeParse(await readJson(c))
    return { bare: false, input: parsed.success ? parsed.data : null }
  }
  if (type !== 'application/x-www-form-urlencoded' && type !== 'multipart/form-data') return { bare: true, input: null }
  const sent = await c.req.parseBody({ all: true }).catch(() => null)
  if (sent === null) return { bare: true, input: null }
  const texts = (name: string): string[] => {
    const value = sent[name]
    return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
  }
  const parsed = surveySent.safeParse({
    answer: texts(surveyInputs.answer),
    page: texts(surveyInputs.page)[0] ?? '',
    language: texts(surveyInputs.language)[0] ?? '',
    trap: texts(surveyInputs.trap)[0] ?? '',
    url: (c.req.header('referer') ?? '').slice(0, 2000),
    anonymousId: ownCookie(c),
  })
  return { bare: true, input: parsed.success ? parsed.data : null }
}

interface Asking {
  language: SurveyLanguage
  given?: readonly string[]
  fault?: AnswerFault
  status?: ContentfulStatusCode
}

async function questionPage(
  c: Context<AppEnv>,
  survey: OpenSurvey,
  { language, given = [], fault, status = 200 }: Asking,
): Promise<Response> {
  const { document, slug, workspaceName } = survey
  const action = `/s/${slug}`
  const markup = markupOf(survey, { language, action, given, headed: true, ...(fault ? { fault } : {}) })
  return publicPage(c, {
    status,
    language,
    title: `${wordsIn(document.question, language, document.languages[0] ?? 'en')} · ${workspaceName}`,
    body: html`<p class="kicker">${workspaceName}</p>
      ${raw(markup)}`,
    style: `main { max-width: 40rem; } .hgs { margin-top: 8px; }${surveyStyle(document.accent)}`,
    script: {
      code: (await scriptBundle('survey')).plain.toString(),
      data: { model: JSON.stringify(modelOf(survey, language, action)) },
    },
  })
}

function markupOf(
  { document, slug }: OpenSurvey,
  more: {
    language: SurveyLanguage
    action: string
    theme?: 'light' | 'dark'
    given?: readonly string[]
    fault?: AnswerFault
    headed?: boolean
  },
): string {
  const own = { [surveyInputs.page]: randomUUID(), [surveyInputs.language]: more.language }
  return surveyMarkup({ slug, document, own, ...more })
}

function modelOf({ slug, document }: OpenSurvey, language: SurveyLanguage, action: string): SurveyModel {
  const { place, after } = document
  return { slug, action, language, place, after, words: surveyWords[language] }
}

function thanksPage(c: Context<AppEnv>, survey: OpenSurvey, language: SurveyLanguage): Promise<Response> {
  const { document, workspaceName } = survey
  return publicPage(c, {
    language,
    title: workspaceName,
    body: html`<h1 class="kicker">${workspaceName}</h1>
      ${raw(surveyThanks(document, language))}`,
    style: surveyStyle(document.accent),
  })
}

/** Nothing to answer, and why. */
function told(
  c: Context<AppEnv>,
  status: ContentfulStatusCode,
  what: 'missing' | 'closed' | 'often' | 'busy',
  language: SurveyLanguage = visitorLanguage(c),
): Promise<Response> {
  const words = surveyWords[language]
  const line = what === 'missing' ? words.missingNext : what === 'closed' ? words.closedNext : words[what]
  return noFormPage(c, status, { language, title: words[what], line: line === words[what] ? '' : line })
}

function scriptAnswerOf(c: Context<AppEnv>, taken: Answered): Response {
  c.header('cache-control', 'private, no-store')
  switch (taken.kind) {
    case 'missing':
      return c.json({ words: surveyWords[visitorLanguage(c)].missing }, 404)
    case 'closed':
      return c.json({ words: surveyWords[taken.language].closed }, 410)
    case 'often':
      c.header('retry-after', String(taken.seconds))
      return c.json({ words: surveyWords[taken.language].often }, 429)
    case 'fault':
      return c.json({ words: surveyWords[taken.language].faults[taken.fault] }, 422)
    case 'taken':
      return c.json({ html: surveyThanks(taken.survey.document, taken.language) })
  }
}

async function barePage(c: Context<AppEnv>, taken: Answered, input: SurveySent): Promise<Response> {
  if (taken.kind === 'missing') return told(c, 404, 'missing')
  if (taken.kind === 'closed') return told(c, 410, 'closed', taken.language)
  if (taken.kind === 'often') {
    c.header('retry-after', String(taken.seconds))
    return told(c, 429, 'often', taken.language)
  }
  const { survey, language } = taken
  if (taken.kind === 'fault')
    return questionPage(c, survey, { language, given: input.answer, fault: taken.fault, status: 422 })
  // a page that is loaded again asks nobody to send again
  return c.redirect(`/s/${survey.slug}?done&lang=${language}`, 303)
}
