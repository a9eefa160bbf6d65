import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { hashToken, newLinkToken } from '#actions/one-time-link.ts'
import { transaction } from '#actions/verb.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { mailLanguage, resetMail } from '#core/entry-mail.ts'
import { countAttempt } from '#store/attempt.ts'
import { insertAudit } from '#store/audit.ts'
import { claimReset, findResetCandidate, isResetGood, replaceReset } from '#store/password-reset.ts'
import { endSessions } from '#store/session.ts'
import { dropSecondFactor, setPassword } from '#store/user.ts'
import type { Auth } from './auth.ts'
import { auditOwn } from './own.ts'

/** For how many minutes a reset link is good. */
const minutes = 60
const hourMs = 3_600_000
/** an answer takes as long for an address that nobody has */
const shownMs = 250

const spent = refuse('gone', 'This link is used or too old. Ask for a new one.')

/**
 * Writes a reset mail to whoever has that address, if anybody: the answer, and the time it takes, are the same. Three
 * mails an hour to one address, thirty requests an hour from one place; refuses with `rate_limited` beyond the latter.
 */
export async function forgotPassword(
  pool: Pool,
  { email, from, address }: { email: string; from: string | null; address: string },
): Promise<Result<true>> {
  const now = Date.now()
  const wait = await countAttempt(pool, `forgot from:${from ?? ''}`, { most: 30, windowMs: hourMs, now })
  if (wait !== null) return refuse('rate_limited', 'Too many requests; wait and try again.', { retryAfter: wait })
  await Promise.all([writeReset(pool, email.toLowerCase(), address, now), sleep(shownMs)])
  return ok(true)
}

async function writeReset(pool: Pool, email: string, address: string, now: number): Promise<void> {
  const candidate = await findResetCandidate(pool, email)
  if (!candidate) return
  if ((await countAttempt(pool, `forgot:${email}`, { most: 3, windowMs: hourMs, now })) !== null) return
  const { token, hash } = newLinkToken()
  const { userId, name, workspaces } = candidate
  // the mail goes the way of their workspace; of one who belongs to several, no admin of one should read the way into the others
  const workspaceId = workspaces.length === 1 ? (workspaces[0]?.id ?? null) : null
  const language = mailLanguage(candidate.language, workspaces[0]?.language)
  const mail = resetMail(language, { name, link: `${address}/reset/${token}`, minutes })
  await transaction(pool, 'begin', async (db) => {
    await replaceReset(db, userId, { hash, now, expiresAt: now + minutes * 60_000 })
    const cause = `password_reset:${userId}:${now}`
    await enqueueMail(
      db,
      workspaceId,
      { kind: 'password_reset', cause, to: candidate.email, toName: name, ...mail },
      now,
    )
    return ok(true)
  })
}

/**
 * For the operator at the machine, when somebody (the only admin, say) has lost phone, codes and password: switches
 * their second factor off, removes their passkeys, ends all sessions, and gives a reset link. Null when nobody with a
 * password has that address.
 */
export async function rescueAccount(pool: Pool, email: string, address: string, by: string): Promise<string | null> {
  const candidate = await findResetCandidate(pool, email.toLowerCase())
  if (!candidate) return null
  const { userId } = candidate
  const now = Date.now()
  const { token, hash } = newLinkToken()
  await transaction(pool, 'begin', async (db) => {
    await dropSecondFactor(db, userId)
    await endSessions(db, userId, null)
    await replaceReset(db, userId, { hash, now, expiresAt: now + minutes * 60_000 })
    for (const { id } of candidate.workspaces)
      await insertAudit(db, id, { at: now, actor: `operator:${by}`, verb: 'account.rescue', subject: `user:${userId}` })
    return ok(true)
  })
  return `${address}/reset/${token}`
}

export async function checkReset(pool: Pool, token: string): Promise<Result<true>> {
  return (await isResetGood(pool, hashToken(token), Date.now())) ? ok(true) : spent
}

/** Sets the new password, uses the link up, and ends all sessions of its owner; they sign in anew, second factor and all. */
export async function resetPassword(
  pool: Pool,
  auth: Auth,
  { token, password }: { token: string; password: string },
): Promise<Result<true>> {
  const now = Date.now()
  const hash = hashToken(token)
  // hashing costs a good tenth of a second: never for a stranger's guess
  if (!(await isResetGood(pool, hash, now))) return spent
  const passwordHash = await (await auth.$context).password.hash(password)
  return transaction(pool, 'begin', async (db) => {
    const userId = await claimReset(db, hash, now)
    if (userId === null) return spent
    await setPassword(db, userId, passwordHash)
    await endSessions(db, userId, null)
    await auditOwn(db, userId, 'account.password_reset', now)
    return ok(true)
  })
}

/** One's own, after `requirePassword`. Ends all other sessions; reset links on their way are good no more. */
export async function changePassword(
  pool: Pool,
  auth: Auth,
  { userId, sessionId, password }: { userId: string; sessionId: string; password: string },
): Promise<Result<true>> {
  const passwordHash = await (await auth.$context).password.hash(password)
  return transaction(pool, 'begin', async (db) => {
    await setPassword(db, userId, passwordHash)
    await endSessions(db, userId, sessionId)
    await auditOwn(db, userId, 'account.password', Date.now())
    return ok(true)
  })
}
