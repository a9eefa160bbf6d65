import type { Hono } from 'hono'
import { z } from 'zod'
import { passkeySignInInput, secondFactorInput } from '#contract/entry.ts'
import type { Problem } from '#contract/problem.ts'
import { signInInput } from '#contract/session.ts'
import { answer, askAuth } from '../ask-auth.ts'
import { openPost } from '../door.ts'
import type { AppEnv, AppServices } from '../env.ts'

const tooLate: Problem = { code: 'gone', message: 'This sign-in took too long; begin again.' }
const locked: Problem = {
  code: 'rate_limited',
  message: 'Too many wrong codes; wait a quarter of an hour.',
  retryAfter: 900,
}
const wrongCode: Problem = { code: 'unauthenticated', message: 'This code is not right, or was used already.' }

const codeRefusals = {
  INVALID_TWO_FACTOR_COOKIE: tooLate,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: tooLate,
  ACCOUNT_TEMPORARILY_LOCKED: locked,
  otherwise: wrongCode,
}

const wrongPasskey: Problem = {
  code: 'unauthenticated',
  message: 'This passkey is not known here. Sign in with your password.',
}

/** The three ways in: password, password with a second factor, passkey. */
export function mountSignIn(app: Hono<AppEnv>, services: AppServices): void {
  openPost(app, '/api/sign-in', signInInput, async (c, input) => {
    const response = await askAuth(c, services, '/sign-in/email', input)
    const said = (await response
      .clone()
      .json()
      .catch(() => ({}))) as { twoFactorRedirect?: boolean }
    return answer(c, response, { secondFactor: said.twoFactorRedirect === true })
  })

  openPost(app, '/api/sign-in/second-factor', secondFactorInput, async (c, { code, kind, trust }) => {
    const path = kind === 'app' ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code'
    const plain = kind === 'app' ? code.replaceAll(/\s/g, '') : code
    return answer(c, await askAuth(c, services, path, { code: plain, trustDevice: trust }), {}, codeRefusals)
  })

  openPost(app, '/api/sign-in/passkey/begin', z.object({}), async (c) => {
    const response = await askAuth(c, services, '/passkey/generate-authenticate-options', null)
    if (!response.ok) return answer(c, response)
    const options = (await response.clone().json()) as Record<string, unknown>
    // the passkey stands for both factors: it asks for a finger, a face or a PIN
    return answer(c, response, { options: { ...options, userVerification: 'required' } })
  })

  openPost(app, '/api/sign-in/passkey', passkeySignInInput, async (c, { response }) =>
    answer(
      c,
      await askAuth(c, services, '/passkey/verify-authentication', { response }),
      {},
      {
        CHALLENGE_NOT_FOUND: tooLate,
        otherwise: wrongPasskey,
      },
    ),
  )
}
