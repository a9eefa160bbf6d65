import type { Hono } from 'hono'
import { z } from 'zod'
import { linkInput } from '#contract/entry.ts'
import { emailChangeInput, ownedId, passwordChangeInput, profileInput } from '#contract/my-account.ts'
import { askEmailChange, checkEmailChange, confirmEmailChange } from '#server/auth/email.ts'
import { readMyAccount } from '#server/auth/my-account.ts'
import { requirePassword } from '#server/auth/own.ts'
import { changePassword } from '#server/auth/password.ts'
import { endSession, endSessions } from '#store/session.ts'
import { setUserLanguage, setUserName } from '#store/user.ts'
import { openPost, ownAddress, ownPost, ownSession, signInFirst } from '../door.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { problemResponse } from '../problem.ts'

/** One's own account: name, language, address, password, open sessions. */
export function mountAccount(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, auth, config } = services
  const passkeyHost = new URL(config.publicUrl ?? 'http://localhost').hostname

  app.get('/api/account', async (c) => {
    const own = await ownSession(c, services)
    if (!own) return problemResponse(c, signInFirst)
    c.header('cache-control', 'private, no-store')
    return c.json(await readMyAccount(pool, auth, own, passkeyHost))
  })

  ownPost(app, services, '/api/account/profile', profileInput, async (c, { userId }, { name, language }) => {
    await setUserName(pool, userId, name)
    await setUserLanguage(pool, userId, language)
    return c.json({ ok: true })
  })

  ownPost(app, services, '/api/account/password', passwordChangeInput, async (c, own, { current, password }) => {
    const right = await requirePassword(pool, auth, own.userId, current)
    if (!right.ok) {
      const fields = right.problem.fields?.map((field) => ({ ...field, path: 'current' }))
      return problemResponse(c, fields ? { ...right.problem, fields } : right.problem)
    }
    const { userId, sessionId } = own
    const done = await changePassword(pool, auth, { userId, sessionId, password })
    return done.ok ? c.json({ ok: true }) : problemResponse(c, done.problem)
  })

  ownPost(app, services, '/api/account/email', emailChangeInput, async (c, own, { email, password }) => {
    const right = await requirePassword(pool, auth, own.userId, password)
    if (!right.ok) return problemResponse(c, right.problem)
    const asked = await askEmailChange(pool, own, { email, address: ownAddress(config) })
    return asked.ok ? c.json({ ok: true }) : problemResponse(c, asked.problem)
  })

  openPost(app, '/api/email/check', linkInput, async (c, { token }) => {
    const good = await checkEmailChange(pool, token)
    return good.ok ? c.json({ ok: true, ...good.value }) : problemResponse(c, good.problem)
  })

  openPost(app, '/api/email/confirm', linkInput, async (c, { token }) => {
    const done = await confirmEmailChange(pool, token)
    return done.ok ? c.json({ ok: true, ...done.value }) : problemResponse(c, done.problem)
  })

  ownPost(app, services, '/api/account/sessions/end-others', z.object({}), async (c, { userId, sessionId }) => {
    await endSessions(pool, userId, sessionId)
    return c.json({ ok: true })
  })

  ownPost(app, services, '/api/account/sessions/:id/end', ownedId, async (c, { userId }, { id }) => {
    if (await endSession(pool, userId, id)) return c.json({ ok: true })
    return problemResponse(c, { code: 'not_found', message: 'There is no such session of yours.' })
  })
}
