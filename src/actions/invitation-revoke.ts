import { ok, refuse } from '#contract/problem.ts'
import { invitationId, type InvitationRow } from '#contract/team.ts'
import { shownInvitation } from '#actions/team-read.ts'
import { type Verb, writeVerb } from '#actions/verb.ts'
import { findInvitation, revokeInvitation } from '#store/invitation.ts'

/** Revokes an open invitation: its link is good no more. */
export const revokeInvite: Verb<InvitationRow> = writeVerb({
  permission: 'member.change',
  input: invitationId,
  async run({ db, workspaceId, input, now }) {
    const row = await findInvitation(db, workspaceId, input.id)
    if (!row || !(await revokeInvitation(db, workspaceId, input.id, now)))
      return refuse('not_found', 'There is no such open invitation; it may be accepted or revoked already.')
    return ok(shownInvitation(row, now))
  },
  audit: ({ id, email, role }) => ({
    verb: 'member.invite_revoke',
    subject: `invitation:${id}`,
    detail: { email, role },
  }),
})
