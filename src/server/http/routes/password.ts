import type { Hono } from 'hono'
import { forgotInput, linkInput, resetInput } from '#contract/entry.ts'
import { checkReset, forgotPassword, resetPassword } from '#server/auth/password.ts'
import { openPost, ownAddress } from '../door.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { clientAddress } from '../origin.ts'
import { problemResponse } from '../problem.ts'

/** A forgotten password: a mail, a page, a POST. Tokens travel in bodies only. */
export function mountPassword(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, auth, config } = services

  openPost(app, '/api/password/forgot', forgotInput, async (c, { email }) => {
    const from = clientAddress(c, config.trustProxy)
    const done = await forgotPassword(pool, { email, from, address: ownAddress(config) })
    return done.ok ? c.json({ ok: true }) : problemResponse(c, done.problem)
  })

  openPost(app, '/api/password/check', linkInput, async (c, { token }) => {
    const good = await checkReset(pool, token)
    return good.ok ? c.json({ ok: true }) : problemResponse(c, good.problem)
  })

  openPost(app, '/api/password/reset', resetInput, async (c, input) => {
    const done = await resetPassword(pool, auth, input)
    return done.ok ? c.json({ ok: true }) : problemResponse(c, done.problem)
  })
}
