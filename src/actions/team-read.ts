import { z } from 'zod'
import { ok } from '#contract/problem.ts'
import type { InvitationRow as Invitation, Team } from '#contract/team.ts'
import { type InvitationRow, listInvitations } from '#store/invitation.ts'
import { listMembers } from '#store/member.ts'
import { readVerb, requirePermission, type Verb } from '#actions/verb.ts'

/** The members by name; who may change them also sees open invitations and how each member signs in. */
export const readTeam: Verb<Team> = readVerb({
  permission: 'member.list',
  input: z.object({}),
  async run({ db, workspaceId, actor, now }) {
    const mayChange = requirePermission(actor, 'member.change') === null
    const members = await listMembers(db, workspaceId)
    const invitations = mayChange ? await listInvitations(db, workspaceId) : []
    return ok({
      members: members.map((member) => ({
        userId: member.userId,
        name: member.name,
        email: member.email,
        role: member.role,
        since: member.since.toISOString(),
        lastSeen: mayChange ? (member.lastSeen?.toISOString() ?? null) : null,
        secured: mayChange ? member.secured : null,
        authenticator: mayChange ? member.authenticator : null,
      })),
      invitations: invitations.map((row) => shownInvitation(row, now)),
    })
  },
})

/** An invitation as answers show it. */
export function shownInvitation(row: InvitationRow, now: number): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    language: row.language,
    by: row.by,
    sentAt: row.sentAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt.getTime() <= now,
  }
}
