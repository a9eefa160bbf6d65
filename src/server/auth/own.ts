import type { Pool, PoolClient } from 'pg'
import { refuse, type Result, ok } from '#contract/problem.ts'
import { countAttempt, forgetAttempts } from '#store/attempt.ts'
import { insertAudit } from '#store/audit.ts'
import { workspacesOf } from '#store/workspace.ts'
import type { Auth } from './auth.ts'

/** What somebody did to their own account, as the audit of each of their workspaces names it. */
export type OwnDeed =
  | 'account.password'
  | 'account.password_reset'
  | 'account.second_factor_on'
  | 'account.second_factor_off'
  | 'account.recovery_codes'
  | 'account.passkey_add'
  | 'account.passkey_remove'
  | 'account.email'

/** Keeps it in the audit of every workspace they belong to. */
export async function auditOwn(db: Pool | PoolClient, userId: string, verb: OwnDeed, now: number): Promise<void> {
  for (const { id } of await workspacesOf(db, userId))
    await insertAudit(db, id, { at: now, actor: `user:${userId}`, verb, subject: `user:${userId}` })
}

const quarterOfAnHour = 900_000

/**
 * Whether this is the user's password: asked again before what is delicate, so that a browser left open, or a stolen
 * cookie, is not enough. Refuses with `invalid`, and with `rate_limited` after ten wrong ones in a quarter of an hour.
 */
export async function requirePassword(pool: Pool, auth: Auth, userId: string, password: string): Promise<Result<true>> {
  const what = `password:${userId}`
  const wait = await countAttempt(pool, what, { most: 10, windowMs: quarterOfAnHour, now: Date.now() })
  if (wait !== null)
    return refuse('rate_limited', 'Too many wrong passwords; wait a quarter of an hour.', { retryAfter: wait })
  const context = await auth.$context
  const credential = await context.internalAdapter.findCredentialAccount(userId)
  const hash = credential?.password
  if (!hash || !(await context.password.verify({ hash, password })))
    return refuse('invalid', 'The password is not right.', {
      fields: [{ path: 'password', message: 'This is not your password.' }],
    })
  await forgetAttempts(pool, what)
  return ok(true)
}
