import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import { invalid, type Problem } from '#contract/problem.ts'
import { readJson } from './body.ts'
import type { AppConfig, AppEnv, AppServices } from './env.ts'
import { checkOrigin } from './origin.ts'
import { problemResponse } from './problem.ts'

/** Who is signed in, and by which session. */
export interface Own {
  userId: string
  name: string
  email: string
  language: string | null
  sessionId: string
}

export const signInFirst: Problem = { code: 'unauthenticated', message: 'Sign in first.' }

/** A POST that asks nobody who they are: origin → body → parse → `work`. */
export function openPost<Schema extends z.ZodType>(
  app: Hono<AppEnv>,
  path: string,
  schema: Schema,
  work: (c: Context<AppEnv>, input: z.output<Schema>) => Promise<Response>,
): void {
  app.post(path, async (c) => {
    const foreign = checkOrigin(c)
    if (foreign) return problemResponse(c, foreign)
    const sent = await readJson(c)
    if (!sent.ok) return problemResponse(c, sent.problem)
    const input = schema.safeParse({ ...sent.value, ...c.req.param() })
    if (!input.success) return problemResponse(c, invalid(input.error).problem)
    c.header('cache-control', 'no-store')
    return work(c, input.data)
  })
}

/** A POST about one's own account: only by the session's cookie, never by a key. */
export function ownPost<Schema extends z.ZodType>(
  app: Hono<AppEnv>,
  services: AppServices,
  path: string,
  schema: Schema,
  work: (c: Context<AppEnv>, own: Own, input: z.output<Schema>) => Promise<Response>,
): void {
  openPost(app, path, schema, async (c, input) => {
    const own = await ownSession(c, services)
    return own ? work(c, own, input) : problemResponse(c, signInFirst)
  })
}

/** The session of the request's cookie, or null. Reads only. */
export async function ownSession(c: Context<AppEnv>, { auth }: Pick<AppServices, 'auth'>): Promise<Own | null> {
  if (!c.req.header('cookie')) return null
  const found = await auth.api.getSession({ headers: c.req.raw.headers, query: { disableRefresh: true } })
  if (!found) return null
  const { user, session } = found
  return { userId: user.id, name: user.name, email: user.email, language: user.locale ?? null, sessionId: session.id }
}

/**
 * Where links of mails lead when nobody whom we trust asks: never what a request's Host claims, or a stranger could
 * have somebody's reset link lead elsewhere.
 */
export function ownAddress(config: AppConfig): string {
  return (config.publicUrl ?? config.address ?? 'http://localhost:4400').replace(/\/+$/, '')
}

/** How a signed-in caller reaches us: the page that they are on, which checkOrigin has compared with the Host. */
export function callerAddress(c: Context<AppEnv>, config: AppConfig): string {
  return config.publicUrl === null ? (c.req.header('origin') ?? ownAddress(config)) : ownAddress(config)
}
