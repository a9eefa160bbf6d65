import { ok, refuse } from '#contract/problem.ts'
import { memberId, type MemberRemoved } from '#contract/team.ts'
import { passServiceKeys, revokePersonalKeys } from '#store/api-key.ts'
import { deleteMember, findMember, lockAdmins } from '#store/member.ts'
import { type Verb, writeVerb } from '#actions/verb.ts'

/**
 * Ends a membership, at once: sessions and personal API keys of theirs open nothing here any more. Service keys pass to
 * who removes them, or to another admin when they leave by themselves. Refuses with `conflict` for the last admin.
 */
export const removeMember: Verb<MemberRemoved> = writeVerb({
  permission: 'member.change',
  input: memberId,
  async run({ db, workspaceId, actor, input, now }) {
    const admins = await lockAdmins(db, workspaceId)
    const member = await findMember(db, workspaceId, input.id)
    if (!member) return refuse('not_found', 'This workspace has no such member.')
    const others = admins.filter((id) => id !== input.id)
    const heir = actor.kind === 'user' && others.includes(actor.userId) ? actor.userId : others[0]
    if (heir === undefined) return refuse('conflict', 'This is the last admin; make somebody else admin first.')
    const keysRevoked = await revokePersonalKeys(db, workspaceId, input.id, now)
    const keysTaken = await passServiceKeys(db, workspaceId, input.id, heir)
    await deleteMember(db, workspaceId, input.id)
    return ok({ userId: input.id, name: member.name, keysRevoked, keysTaken })
  },
  audit: ({ userId, name, keysRevoked, keysTaken }) => ({
    verb: 'member.remove',
    subject: `user:${userId}`,
    detail: { name, keysRevoked, keysTaken },
  }),
})
