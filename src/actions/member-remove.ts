import { ok, refuse } from '#contract/problem.ts'
import { memberRemoveInput, type MemberRemoved } from '#contract/team.ts'
import { passServiceKeys, revokePersonalKeys } from '#store/api-key.ts'
import { deleteMember, findMember, lockAdmins } from '#store/member.ts'
import { handOver } from '#actions/handoff/hand-over.ts'
import { type Verb, writeVerb } from '#actions/verb.ts'

/**
 * Ends a membership, at once: sessions and personal API keys of theirs open nothing here any more. Service keys pass to
 * who removes them, or to another admin when they leave by themselves. Their open tasks, hand-offs and
 * deals go to whoever is named, else back to the rules of assignment. Refuses with `conflict` for the last admin.
 */
export const removeMember: Verb<MemberRemoved> = writeVerb({
  permission: 'member.change',
  input: memberRemoveInput,
  async run({ db, workspaceId, actor, input, now }) {
    const admins = await lockAdmins(db, workspaceId)
    const member = await findMember(db, workspaceId, input.id)
    if (!member) return refuse('not_found', 'This workspace has no such member.')
    const others = admins.filter((id) => id !== input.id)
    const heir = actor.kind === 'user' && others.includes(actor.userId) ? actor.userId : others[0]
    if (heir === undefined) return refuse('conflict', 'This is the last admin; make somebody else admin first.')
    const keysRevoked = await revokePersonalKeys(db, workspaceId, input.id, now)
    const keysTaken = await passServiceKeys(db, workspaceId, input.id, heir)
    const named = input.to === undefined ? null : await findMember(db, workspaceId, input.to)
    if (input.to !== undefined && (!named || input.to === input.id))
      return refuse('invalid', 'to: name another member of this workspace, or nobody.')
    await deleteMember(db, workspaceId, input.id)
    const to = input.to === undefined || !named ? null : { id: input.to, name: named.name }
    const given = await handOver({ db, workspaceId, actor, now }, input.id, to, member.role)
    return ok({ userId: input.id, name: member.name, keysRevoked, keysTaken, ...given })
  },
  audit: ({ userId, name, keysRevoked, keysTaken, tasks, handoffs, deals }, { to }) => ({
    verb: 'member.remove',
    subject: `user:${userId}`,
    detail: { name, keysRevoked, keysTaken, tasks, handoffs, deals, ...(to === undefined ? {} : { to }) },
  }),
})
