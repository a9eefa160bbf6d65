import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import { confirmConsent, readRequest, resendRequest, stateOfRequest, type Resent } from '#actions/consent/confirm.ts'
import { confirmDays } from '#actions/consent/given.ts'
import { choiceLanguage, choiceOf, readChoices, takeChoices, type Choices } from '#actions/consent/choices.ts'
import { preferenceLink } from '#actions/consent/links.ts'
import { settingOf } from '#actions/consent/setting.ts'
import { inTransaction } from '#actions/flow/transaction.ts'
import { FlowBusy } from '#actions/flow-types.ts'
import type { Visitor } from '#actions/visitor.ts'
import { maskedMail } from '#core/consent/address.ts'
import { textIn } from '#core/consent/purpose.ts'
import { consentWords } from '#core/consent/words.ts'
import { truncatedAddress } from '#core/proposal/address.ts'
import { momentText } from '#core/proposal/price.ts'
import { fill } from '#core/proposal/words.ts'
import { answered } from '#store/answered.ts'
import { countAttempt } from '#store/attempt.ts'
import type { RequestRow } from '#store/consent-request.ts'
import { personOfAddress } from '#store/consent-state.ts'
import { ownAddress } from '../door.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { clientAddress } from '../origin.ts'
import { problemResponse } from '../problem.ts'
import { choicesBody, choicesStyle, statePage } from './consent-body.ts'
import { publicPage } from './frame.ts'
import { pageLanguages, visitorLanguage, type PageLanguage } from './language.ts'
import { Turnstile } from './turnstile.ts'

/** POSTs of one place in a quarter of an hour: links that are none, and those that are (mail services ask for many). */
const wrong = { most: 30, windowMs: 900_000 }
const right = { most: 3000, windowMs: 900_000 }
const pages = { most: 240, windowMs: 60_000 }
const bodyBytes = 16 * 1024
/** tokens are long; screens of the app under /consent/ have short names */
const confirmPath = '/consent/:token{[A-Za-z0-9_-]{16,100}}'
const answerMs = 30_000

/**
 * What people confirm, choose and end by links in their mail: `/consent/:token`, `/preferences/:token`,
 * `/unsubscribe/:token`. GET shows and changes nothing, whoever fetches it; only a POST does. No cookie, no script, no
 * session: whoever has the link may.
 */
