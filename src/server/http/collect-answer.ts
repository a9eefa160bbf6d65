import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ProblemCode } from '#contract/problem.ts'
import type { RejectionCode } from '#core/event.ts'
import { troubleOf } from '#store/trouble.ts'

/** What became of one item, as `?results=1` shows it. */
export interface ItemResult {
  messageId: string | null
  status: 'counted' | 'duplicate' | 'set_aside'
  code?: RejectionCode
  field?: string | null
  message?: string
}

const success = Buffer.from('{"success":true}')

/** 200, as Segment's clients expect it; per-item results when asked for, else the count of those set aside in a header. */
export function sendSuccess(response: ServerResponse, results: ItemResult[], wantsResults: boolean): void {
  const setAside = results.filter((result) => result.status === 'set_aside').length
  if (setAside > 0) response.setHeader('hourglass-set-aside', String(setAside))
  send(
    response,
    200,
    'application/json',
    wantsResults ? Buffer.from(JSON.stringify({ success: true, results })) : success,
  )
}

export interface Refusal {
  status: number
  code: ProblemCode | RejectionCode | 'method_not_allowed'
  title: string
  detail: string
  headers?: Record<string, string>
}

/** problem+json (RFC 9457), also with `success: false` for clients that look for it. */
export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  for (const [name, value] of Object.entries(refusal.headers ?? {})) response.setHeader(name, value)
  const document = {
    type: `urn:hourglass:problem:${refusal.code}`,
    title: refusal.title,
    status: refusal.status,
    code: refusal.code,
    detail: refusal.detail,
    success: false,
  }
  send(response, refusal.status, 'application/problem+json', Buffer.from(JSON.stringify(document)))
}

/** 401: no key, or one that is unknown or revoked. */
export function unauthorised(response: ServerResponse, detail: string): void {
  sendRefusal(response, { status: 401, code: 'unauthenticated', title: 'No valid write key', detail })
}

const queueFull = 'The event queue is full; nothing of this request was kept. Send it again shortly.'

/** 503: the queue is full, or too much is being sent. */
export function busy(response: ServerResponse, seconds: number, detail: string = queueFull): void {
  sendRefusal(response, {
    status: 503,
    code: 'busy',
    title: 'Busy',
    detail,
    headers: { 'retry-after': String(Math.max(1, Math.ceil(seconds))) },
  })
}

/** 503: the database did not take it, or not that we know of. */
export function away(response: ServerResponse, error: unknown): void {
  const full = troubleOf(error) === 'full'
  const reason = full ? 'The disk of the database is full: somebody has to make room' : 'The database cannot be reached'
  // it may have been kept where the connection broke at the very end
  const detail = `${reason}. Nothing of this request is acknowledged; send it again, with the same messageIds it counts once.`
  const headers = { 'retry-after': full ? '15' : '2' }
  sendRefusal(response, { status: 503, code: 'busy', title: 'Busy', detail, headers })
}

export function send(response: ServerResponse, status: number, type: string, body: Buffer): void {
  if (response.headersSent || response.destroyed) return
  if (!response.hasHeader('cache-control')) response.setHeader('cache-control', 'no-store')
  response.writeHead(status, {
    'content-type': type,
    'content-length': body.length,
    'x-content-type-options': 'nosniff',
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

/**
 * Any page may send: a public key is all it has, and these addresses read no cookie, so that echoing the origin gives
 * nobody anything. Credentials are allowed because beacons always send them.
 */
export function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('vary', 'Origin')
  const { origin } = request.headers
  if (origin === undefined) return
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-credentials', 'true')
  response.setHeader('access-control-expose-headers', 'hourglass-set-aside, retry-after')
}

/** The answer to a preflight, for these methods. */
export function sendPreflight(request: IncomingMessage, response: ServerResponse, allow: string): void {
  response.setHeader('access-control-allow-methods', allow)
  const asked = request.headers['access-control-request-headers']
  response.setHeader('access-control-allow-headers', asked ?? 'authorization, content-type, content-encoding')
  if (request.headers['access-control-request-private-network'] === 'true') {
    response.setHeader('access-control-allow-private-network', 'true')
  }
  response.setHeader('access-control-max-age', '86400')
  response.setHeader('allow', allow)
  response.writeHead(204)
  response.end()
}

/**
 * Ends a request whose body is not wanted any more. The rest is let through for a moment, so that the client gets to read
 * the answer, then the connection is cut.
 */
export function discard(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return
  let left = 4 * 1024 * 1024
  const cut = setTimeout(() => request.destroy(), 2000).unref()
  request.on('error', () => {})
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) request.destroy()
  })
  request.once('close', () => clearTimeout(cut))
  request.once('end', () => clearTimeout(cut))
  request.resume()
}
