import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import type { Logger } from 'pino'
import type { Pool } from 'pg'
import { createFlow } from '#actions/flow.ts'
import { FlowBusy, type Flow } from '#actions/flow-types.ts'
import { answered } from '#store/answered.ts'
import { troubleOf } from '#store/trouble.ts'
import type { MailDoor } from '#actions/mail-door.ts'
import { createAuth } from '#server/auth/auth.ts'
import { createLive, type Live } from '#server/live/hub.ts'
import { mountLive } from '#server/live/route.ts'
import { createMailDoor } from '#server/mail/door.ts'
import { createVisitIds, type VisitIds } from '#server/visit-id.ts'
import type { AppConfig, AppEnv, AppServices } from './env.ts'
import { notTooOften } from './log.ts'
import { mountOpenApi } from './openapi.ts'
import { problemResponse } from './problem.ts'
import { routes } from './routes.ts'
import { mountMailPreview } from './routes/mail-preview.ts'
import { mountAccount } from './routes/account.ts'
import { mountInvitation } from './routes/invitation.ts'
import { mountPageFiles } from './routes/page-files.ts'
import { mountPassword } from './routes/password.ts'
import { mountSecondFactor } from './routes/second-factor.ts'
import { mountImportFiles } from './routes/import-files.ts'
import { mountPersonFileDownload } from './routes/person-file-download.ts'
import { mountContentFiles } from './routes/content-files.ts'
import { mountForms } from './public/form-page.ts'
import { mountSurveys } from './public/survey-page.ts'
import { mountAudienceFiles } from './routes/audience-files.ts'
import { mountCsvFiles } from './routes/csv-files.ts'
import { mountSession } from './routes/session.ts'
import { mountSetup } from './routes/setup.ts'
import { mountSignIn } from './routes/sign-in.ts'
import { mountLandingPage } from './public/landing-page.ts'
import { mountProposalPage } from './proposal-page.ts'
import { mountContentPage } from './public/content-page.ts'
import { mountSlots } from './slots.ts'
import { mountConsentBanner } from './public/consent-banner.ts'
import { mountConsentPage } from './public/consent-page.ts'
import { readWebApp } from './static.ts'
import { mountVerbs } from './verbs.ts'

export type { AppConfig } from './env.ts'

/** Bodies of the app's own API; imports and collectors have doors of their own. */
const bodyBytes = 256 * 1024
/** what anybody waits for an answer at most, whatever the database does */
const answerMs = 60_000

interface AppInput {
  pool: Pool
  /** how mail leaves; nowhere when absent */
  mail?: MailDoor
  /** told of changes, and tells open pages; one of its own when absent */
  live?: Live
  /** where events of public pages go; one of its own when absent */
  flow?: Flow
  /** ids of cookieless visits, the same as the collector's */
  visitIds?: VisitIds
  config: AppConfig
  log: Pick<Logger, 'error' | 'warn'>
}

/** The application over HTTP: /api, sign-in and the web app, on a migrated database. */
export async function createApp({ pool, config, log, ...doors }: AppInput): Promise<Hono<AppEnv>> {
  const services: AppServices = {
    pool,
    config,
    log,
    auth: await createAuth(pool, config),
    mail: doors.mail ?? createMailDoor({ secret: config.secret }),
    live: doors.live ?? createLive(pool),
    flow: doors.flow ?? createFlow({ pool }),
    visitIds: doors.visitIds ?? createVisitIds(),
  }
  if (config.uploads !== undefined) services.uploads = config.uploads
  const web = await readWebApp(config.webRoot)
  const quiet = notTooOften(log)
  const app = new Hono<AppEnv>()

  // before the answer is made: put on one that is there, they cost more than the answer
  app.use(async (c, next) => {
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'same-origin')
    c.header('cross-origin-opener-policy', 'same-origin')
    c.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()')
    c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    if (config.publicUrl?.startsWith('https:')) c.header('strict-transport-security', 'max-age=31536000')
    await next()
  })
  mountImportFiles(app, services)
  mountPersonFileDownload(app, services)
  mountCsvFiles(app, services)
  mountAudienceFiles(app, services)
  mountPageFiles(app, services)
  mountContentFiles(app, services)
  app.use('/api/*', (_, next) => answered(next(), answerMs))
  const limited = bodyLimit({
    maxSize: bodyBytes,
    onError: (c) => {
      // what is left of the body is not read, so the connection cannot be used again
      c.header('connection', 'close')
      return problemResponse(c, { code: 'too_large', message: `Send at most ${bodyBytes / 1024} KB at once.` })
    },
  })
  // to look for a body makes a whole Request of what came, and a GET has none that anybody reads
  app.use('/api/*', compress(), (c, next) => (c.req.method === 'GET' ? next() : limited(c, next)))

  app.get('/api/health', async (c) => {
    await pool.query('select 1')
    return c.json({ ok: true })
  })
  mountSession(app, services)
  mountSignIn(app, services)
  mountPassword(app, services)
  mountInvitation(app, services)
  mountAccount(app, services)
  mountSecondFactor(app, services)
  mountSetup(app, services)
  mountVerbs(app, services, routes)
  mountLive(app, services)
  mountMailPreview(app, services)
  // files under /c/file/ go out as they are, and what a script is told is a line
  const pages = compress()
  for (const page of ['/p', '/f', '/l', '/c', '/s', '/consent', '/preferences', '/unsubscribe'])
    app.use(`${page}/:name`, (c, next) => (isOfScript(c) ? next() : pages(c, next)))
  mountProposalPage(app, services)
  mountForms(app, services)
  mountSurveys(app, services)
  mountLandingPage(app, services)
  mountContentPage(app, services)
  mountSlots(app)
  mountConsentPage(app, services)
  mountConsentBanner(app, services)
  mountOpenApi(app)

  app.all('/api/*', (c) =>
    problemResponse(c, { code: 'not_found', message: `There is no ${c.req.method} ${c.req.path} here.` }),
  )

  app.get('*', (c) => {
    const file = web.file(c, c.req.path)
    if (file) return file
    const page = wantsPage(c.req.path) ? web.page(c) : null
    return page ?? problemResponse(c, { code: 'not_found', message: `There is no ${c.req.path} here.` })
  })
  app.all('*', (c) =>
    problemResponse(c, { code: 'not_found', message: `There is no ${c.req.method} ${c.req.path} here.` }),
  )

  app.onError((error, c) => {
    if (error instanceof FlowBusy)
      return problemResponse(c, { code: 'busy', message: error.message, retryAfter: error.retryAfterSeconds })
    const trouble = troubleOf(error)
    if (trouble !== null) {
      quiet.warn({ err: error, path: c.req.path }, `the database is ${trouble}`)
      const message =
        trouble === 'full'
          ? 'The disk of the database is full, so nothing can be changed until there is room.'
          : 'The database is away for a moment; try again.'
      return problemResponse(c, { code: 'busy', message, retryAfter: 2 })
    }
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'a request failed')
    return problemResponse(c, { code: 'internal', message: 'This is our mistake; the server kept a note of it.' })
  })
  return app
}

/** What comes of a form as browsers send it is a page again; a script is told a line. */
function isOfScript(c: Context<AppEnv>): boolean {
  return (
    c.req.method === 'POST' &&
    !/^(application\/x-www-form-urlencoded|multipart\/)/i.test(c.req.header('content-type') ?? '')
  )
}

/** An address of a screen: no file's name, and none of the collectors' doors. */
function wantsPage(path: string): boolean {
  return !path.startsWith('/v1/') && !/\.[a-z0-9]{1,8}$/i.test(path)
}