export function mountConsentPage(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, flow, config, live } = services
  const address = ownAddress(config)
  const turnstile = new Turnstile(pages.most, pages.windowMs)

  for (const path of [confirmPath, '/preferences/:token', '/unsubscribe/:token'] as const) {
    app.use(path, (_, next) => answered(next(), answerMs))
    app.use(
      path,
      bodyLimit({
        maxSize: bodyBytes,
        onError: (c) => {
          c.header('connection', 'close')
          return problemResponse(c, { code: 'too_large', message: `Send at most ${bodyBytes / 1024} KB.` })
        },
      }),
    )
  }

  app.get(confirmPath, async (c) => {
    if (!looks(c)) return often(c)
    const request = await readRequest(pool, c.req.param('token'))
    return request ? requestPage(c, request, c.req.param('token')) : missing(c)
  })

  app.post(confirmPath, async (c) => {
    const token = c.req.param('token')
    const request = await readRequest(pool, token)
    if (await tooMany(c, request !== null)) return often(c)
    if (!request) return missing(c)
    const { language, workspaceId, id } = request
    const form = await formOf(c)
    if (form?.get('again') === 'yes') {
      const resent = await inTransaction(pool, (db) => resendRequest(db, workspaceId, id, address, Date.now()))
      return resent === null ? missing(c) : resentPage(c, request, resent)
    }
    // a body without the button's name is no press of it: some scanners post whatever forms they find
    if (form?.get('agree') !== 'yes') return incomplete(c, language)
    try {
      const after = await confirmConsent(
        { pool, flow, address },
        token,
        visitorOf(c, '/consent'),
        proofOf(c, '/consent'),
        Date.now(),
      )
      if (!after) return missing(c)
      live.touch(workspaceId, 'consent')
    } catch (error) {
      if (error instanceof FlowBusy) return busy(c, language, error.retryAfterSeconds)
      throw error
    }
    c.header('cache-control', 'no-store')
    return c.redirect(`/consent/${token}`, 303)
  })

  app.get('/preferences/:token', async (c) => {
    if (!looks(c)) return often(c)
    const read = await readChoices(pool, c.req.param('token'), 'preferences')
    return read ? choicesPage(c, read.found, c.req.param('token'), read.subject.workspaceId) : missing(c)
  })

  app.post('/preferences/:token', async (c) => {
    const token = c.req.param('token')
    const read = await readChoices(pool, token, 'preferences')
    if (await tooMany(c, read !== null)) return often(c)
    if (!read) return missing(c)
    const { found } = read
    const browser = visitorLanguage(c)
    const pageLanguage = choiceLanguage(found, browser)
    const form = await formOf(c)
    if (!form || (form.get('save') !== 'yes' && form.get('all') !== 'off')) return incomplete(c, pageLanguage)
    if (!found) return gone(c, pageLanguage)
    const everything = form.get('all') === 'off'
    const language = pageLanguages.find((one) => one === form.get('language'))
    try {
      const changed = await takeChoices(
        { pool, flow },
        found,
        {
          shown: everything ? found.choices.map(({ purpose }) => purpose.id) : form.getAll('shown'),
          on: everything ? [] : form.getAll('on'),
          ...(everything || language === undefined ? {} : { language }),
          source: 'preferences',
          pageLanguage,
          proof: proofOf(c, '/preferences'),
        },
        Date.now(),
      )
      live.touch(found.workspaceId, 'consent')
      const how = everything ? 'off' : changed > 0 || (language ?? found.language) !== found.language ? 'saved' : 'same'
      c.header('cache-control', 'no-store')
      return c.redirect(`/preferences/${token}?done=${how}`, 303)
    } catch (error) {
      if (error instanceof FlowBusy) return busy(c, pageLanguage, error.retryAfterSeconds)
      throw error
    }
  })

  app.get('/unsubscribe/:token', async (c) => {
    if (!looks(c)) return often(c)
    const read = await readChoices(pool, c.req.param('token'), 'unsubscribe')
    if (!read) return missing(c)
    const { found, subject } = read
    const language = choiceLanguage(found, visitorLanguage(c))
    return found ? unsubscribePage(c, found, subject.purpose ?? '', language, false) : gone(c, language)
  })

  // RFC 8058: one POST ends it, without a redirect, a cookie or a second question
  app.post('/unsubscribe/:token', async (c) => {
    const read = await readChoices(pool, c.req.param('token'), 'unsubscribe')
    if (await tooMany(c, read !== null)) return often(c)
    if (!read) return missing(c)
    const { found, subject } = read
    const purpose = subject.purpose ?? ''
    const language = choiceLanguage(found, visitorLanguage(c))
    if (!found) return gone(c, language, 200)
    const form = await formOf(c)
    const choice = choiceOf(found, purpose)
    try {
      await takeChoices(
        { pool, flow },
        { ...found, choices: [{ ...choice, on: choice.state !== 'withdrawn' }] },
        {
          shown: [purpose],
          on: [],
          source: 'unsubscribe',
          pageLanguage: language,
          proof: proofOf(c, form?.has('List-Unsubscribe') === true ? 'one-click' : '/unsubscribe'),
        },
        Date.now(),
      )
      live.touch(found.workspaceId, 'consent')
    } catch (error) {
      if (error instanceof FlowBusy) return busy(c, language, error.retryAfterSeconds)
      throw error
    }
    return unsubscribePage(c, found, purpose, language, true)
  })

  function looks(c: Context<AppEnv>): boolean {
    return turnstile.passes(clientAddress(c, config.trustProxy) ?? '', Date.now())
  }

  async function tooMany(c: Context<AppEnv>, good: boolean): Promise<boolean> {
    const from = clientAddress(c, config.trustProxy) ?? ''
    const what = good ? right : wrong
    const wait = await countAttempt(pool, `consent ${good} from:${from}`, { ...what, now: Date.now() })
    if (wait !== null) c.header('retry-after', String(wait))
    return wait !== null
  }

  function visitorOf(c: Context<AppEnv>, path: string): Visitor {
    return {
      anonymousId: null,
      agent: c.req.header('user-agent') ?? null,
      signals: { doNotTrack: c.req.header('dnt') === '1', globalPrivacyControl: c.req.header('sec-gpc') === '1' },
      // the link itself is a key, and so is kept nowhere
      page: { url: `${address}${path}` },
      visitId: () => '',
    }
  }

  function proofOf(c: Context<AppEnv>, page: string) {
    return {
      address: truncatedAddress(clientAddress(c, config.trustProxy)),
      agent: c.req.header('user-agent')?.slice(0, 300) ?? null,
      page,
    }
  }

  async function requestPage(c: Context<AppEnv>, request: RequestRow, token: string): Promise<Response> {
    const { language, email, purposes, workspaceId, askedAt, confirmedAt } = request
    const { confirm, from } = consentWords[language]
    const { sender, zone } = await settingOf(pool, workspaceId)
    const state = stateOfRequest(request, Date.now())
    const kicker = html`<p class="kicker">${fill(from, { sender: sender.name })}</p>`
    const shown = maskedMail(email)
    if (state === 'expired')
      return publicPage(c, {
        status: 410,
        language,
        title: confirm.expiredTitle,
        body: html`${kicker}
          <h1>${confirm.expiredTitle}</h1>
          <p>${fill(confirm.expiredLead, { days: String(confirmDays), email: shown })}</p>
          <form method="post" action="/consent/${token}">
            <button class="main" name="again" value="yes">${confirm.again}</button>
          </form>`,
      })
    const said = html`<section>
      <h2>${confirm.words}</h2>
      ${purposes.map(({ text }) => html`<p class="state">${text}</p>`)}
    </section>`
    if (state === 'confirmed') {
      const at = momentText(confirmedAt?.getTime() ?? 0, zone, language)
      return publicPage(c, {
        language,
        title: confirm.doneTitle,
        body: html`${kicker}
          <h1>${confirm.doneTitle}</h1>
          <p class="state" data-tone="good" role="status">${fill(confirm.doneLead, { at, email: shown })}</p>
          ${said}
          <p class="row">${confirm.back} ${await choicesLink(request, confirm.backLink)}</p>`,
      })
    }
    return publicPage(c, {
      language,
      title: confirm.title,
      body: html`${kicker}
        <h1>${confirm.title}</h1>
        <p>${fill(confirm.lead, { sender: sender.name, email: shown })}</p>
        ${said}
        <p class="quiet small row">${fill(confirm.asked, { at: momentText(askedAt.getTime(), zone, language) })}</p>
        <form method="post" action="/consent/${token}">
          <button class="main" name="agree" value="yes">${confirm.button}</button>
          <p class="quiet small row">${confirm.not}</p>
        </form>`,
    })
  }

  async function choicesLink({ workspaceId, email }: RequestRow, label: string) {
    const personId = await personOfAddress(pool, workspaceId, email)
    if (personId === null) return ''
    return html`<a href="${await preferenceLink({ pool, address }, workspaceId, personId)}">${label}</a>`
  }

  async function resentPage(c: Context<AppEnv>, request: RequestRow, resent: Resent): Promise<Response> {
    const { language, email } = request
    const { confirm } = consentWords[language]
    const [title, lead] =
      resent === 'sent' ? [confirm.againTitle, confirm.againLead] : [confirm.waitTitle, confirm.waitLead]
    return statePage(c, {
      status: resent === 'sent' ? 200 : 429,
      language,
      title,
      lead: fill(lead, { email: maskedMail(email) }),
    })
  }

  async function choicesPage(
    c: Context<AppEnv>,
    found: Choices | null,
    token: string,
    workspaceId: string,
  ): Promise<Response> {
    const browser = visitorLanguage(c)
    const language = choiceLanguage(found, browser)
    if (!found) return gone(c, language)
    const { sender, zone } = await settingOf(pool, workspaceId)
    const { preferences } = consentWords[language]
    return publicPage(c, {
      language,
      title: preferences.title,
      style: choicesStyle,
      body: choicesBody({ found, token, language, sender: sender.name, zone, done: c.req.query('done') ?? null }),
    })
  }

  async function unsubscribePage(
    c: Context<AppEnv>,
    found: Choices,
    purpose: string,
    language: PageLanguage,
    done: boolean,
  ): Promise<Response> {
    const words = consentWords[language]
    const { unsubscribe } = words
    const { sender } = await settingOf(pool, found.workspaceId)
    const choice = choiceOf(found, purpose)
    const values = {
      email: found.email === null ? '' : maskedMail(found.email),
      purpose: textIn(choice.purpose.name, language),
    }
    const link = await preferenceLink({ pool, address }, found.workspaceId, found.personId)
    const off = done || choice.state === 'withdrawn'
    const act = off
      ? html`<p class="state" data-tone="good" role="status">${fill(unsubscribe.doneLead, values)}</p>`
      : html`<p>${fill(unsubscribe.lead, values)}</p>
          <form method="post">
            <button class="main" name="unsubscribe" value="yes">${unsubscribe.button}</button>
          </form>`
    return publicPage(c, {
      language,
      title: off ? unsubscribe.doneTitle : unsubscribe.title,
      body: html`<p class="kicker">${fill(words.from, { sender: sender.name })}</p>
        <h1>${off ? unsubscribe.doneTitle : unsubscribe.title}</h1>
        ${act}
        <p class="row">${unsubscribe.other} <a href="${link}">${unsubscribe.otherLink}</a></p>`,
    })
  }
}

