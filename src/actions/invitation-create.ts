import { randomUUIDv7 } from 'node:crypto'
import { ok, refuse } from '#contract/problem.ts'
import { invitationInput, type SentInvitation } from '#contract/team.ts'
import { invitationDays, invitationLink, mailInvitation } from '#actions/invitation-mail.ts'
import { newLinkToken } from '#actions/one-time-link.ts'
import { shownInvitation } from '#actions/team-read.ts'
import { type Verb, writeVerb } from '#actions/verb.ts'
import { findInvitation, insertInvitation } from '#store/invitation.ts'
import { isMemberByEmail } from '#store/member.ts'

/**
 * Invites somebody by mail, with a role. The answer holds the link, too, so that it works without a mail transport.
 * Refuses with `conflict` for a member, and for an address that has an open invitation.
 */
export const inviteMember: Verb<SentInvitation> = writeVerb({
  permission: 'member.change',
  input: invitationInput,
  async run({ db, workspaceId, actor, input, now, address }) {
    const { email, role, language } = input
    if (await isMemberByEmail(db, workspaceId, email))
      return refuse('conflict', 'Somebody with this mail address is a member already; change their role instead.')
    const { token, hash } = newLinkToken()
    const id = randomUUIDv7()
    const invitedBy = actor.kind === 'user' ? actor.userId : null
    const expiresAt = now + invitationDays * 86_400_000
    if (!(await insertInvitation(db, workspaceId, { id, email, role, language, hash, invitedBy, now, expiresAt })))
      return refuse('conflict', 'This mail address has an open invitation; send it again, or revoke it first.')
    const row = await findInvitation(db, workspaceId, id)
    if (!row) return refuse('internal', 'The invitation could not be written; try again.')
    const link = invitationLink(address, token)
    await mailInvitation(db, workspaceId, row, link, now)
    return ok({ ...shownInvitation(row, now), link })
  },
  audit: ({ id, email, role }) => ({ verb: 'member.invite', subject: `invitation:${id}`, detail: { email, role } }),
})
