import { join } from 'node:path'
import pino, { type Logger } from 'pino'
import type { Pool } from 'pg'
import type { Flow } from '#actions/flow-types.ts'
import { startImportWorker } from '#actions/import-worker.ts'
import { createFlow } from '#actions/flow.ts'
import { ensureSetup } from './auth/setup.ts'
import type { Config } from './config.ts'
import { createApp } from './http/app.ts'
import { createCollector } from './http/collect.ts'
import { createHttpServer, type HttpServer } from './http/server.ts'
import { startJobs } from './jobs/main.ts'
import { createLive } from './live/hub.ts'
import { createMailDoor } from './mail/door.ts'
import { openConfiguredDatabase } from './open.ts'
import { createVisitIds } from './visit-id.ts'
import { buildWeb, webRoot } from './web-build.ts'

/** The server cannot listen where it was told to; the message says what to do. */
export class ServerProblem extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'ServerProblem'
  }
}

export interface RunningServer {
  /** as people type it: http://localhost:4400 */
  address: string
  /** one-time link by which the first admin signs up; null once there is one */
  setupLink: string | null
  pool: Pool
  flow: Flow
  log: Logger
  /** in order: no more requests, the flow empties, jobs end, the database closes */
  stop(): Promise<void>
}

export interface StartOptions {
  /** whoever sits at the machine may look around the demo workspace */
  demo: boolean
  /** told in sentences what a person should know */
  say(sentence: string): void
  /** gives up the start */
  signal?: AbortSignal
}

// connections of the flow, the app and the jobs, of the embedded server's 60
const poolSize = 24
const patienceMs = 10_000
/** how long after its last batch the flow counts as at work */
const busyMs = 2000

/** Starts everything, and stops what was started when a later part fails. */
export async function startServer(config: Config, { demo, say, signal }: StartOptions): Promise<RunningServer> {
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }))
  const parts = new AsyncDisposableStack()
  try {
    const http = createHttpServer()
    parts.defer(() => http.close(patienceMs))
    // first: a second start in the same folder should fail before it touches anything
    const port = await listen(http, config)
    const address = config.publicUrl ?? shownAddress(config.host, port)

    const [database, built] = await Promise.allSettled([
      openConfiguredDatabase(config, say, { max: poolSize }),
      buildWeb(say, signal),
    ])
    if (database.status === 'fulfilled') parts.defer(() => database.value.close())
    if (database.status === 'rejected') throw database.reason
    if (built.status === 'rejected') throw built.reason
    signal?.throwIfAborted()

    const { pool, logs } = database.value
    const live = createLive(pool)
    parts.defer(() => live.close())
    let foldedAt = 0
    const flow = createFlow({
      pool,
      onCommitted(workspaceId) {
        foldedAt = Date.now()
        live.touch(workspaceId, 'event')
      },
    })
    parts.defer(() => flow.stop())
    const { transport, allowPrivate } = config.smtp
    const mail = createMailDoor({
      operator: transport,
      allowPrivate,
      secret: config.secret,
      folder: config.dataDir,
    })
    const uploads = join(config.dataDir, 'uploads')
    const imports = startImportWorker({ pool, flow, uploads }, (err, message) => log.warn({ err }, message))
    parts.defer(() => imports.stop())
    const jobs = await startJobs({
      pool,
      log,
      mail,
      live,
      address,
      files: { uploads, logs },
      busy: () => Date.now() - foldedAt < busyMs,
    })
    parts.defer(() => jobs.stop())
    const visitIds = createVisitIds()
    const app = await createApp({
      pool,
      log,
      mail,
      live,
      flow,
      visitIds,
      config: {
        demo,
        publicUrl: config.publicUrl,
        address,
        trustProxy: config.trustProxy,
        secret: config.secret,
        webRoot,
        uploads,
      },
    })
    // requests end before what they use: the disposers run backwards; streams that would never end are told first
    parts.defer(() => http.close(patienceMs))
    parts.defer(() => live.hangUp())
    http.serve({ pool, app, collect: createCollector({ pool, flow, log, visitIds, trustProxy: config.trustProxy }) })
    const { setupLink } = await ensureSetup({ pool, baseUrl: address })
    return { address, setupLink, pool, flow, log, stop: () => parts.disposeAsync() }
  } catch (error) {
    await parts.disposeAsync().catch(() => {})
    throw error
  }
}

async function listen(http: HttpServer, { port, host }: Config): Promise<number> {
  try {
    return await http.listen(port, host)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') {
      throw new ServerProblem(
        `Port ${port} is taken: another program, or another Hourglass, listens there. Stop it, or choose another: PORT=${port + 1} npm start`,
        { cause: error },
      )
    }
    if (code === 'EACCES') {
      throw new ServerProblem(`You may not listen on port ${port}. Choose one above 1023: PORT=4400 npm start`, {
        cause: error,
      })
    }
    throw new ServerProblem(
      `Cannot listen on HOST=${host} (${message}). Give an address of this machine, or 0.0.0.0 for all.`,
      {
        cause: error,
      },
    )
  }
}

function shownAddress(host: string, port: number): string {
  const local = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host)
  const name = local ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}
