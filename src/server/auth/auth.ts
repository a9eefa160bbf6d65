import { randomBytes } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import type { Pool } from 'pg'
import { z } from 'zod'
import { keepSecret } from '#store/setup.ts'
import { authOptions } from './options.ts'
import { passkeys, secondFactor } from './plugins.ts'

export type Auth = ReturnType<typeof build>

interface AuthConfig {
  /** as people type it, when it is known: an https address makes the cookies secure */
  publicUrl: string | null
  /** HOURGLASS_SECRET; else one is made once and kept in the database */
  secret: string | null
}

/** The sign-in of one server. Needs a migrated database. */
export async function createAuth(pool: Pool, config: AuthConfig): Promise<Auth> {
  const secret = config.secret ?? (await keepSecret(pool, 'session', randomBytes(48).toString('base64url')))
  return build(pool, secret, config.publicUrl ?? 'http://localhost')
}

function build(pool: Pool, secret: string, baseURL: string) {
  return betterAuth({
    ...authOptions,
    secret,
    baseURL,
    database: pool,
    advanced: {
      ...authOptions.advanced,
      useSecureCookies: baseURL.startsWith('https:'),
      // server/http/origin.ts guards every route of ours, these among them, whatever name the server is reached by
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
    plugins: [openSession, secondFactor, passkeys(baseURL)],
    logger: { level: 'error' },
  })
}

/** Signs a user in whom we already know to be who they are: at set-up, and at the demo's door. Never over HTTP. */
const openSession = {
  id: 'open-session',
  endpoints: {
    openSession: createAuthEndpoint(
      '/open-session',
      { method: 'POST', body: z.object({ userId: z.string() }), metadata: { SERVER_ONLY: true } },
      async (context) => {
        const user = await context.context.internalAdapter.findUserById(context.body.userId)
        if (!user) throw context.error('NOT_FOUND')
        const session = await context.context.internalAdapter.createSession(user.id)
        await setSessionCookie(context, { session, user })
        return context.json({ ok: true })
      },
    ),
  },
} as const
