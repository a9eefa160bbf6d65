import { ok, refuse } from '#contract/problem.ts'
import { invitationId, type SentInvitation } from '#contract/team.ts'
import { invitationDays, invitationLink, mailInvitation } from '#actions/invitation-mail.ts'
import { newLinkToken } from '#actions/one-time-link.ts'
import { shownInvitation } from '#actions/team-read.ts'
import { type Verb, writeVerb } from '#actions/verb.ts'
import { findInvitation, renewInvitation } from '#store/invitation.ts'

/** Sends an open invitation again, with a new link and a new week; the former link is good no more. */
export const resendInvitation: Verb<SentInvitation> = writeVerb({
  permission: 'member.change',
  input: invitationId,
  async run({ db, workspaceId, input, now, address }) {
    const { token, hash } = newLinkToken()
    const expiresAt = now + invitationDays * 86_400_000
    if (!(await renewInvitation(db, workspaceId, input.id, { hash, now, expiresAt })))
      return refuse('not_found', 'There is no such open invitation; it may be accepted or revoked.')
    const row = await findInvitation(db, workspaceId, input.id)
    if (!row) return refuse('not_found', 'There is no such open invitation; it may be accepted or revoked.')
    const link = invitationLink(address, token)
    await mailInvitation(db, workspaceId, row, link, now)
    return ok({ ...shownInvitation(row, now), link })
  },
  audit: ({ id, email, role }) => ({
    verb: 'member.invite_again',
    subject: `invitation:${id}`,
    detail: { email, role },
  }),
})
