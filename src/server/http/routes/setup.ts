import type { Hono } from 'hono'
import { invalid } from '#contract/problem.ts'
import { setupCheckInput, setupInput } from '#contract/session.ts'
import { isSetupLinkGood, setUp } from '#server/auth/setup.ts'
import { answer, callerHeaders } from '../ask-auth.ts'
import { readJson } from '../body.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { checkOrigin } from '../origin.ts'
import { problemResponse } from '../problem.ts'

const spent = {
  code: 'gone',
  message: 'This set-up link is used or too old. Restart the server: it prints a new one while nobody owns it.',
} as const

/** The one-time set-up link: tokens travel in bodies only, never in an address that is logged. */
export function mountSetup(app: Hono<AppEnv>, services: AppServices): void {
  app.post('/api/setup/check', async (c) => {
    const foreign = checkOrigin(c)
    if (foreign) return problemResponse(c, foreign)
    const sent = await readJson(c)
    if (!sent.ok) return problemResponse(c, sent.problem)
    const input = setupCheckInput.safeParse(sent.value)
    if (!input.success) return problemResponse(c, invalid(input.error).problem)
    if (!(await isSetupLinkGood(services.pool, input.data.token))) return problemResponse(c, spent)
    return c.json({ ok: true })
  })

  app.post('/api/setup', async (c) => {
    const foreign = checkOrigin(c)
    if (foreign) return problemResponse(c, foreign)
    const sent = await readJson(c)
    if (!sent.ok) return problemResponse(c, sent.problem)
    const input = setupInput.safeParse(sent.value)
    if (!input.success) return problemResponse(c, invalid(input.error).problem)
    const done = await setUp(services.pool, services.auth, input.data, callerHeaders(c, services))
    if (!done.ok) return problemResponse(c, done.problem.code === 'gone' ? spent : done.problem)
    return answer(c, done.value.session, { keys: done.value.keys })
  })
}
