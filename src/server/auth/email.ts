import type { Pool } from 'pg'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { hashToken, newLinkToken } from '#actions/one-time-link.ts'
import { transaction } from '#actions/verb.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { emailChangedMail, emailChangeMail, mailLanguage } from '#core/entry-mail.ts'
import { countAttempt } from '#store/attempt.ts'
import { claimEmailChange, findEmailChange, replaceEmailChange, setUserEmail } from '#store/email-change.ts'
import { findUserByEmail } from '#store/user.ts'
import { workspacesOf } from '#store/workspace.ts'
import { auditOwn } from './own.ts'

/** For how many minutes a link is good. */
const minutes = 60
const hourMs = 3_600_000

const spent = refuse('gone', 'This link is used or too old. Ask for a new one in your account.')

interface Asked {
  userId: string
  name: string
  /** the present address */
  email: string
  language: string | null
}

/**
 * One's own, after `requirePassword`: writes a mail with a link to the new address; nothing changes before its button.
 * The answer is the same when somebody else has the address. Refuses with `rate_limited` after five an hour.
 */
export async function askEmailChange(
  pool: Pool,
  { userId, name, email: present, language }: Asked,
  { email, address }: { email: string; address: string },
): Promise<Result<true>> {
  const now = Date.now()
  const wanted = email.toLowerCase()
  if (wanted === present.toLowerCase())
    return refuse('invalid', 'This is your address already.', {
      fields: [{ path: 'email', message: 'This is your address already.' }],
    })
  const wait = await countAttempt(pool, `email change:${userId}`, { most: 5, windowMs: hourMs, now })
  if (wait !== null) return refuse('rate_limited', 'Too many mails; wait and try again.', { retryAfter: wait })
  if (await findUserByEmail(pool, wanted)) return ok(true)
  const { token, hash } = newLinkToken()
  const workspaces = await workspacesOf(pool, userId)
  const mail = emailChangeMail(mailLanguage(language, workspaces[0]?.languages[0]), {
    name,
    email: wanted,
    link: `${address}/email/${token}`,
    minutes,
  })
  return transaction(pool, 'begin', async (db) => {
    await replaceEmailChange(db, userId, { hash, email: wanted, now, expiresAt: now + minutes * 60_000 })
    const cause = `email_change:${userId}:${now}`
    await enqueueMail(db, wayOf(workspaces), { kind: 'email_change', cause, to: wanted, toName: name, ...mail }, now)
    return ok(true)
  })
}

/** To which address the link leads. */
export async function checkEmailChange(pool: Pool, token: string): Promise<Result<{ email: string }>> {
  const found = await findEmailChange(pool, hashToken(token), Date.now())
  return found ? ok(found) : spent
}

/** The address is theirs from now on; the former one is told. Sessions go on. */
export async function confirmEmailChange(pool: Pool, token: string): Promise<Result<{ email: string }>> {
  const now = Date.now()
  return transaction(pool, 'begin', async (db) => {
    const claimed = await claimEmailChange(db, hashToken(token), now)
    if (!claimed) return spent
    const { userId, email } = claimed
    const before = await setUserEmail(db, userId, email)
    if (!before) return refuse('conflict', 'Somebody else signs in with this address by now.')
    const workspaces = await workspacesOf(db, userId)
    const mail = emailChangedMail(mailLanguage(before.language, workspaces[0]?.languages[0]), {
      name: before.name,
      email,
    })
    const cause = `email_changed:${userId}:${now}`
    const to = { to: before.email, toName: before.name }
    await enqueueMail(db, wayOf(workspaces), { kind: 'email_changed', cause, ...to, ...mail }, now)
    await auditOwn(db, userId, 'account.email', now)
    return ok({ email })
  })
}

/** As with resets: a mail of their workspace, or of the server, so that no admin of one workspace reads the way into others. */
function wayOf(workspaces: readonly { id: string }[]): string | null {
  return workspaces.length === 1 ? (workspaces[0]?.id ?? null) : null
}
