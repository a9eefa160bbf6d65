import type { Context, Hono } from 'hono'
import { invalid, type Problem } from '#contract/problem.ts'
import { languages, preferencesInput, type SessionDocument, signInInput } from '#contract/session.ts'
import { addressHeader } from '#server/auth/options.ts'
import { enterDemo } from '#server/auth/demo.ts'
import { setUserLanguage } from '#store/user.ts'
import { findDemoWorkspace, hasAdmin, workspacesOf } from '#store/workspace.ts'
import { signedInUser } from '../actor.ts'
import { readJson } from '../body.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { checkOrigin, clientAddress, isLoopback } from '../origin.ts'
import { problemResponse } from '../problem.ts'

/** Signing in and out, who is looking, and the demo's door. */
export function mountSession(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, auth, config } = services

  app.get('/api/session', async (c) => {
    const user = await signedInUser(c, services)
    const demoOffered = !user && config.demo && isLoopback(c) && (await findDemoWorkspace(pool)) !== null
    const document: SessionDocument = {
      user: user && { ...user, language: languages.find((language) => language === user.language) ?? null },
      workspaces: user ? await workspacesOf(pool, user.id) : [],
      demoOffered,
      setupOpen: !user && !(await hasAdmin(pool)),
    }
    c.header('cache-control', 'private, no-store')
    return c.json(document)
  })

  app.post('/api/sign-in', async (c) => {
    const foreign = checkOrigin(c)
    if (foreign) return problemResponse(c, foreign)
    const sent = await readJson(c)
    if (!sent.ok) return problemResponse(c, sent.problem)
    const input = signInInput.safeParse(sent.value)
    if (!input.success) return problemResponse(c, invalid(input.error).problem)
    return answer(c, await askAuth(c, services, '/sign-in/email', input.data))
  })

  app.post('/api/sign-out', async (c) => {
    const foreign = checkOrigin(c)
    if (foreign) return problemResponse(c, foreign)
    return answer(c, await askAuth(c, services, '/sign-out', {}))
  })

  // prolongs a session in use; the app asks once a day at most
  app.post('/api/session/refresh', async (c) => {
    const foreign = checkOrigin(c)
    if (foreign) return problemResponse(c, foreign)
    if (!(await signedInUser(c, services)))
      return problemResponse(c, { code: 'unauthenticated', message: 'Sign in first.' })
    return answer(c, await askAuth(c, services, '/get-session', {}))
  })

  app.post('/api/preferences', async (c) => {
    const foreign = checkOrigin(c)
    if (foreign) return problemResponse(c, foreign)
    const user = await signedInUser(c, services)
    if (!user) return problemResponse(c, { code: 'unauthenticated', message: 'Sign in first.' })
    const sent = await readJson(c)
    if (!sent.ok) return problemResponse(c, sent.problem)
    const input = preferencesInput.safeParse(sent.value)
    if (!input.success) return problemResponse(c, invalid(input.error).problem)
    await setUserLanguage(pool, user.id, input.data.language)
    return c.json({ ok: true })
  })

  app.post('/api/demo', async (c) => {
    const foreign = checkOrigin(c)
    if (foreign) return problemResponse(c, foreign)
    if (!config.demo || !isLoopback(c))
      return problemResponse(c, {
        code: 'not_found',
        message: 'This server shows no demo here; start it with --demo and open it on its own machine.',
      })
    const entered = await enterDemo(pool, auth)
    if (!entered.ok) return problemResponse(c, entered.problem)
    return answer(c, entered.value)
  })
}

/** One of better-auth's own endpoints, with its rate limit, told the caller's true address. */
async function askAuth(
  c: Context<AppEnv>,
  { auth, config }: AppServices,
  path: string,
  body: object,
): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const name of ['cookie', 'user-agent']) {
    const value = c.req.header(name)
    if (value !== undefined) headers.set(name, value)
  }
  const address = clientAddress(c, config.trustProxy)
  if (address !== null) headers.set(addressHeader, address)
  const base = config.publicUrl ?? 'http://localhost'
  return auth.handler(new Request(`${base}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) }))
}

/** Its answer in our words: cookies on success, problem+json else. */
export function answer(c: Context<AppEnv>, response: Response, more: object = {}): Response {
  if (!response.ok) return problemResponse(c, authProblem(response))
  for (const cookie of response.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
  c.header('cache-control', 'no-store')
  return c.json({ ok: true, ...more })
}

function authProblem(response: Response): Problem {
  if (response.status === 429) {
    const seconds = Number(response.headers.get('x-retry-after'))
    return {
      code: 'rate_limited',
      message: 'Too many attempts; wait a minute and try again.',
      retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds : 60,
    }
  }
  if (response.status >= 500) return { code: 'internal', message: 'The sign-in failed on our side; try again.' }
  return { code: 'unauthenticated', message: 'The mail address or the password is not right.' }
}