/** The fields of a form of ours, however the body is written; null when there is none. */
async function formOf(c: Context<AppEnv>): Promise<URLSearchParams | null> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded') return new URLSearchParams(await c.req.text())
  if (type !== 'multipart/form-data') return null
  const parts = await c.req.raw.formData().catch(() => null)
  return (
    parts &&
    new URLSearchParams([...parts].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
  )
}

function missing(c: Context<AppEnv>): Promise<Response> {
  const language = visitorLanguage(c)
  const { state } = consentWords[language]
  return statePage(c, { status: 404, language, title: state.missing, lead: state.missingNext })
}

function often(c: Context<AppEnv>): Promise<Response> {
  const language = visitorLanguage(c)
  const { state } = consentWords[language]
  return statePage(c, { status: 429, language, title: state.often, lead: state.oftenNext })
}

function incomplete(c: Context<AppEnv>, language: PageLanguage): Promise<Response> {
  const { state } = consentWords[language]
  return statePage(c, { status: 400, language, title: state.incomplete, lead: state.incompleteNext })
}

function gone(c: Context<AppEnv>, language: PageLanguage, status: 200 | 410 = 410): Promise<Response> {
  const { state } = consentWords[language]
  return statePage(c, { status, language, title: state.goneTitle, lead: state.goneNext })
}

function busy(c: Context<AppEnv>, language: PageLanguage, seconds: number): Promise<Response> {
  const { state } = consentWords[language]
  c.header('retry-after', String(seconds))
  return statePage(c, { status: 503, language, title: state.busy, lead: state.busyNext })
}
