import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { hashToken } from '#actions/one-time-link.ts'
import { transaction } from '#actions/verb.ts'
import type { AcceptInput, InvitationShown } from '#contract/entry.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { insertAudit } from '#store/audit.ts'
import { findInvitationByLink, markInvitationAccepted } from '#store/invitation.ts'
import { findMember } from '#store/member.ts'
import { findUserByEmail, insertUser } from '#store/user.ts'
import { putMember } from '#store/workspace.ts'
import type { Auth } from './auth.ts'

const spent = refuse('gone', 'This invitation is used, revoked or too old. Ask an admin to send a new one.')

/** What the holder of an invitation's link is invited to. `userId`: who is signed in. Changes nothing. */
export async function showInvitation(
  pool: Pool,
  token: string,
  userId: string | null,
): Promise<Result<InvitationShown>> {
  const invitation = await findInvitationByLink(pool, hashToken(token), Date.now())
  if (!invitation) return spent
  const { workspace, by, email, role, language } = invitation
  const user = await findUserByEmail(pool, email)
  return ok({
    workspace,
    by,
    email,
    role,
    language,
    expiresAt: invitation.expiresAt.toISOString(),
    known: user !== null,
    mine: user !== null && user.id === userId,
  })
}

interface Accepted {
  workspaceId: string
  userId: string
  /** just made: they have no session yet */
  fresh: boolean
}

/**
 * Uses an invitation up. Whoever has no account yet gets one; whoever has must be signed in to it: a link alone opens
 * nobody's account. Refuses with `gone`, `unauthenticated`, `forbidden` (signed in as somebody else), `invalid`.
 */
export async function acceptInvitation(
  pool: Pool,
  auth: Auth,
  { token, person }: AcceptInput,
  signedIn: string | null,
): Promise<Result<Accepted>> {
  const now = Date.now()
  const hash = hashToken(token)
  const shown = await showInvitation(pool, token, signedIn)
  if (!shown.ok) return shown
  if (!shown.value.known && !person)
    return refuse('invalid', 'person: choose a name and a password.', {
      fields: [{ path: 'person', message: 'choose a name and a password' }],
    })
  // hashing costs a good tenth of a second: never for a stranger's guess
  const passwordHash = shown.value.known || !person ? null : await (await auth.$context).password.hash(person.password)

  return transaction(pool, 'begin', async (db) => {
    const invitation = await findInvitationByLink(db, hash, now, { lock: true })
    if (!invitation) return spent
    const { workspaceId, email, role } = invitation
    const known = await findUserByEmail(db, email)
    if (known && signedIn === null)
      return refuse('unauthenticated', 'Somebody with this mail address has an account already: sign in, then accept.')
    if (known && signedIn !== known.id)
      return refuse('forbidden', `This invitation is for ${email}; sign out, and in with that address.`)
    const userId = known?.id ?? randomUUIDv7()
    if (!known) {
      if (!person || passwordHash === null) return spent
      const { name, language } = person
      const user = { id: userId, name, email, passwordHash, language, credentialId: randomUUIDv7() }
      if (!(await insertUser(db, user)))
        return refuse('conflict', 'Somebody with this mail address is here already: sign in, then accept.')
    }
    // a member's role is changed by an admin, not by a letter of last week
    if (!(await findMember(db, workspaceId, userId))) await putMember(db, workspaceId, userId, role)
    await markInvitationAccepted(db, workspaceId, invitation.id, userId, now)
    const entry = { actor: `user:${userId}`, verb: 'member.join', subject: `user:${userId}`, detail: { email, role } }
    await insertAudit(db, workspaceId, { at: now, ...entry })
    return ok({ workspaceId, userId, fresh: !known })
  })
}
