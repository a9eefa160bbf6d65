import type { Hono } from 'hono'
import { confirmInput, ownedId, passkeyInput, passwordInput } from '#contract/my-account.ts'
import type { Problem } from '#contract/problem.ts'
import { auditOwn, requirePassword } from '#server/auth/own.ts'
import { countAttempt, forgetAttempts } from '#store/attempt.ts'
import { answer, askAuth } from '../ask-auth.ts'
import { ownPost } from '../door.ts'
import type { AppEnv, AppServices } from '../env.ts'
import { problemResponse } from '../problem.ts'

const wrongCode: Problem = {
  code: 'invalid',
  message: 'This code is not right. Look at the app again: it changes every half minute.',
  fields: [{ path: 'code', message: 'This code is not right.' }],
}
const notOn: Problem = { code: 'conflict', message: 'There is no second factor to speak of; set it up first.' }
const alreadyOn: Problem = { code: 'conflict', message: 'A second factor is set up already; switch it off first.' }
const badPasskey: Problem = {
  code: 'invalid',
  message: 'This passkey could not be taken; begin again, on a device that asks for a finger, a face or a PIN.',
}

/** One's own second factor and passkeys; both ask for the password again before they begin. */
export function mountSecondFactor(app: Hono<AppEnv>, services: AppServices): void {
  const { pool, auth } = services

  ownPost(app, services, '/api/account/second-factor/begin', passwordInput, async (c, { userId }, { password }) => {
    const right = await requirePassword(pool, auth, userId, password)
    if (!right.ok) return problemResponse(c, right.problem)
    const response = await askAuth(c, services, '/two-factor/enable', { password, method: 'totp' })
    const refusals = { TOTP_ALREADY_ENABLED: alreadyOn }
    if (!response.ok) return answer(c, response, {}, refusals)
    const { totpURI, backupCodes } = (await response.clone().json()) as { totpURI: string; backupCodes: string[] }
    const secret = new URL(totpURI).searchParams.get('secret') ?? ''
    return answer(c, response, { uri: totpURI, secret, codes: backupCodes })
  })

  ownPost(app, services, '/api/account/second-factor/confirm', confirmInput, async (c, { userId }, { code }) => {
    const what = `second factor:${userId}`
    const wait = await countAttempt(pool, what, { most: 10, windowMs: 900_000, now: Date.now() })
    if (wait !== null)
      return problemResponse(c, {
        code: 'rate_limited',
        message: 'Too many wrong codes; wait a quarter of an hour.',
        retryAfter: wait,
      })
    const response = await askAuth(c, services, '/two-factor/verify-totp', { code: code.replaceAll(/\s/g, '') })
    if (response.ok) {
      await forgetAttempts(pool, what)
      await auditOwn(pool, userId, 'account.second_factor_on', Date.now())
    }
    return answer(c, response, {}, { TOTP_NOT_ENABLED: notOn, otherwise: wrongCode })
  })

  ownPost(app, services, '/api/account/second-factor/off', passwordInput, async (c, { userId }, { password }) => {
    const right = await requirePassword(pool, auth, userId, password)
    if (!right.ok) return problemResponse(c, right.problem)
    const response = await askAuth(c, services, '/two-factor/disable', { password })
    if (response.ok) await auditOwn(pool, userId, 'account.second_factor_off', Date.now())
    return answer(c, response)
  })

  ownPost(
    app,
    services,
    '/api/account/second-factor/recovery-codes',
    passwordInput,
    async (c, { userId }, { password }) => {
      const right = await requirePassword(pool, auth, userId, password)
      if (!right.ok) return problemResponse(c, right.problem)
      const response = await askAuth(c, services, '/two-factor/generate-backup-codes', { password })
      if (!response.ok) return answer(c, response, {}, { TWO_FACTOR_NOT_ENABLED: notOn })
      const { backupCodes } = (await response.clone().json()) as { backupCodes: string[] }
      await auditOwn(pool, userId, 'account.recovery_codes', Date.now())
      return answer(c, response, { codes: backupCodes })
    },
  )

  ownPost(app, services, '/api/account/passkeys/begin', passwordInput, async (c, { userId }, { password }) => {
    const right = await requirePassword(pool, auth, userId, password)
    if (!right.ok) return problemResponse(c, right.problem)
    const response = await askAuth(c, services, '/passkey/generate-register-options', null)
    if (!response.ok) return answer(c, response)
    return answer(c, response, { options: await response.clone().json() })
  })

  ownPost(app, services, '/api/account/passkeys', passkeyInput, async (c, { userId }, { name, response: made }) => {
    const response = await askAuth(c, services, '/passkey/verify-registration', { name, response: made })
    if (response.ok) await auditOwn(pool, userId, 'account.passkey_add', Date.now())
    return answer(c, response, {}, { otherwise: badPasskey })
  })

  ownPost(app, services, '/api/account/passkeys/:id/remove', ownedId, async (c, { userId }, { id }) => {
    const response = await askAuth(c, services, '/passkey/delete-passkey', { id })
    if (response.ok) await auditOwn(pool, userId, 'account.passkey_remove', Date.now())
    return answer(c, response, {}, { otherwise: { code: 'not_found', message: 'There is no such passkey of yours.' } })
  })
}
