import Bowser from 'bowser'
import type { Pool } from 'pg'
import type { MyAccount, SessionRow as ShownSession } from '#contract/my-account.ts'
import { languages } from '#contract/session.ts'
import { listPasskeys } from '#store/passkey.ts'
import { listSessions, type SessionRow } from '#store/session.ts'
import { findSecondFactor, hasPassword } from '#store/user.ts'
import type { Auth } from './auth.ts'

interface Asked {
  userId: string
  name: string
  email: string
  language: string | null
  sessionId: string
}

/** One's own account: ways to sign in, and the browsers in which one is. */
export async function readMyAccount(pool: Pool, auth: Auth, asked: Asked, passkeyHost: string): Promise<MyAccount> {
  const { userId, name, email } = asked
  const secondFactor = await findSecondFactor(pool, userId)
  const passkeys = await listPasskeys(pool, userId)
  const sessions = await listSessions(pool, userId)
  return {
    name,
    email,
    language: languages.find((language) => language === asked.language) ?? null,
    hasPassword: await hasPassword(pool, userId),
    secondFactor,
    recoveryCodesLeft: secondFactor ? await countRecoveryCodes(auth, userId) : 0,
    passkeys: passkeys.map((one) => ({ id: one.id, name: one.name, since: one.since?.toISOString() ?? null })),
    passkeyHost,
    sessions: sessions.map((session) => shownSession(session, asked.sessionId)),
  }
}

async function countRecoveryCodes(auth: Auth, userId: string): Promise<number> {
  const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId } })
  return backupCodes.length
}

function shownSession(session: SessionRow, current: string): ShownSession {
  return {
    id: session.id,
    ...deviceOf(session.userAgent),
    address: session.address,
    since: session.since.toISOString(),
    lastUsed: session.lastUsed.toISOString(),
    current: session.id === current,
  }
}

/** What a browser says of itself; each part null where it does not say. */
export function deviceOf(userAgent: string | null): Pick<ShownSession, 'browser' | 'system' | 'device'> {
  if (userAgent === null || userAgent.trim() === '') return { browser: null, system: null, device: null }
  const { browser, os, platform } = Bowser.parse(userAgent.slice(0, 1000))
  const device = (['desktop', 'mobile', 'tablet'] as const).find((one) => one === platform.type) ?? null
  return { browser: browser.name || null, system: os.name || null, device }
}
