import { randomUUIDv7 } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import pino from 'pino'
import type { Role } from '#core/permission.ts'
import { createFlow } from '#actions/flow.ts'
import type { Flow } from '#actions/flow-types.ts'
import { startImportWorker } from '#actions/import-worker.ts'
import type { MailDoor } from '#actions/mail-door.ts'
import { createWorkspace, type CreatedWorkspace } from '#actions/workspace-create.ts'
import { createAuth } from '#server/auth/auth.ts'
import { ensureSetup } from '#server/auth/setup.ts'
import { createApp } from '#server/http/app.ts'
import { createCollector } from '#server/http/collect.ts'
import { createHttpServer } from '#server/http/server.ts'
import { createLive, type Live } from '#server/live/hub.ts'
import { createMailDoor } from '#server/mail/door.ts'
import { buildWeb, webRoot } from '#server/web-build.ts'
import { insertUser } from '#store/user.ts'
import { putMember } from '#store/workspace.ts'
import { testDatabase } from '#test/database.ts'

export const password = 'correct horse battery'
const secret = 'a secret of tests, long enough for anybody'

/** The real server on a database of its own: collectors, flow, app, at a free port of this machine. */
export interface TestApp {
  base: string
  pool: Pool
  flow: Flow
  mail: MailDoor
  live: Live
  /** folder of files that wait to be imported */
  uploads: string
  /** every address that the app answers, as it was mounted; those of the collectors are elsewhere */
  routes: readonly { method: string; path: string }[]
  /** a new one-time link, while nobody is admin */
  setupLink(): Promise<string>
  workspace(name?: string, more?: { demo?: boolean; zone?: string }): Promise<CreatedWorkspace>
  /** a browser of somebody new who has that role in the workspace; their mail address is `email` */
  member(workspaceId: string, role: Role): Promise<Browser & { email: string }>
  stop(): Promise<void>
}

/** `web` builds the web app first, unless it is built of these sources; `trustProxy` believes X-Forwarded-For. */
export async function startTestApp({ demo = false, web = false, trustProxy = false } = {}): Promise<TestApp> {
  if (web) await buildWeb(() => {})
  const uploads = await mkdtemp(join(tmpdir(), 'hourglass-uploads-'))
  const database = await testDatabase()
  const { pool } = database
  const log = pino({ level: 'silent' })
  const live = createLive(pool, { everyMs: 100 })
  const mail = createMailDoor({ secret, allowPrivate: true, connectMs: 2000, silenceMs: 2000 })
  const flow = createFlow({ pool, onCommitted: (workspaceId) => live.touch(workspaceId, 'event') })
  const http = createHttpServer()
  const port = await http.listen(0, '127.0.0.1')
  const base = `http://localhost:${port}`
  const app = await createApp({
    pool,
    log,
    mail,
    live,
    flow,
    config: { demo, publicUrl: null, address: base, trustProxy, secret, webRoot, uploads },
  })
  http.serve({ pool, app, collect: createCollector({ pool, flow, log }) })
  const imports = startImportWorker({ pool, flow, uploads }, () => {})
  const auth = await createAuth(pool, { publicUrl: null, secret })

  return {
    base,
    pool,
    flow,
    mail,
    live,
    uploads,
    routes: app.routes.map(({ method, path }) => ({ method, path })),
    async setupLink() {
      const { setupLink } = await ensureSetup({ pool, baseUrl: base })
      if (setupLink === null) throw new Error('somebody is admin already')
      return setupLink
    },
    async workspace(name = 'Sample Logistics', { demo: isDemo = false, zone = 'Asia/Seoul' } = {}) {
      const db = await pool.connect()
      try {
        const input = { name, zone, currency: 'KRW', languages: ['en' as const, 'ko' as const, 'ru' as const] }
        await db.query('begin')
        const created = await createWorkspace(db, input, { by: 'operator:test', now: Date.now(), demo: isDemo })
        await db.query('commit')
        return created
      } finally {
        db.release()
      }
    },
    async member(workspaceId, role) {
      const id = randomUUIDv7()
      const email = `${role}.${id}@example.com`
      const passwordHash = await (await auth.$context).password.hash(password)
      await insertUser(pool, {
        id,
        name: `A ${role}`,
        email,
        passwordHash,
        language: null,
        credentialId: randomUUIDv7(),
      })
      await putMember(pool, workspaceId, id, role)
      const browser = createBrowser(base)
      const { response } = await browser.enter(auth, id)
      if (!response.ok) throw new Error('the session could not be opened')
      return Object.assign(browser, { email })
    },
    async stop() {
      live.hangUp()
      await http.close(1000)
      await imports.stop()
      await flow.stop()
      await rm(uploads, { recursive: true, force: true })
      await live.close()
      await database.drop()
    },
  }
}

export interface Answer {
  status: number
  headers: Headers
  // bodies are looked at loosely in tests
  body: Record<string, unknown>
}

/** A client with a cookie jar that sends what a browser on our own page would. */
export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string | null>): Promise<Answer>
  cookie(): string
  enter(auth: Awaited<ReturnType<typeof createAuth>>, userId: string): Promise<{ response: Response }>
}

export function createBrowser(base: string): Browser {
  const jar = new Map<string, string>()
  const keep = (response: Response): void => {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split('; ')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) jar.delete(name)
      else jar.set(name, value)
    }
  }
  const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const send = async (
    path: string,
    init: RequestInit & { headers: Record<string, string | null> },
  ): Promise<Answer> => {
    const headers = new Headers()
    if (jar.size > 0) headers.set('cookie', cookie())
    for (const [name, value] of Object.entries(init.headers)) if (value !== null) headers.set(name, value)
    const response = await fetch(base + path, { ...init, headers, redirect: 'manual' })
    keep(response)
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : { text } }
  }
  return {
    cookie,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body = {}, headers = {}) =>
      send(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { origin: base, 'content-type': 'application/json', ...headers },
      }),
    async enter(auth, userId) {
      const response = await auth.api.openSession({ body: { userId }, asResponse: true })
      keep(response)
      return { response }
    },
  }
}
