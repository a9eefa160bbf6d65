import type { Context } from 'hono'
import type { Problem } from '#contract/problem.ts'
import { addressHeader } from '#server/auth/options.ts'
import type { AppEnv, AppServices } from './env.ts'
import { clientAddress } from './origin.ts'
import { problemResponse } from './problem.ts'

/** All of better-auth that a request can reach, each behind a POST of ours. Everything else of it is closed. */
export type AuthPath =
  | '/sign-in/email'
  | '/sign-out'
  | '/get-session'
  | '/two-factor/enable'
  | '/two-factor/disable'
  | '/two-factor/verify-totp'
  | '/two-factor/verify-backup-code'
  | '/two-factor/generate-backup-codes'
  | '/passkey/generate-register-options'
  | '/passkey/verify-registration'
  | '/passkey/generate-authenticate-options'
  | '/passkey/verify-authentication'
  | '/passkey/delete-passkey'

/** One of better-auth's own endpoints, with its rate limit, told the caller's true address. Null `body` asks by GET. */
export async function askAuth(
  c: Context<AppEnv>,
  services: AppServices,
  path: AuthPath,
  body: object | null,
): Promise<Response> {
  const { auth, config } = services
  const headers = callerHeaders(c, services)
  headers.set('content-type', 'application/json')
  const url = `${config.publicUrl ?? 'http://localhost'}/api/auth${path}`
  const init = body === null ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) }
  return auth.handler(new Request(url, { ...init, headers }))
}

/** What better-auth is told of a caller: cookie, browser, page, and true address. */
export function callerHeaders(c: Context<AppEnv>, { config }: Pick<AppServices, 'config'>): Headers {
  const headers = new Headers()
  for (const name of ['cookie', 'user-agent', 'origin']) {
    const value = c.req.header(name)
    if (value !== undefined) headers.set(name, value)
  }
  const address = clientAddress(c, config.trustProxy)
  if (address !== null) headers.set(addressHeader, address)
  return headers
}

/** Its answer in our words: cookies and `more` on success, problem+json else; `refusals` by the code that it names. */
export async function answer(
  c: Context<AppEnv>,
  response: Response,
  more: object = {},
  refusals: Record<string, Problem> = {},
): Promise<Response> {
  // a refusal may take a cookie back, too
  for (const cookie of response.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
  if (!response.ok) return problemResponse(c, await authProblem(response, refusals))
  c.header('cache-control', 'no-store')
  return c.json({ ok: true, ...more })
}

async function authProblem(response: Response, refusals: Record<string, Problem>): Promise<Problem> {
  const { code } = (await response.json().catch(() => ({}))) as { code?: string }
  const known = code === undefined ? undefined : refusals[code]
  if (known) return known
  if (response.status === 429) {
    const seconds = Number(response.headers.get('x-retry-after'))
    return {
      code: 'rate_limited',
      message: 'Too many attempts; wait a minute and try again.',
      retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds : 60,
    }
  }
  if (response.status >= 500) return { code: 'internal', message: 'The sign-in failed on our side; try again.' }
  return refusals['otherwise'] ?? { code: 'unauthenticated', message: 'The mail address or the password is not right.' }
}
