import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Pool } from 'pg'
import { answered } from '#store/answered.ts'

/** What answers a request of ours: the collectors on bare node:http, and the app, a Hono instance. */
export interface HttpServices {
  pool: Pool
  collect: (request: IncomingMessage, response: ServerResponse) => void
  app: { fetch: Parameters<typeof getRequestListener>[0] }
}

/** A server whose answers are set when everything behind them is up; until then it says 503. */
export interface HttpServer {
  server: Server
  /** listens, and returns the port; rejects with node's error (EADDRINUSE, EACCES …) */
  listen(port: number, host: string): Promise<number>
  serve(services: HttpServices): void
  /** takes no more connections, waits for running answers, then cuts what is left after `patienceMs` */
  close(patienceMs: number): Promise<void>
}

/** How much patience there is with clients. */
export interface HttpLimits {
  /** for a request's head, and for all of it */
  headersMs: number
  requestMs: number
  /** how often they are looked at */
  checkMs: number
  connections: number
}

const limits: HttpLimits = { headersMs: 15_000, requestMs: 60_000, checkMs: 5000, connections: 4096 }

/** Shares the addresses: `/v1/*` and `/t.js` are the collectors', `/healthz` is for load balancers, the rest the app's. */
export function createHttpServer(own: Partial<HttpLimits> = {}): HttpServer {
  const { headersMs, requestMs, checkMs, connections } = { ...limits, ...own }
  let answer: RequestListener = starting
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkMs,
      // idle connections outlast the usual balancer's minute
      keepAliveTimeout: 65_000,
    },
    (request, response) => answer(request, response),
  )
  server.maxConnections = connections
  // those that only wait make room for those that want something
  server.on('drop', () => server.closeIdleConnections())
  return {
    server,
    listen: (port, host) =>
      new Promise((done, fail) => {
        server.once('error', fail)
        server.listen(port, host, () => {
          server.removeListener('error', fail)
          const address = server.address()
          done(typeof address === 'object' && address ? address.port : port)
        })
      }),
    serve(services) {
      answer = route(services)
    },
    async close(patienceMs) {
      if (!server.listening) return
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeIdleConnections()
      const cut = setTimeout(() => server.closeAllConnections(), patienceMs)
      await closed
      clearTimeout(cut)
    },
  }
}

function route({ pool, collect, app }: HttpServices): RequestListener {
  const rest = getRequestListener(app.fetch)
  const health = createHealth(pool)
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (path.startsWith('/v1/') || path === '/t.js') collect(request, response)
    else if (path === '/healthz') void health(request, response)
    else void rest(request, response)
  }
}

const healthMs = 2000

function createHealth(pool: Pool): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  // however many ask, one connection waits for a database that gives no answer
  let asking: Promise<unknown> | null = null
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      return send(response, 405, { status: 'method_not_allowed' })
    }
    asking ??= pool.query('select 1').finally(() => (asking = null))
    try {
      await answered(asking, healthMs)
      send(response, 200, { status: 'ok' })
    } catch {
      response.setHeader('retry-after', '2')
      send(response, 503, { status: 'database_away' })
    }
  }
}

function starting(_request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('retry-after', '1')
  send(response, 503, { status: 'starting' })
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}
