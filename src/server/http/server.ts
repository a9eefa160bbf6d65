import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Pool } from 'pg'

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

/** Shares the addresses: `/v1/*` and `/t.js` are the collectors', `/healthz` is for load balancers, the rest the app's. */
export function createHttpServer(): HttpServer {
  let answer: RequestListener = starting
  const server = createServer(
    // half-sent requests end, idle connections outlast the usual balancer's minute
    { headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 5000 },
    (request, response) => answer(request, response),
  )
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
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (path.startsWith('/v1/') || path === '/t.js') collect(request, response)
    else if (path === '/healthz') void health(pool, request, response)
    else void rest(request, response)
  }
}

async function health(pool: Pool, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    return send(response, 405, { status: 'method_not_allowed' })
  }
  try {
    await Promise.race([pool.query('select 1'), timeout(2000)])
    send(response, 200, { status: 'ok' })
  } catch {
    response.setHeader('retry-after', '2')
    send(response, 503, { status: 'database_away' })
  }
}

function timeout(ms: number): Promise<never> {
  return new Promise((_, fail) => setTimeout(() => fail(new Error('too slow')), ms).unref())
}

function starting(_request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('retry-after', '1')
  send(response, 503, { status: 'starting' })
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}
