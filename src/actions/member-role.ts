import { ok, refuse } from '#contract/problem.ts'
import { roleInput } from '#contract/team.ts'
import type { Role } from '#core/permission.ts'
import { findMember, lockAdmins } from '#store/member.ts'
import { putMember } from '#store/workspace.ts'
import { type Verb, writeVerb } from '#actions/verb.ts'

interface ChangedRole {
  userId: string
  name: string
  from: Role
  role: Role
}

/** Gives a member another role, in force with their next request. Refuses with `conflict` to take the last admin away. */
export const changeRole: Verb<ChangedRole> = writeVerb({
  permission: 'member.change',
  input: roleInput,
  async run({ db, workspaceId, input }) {
    const admins = await lockAdmins(db, workspaceId)
    const member = await findMember(db, workspaceId, input.id)
    if (!member) return refuse('not_found', 'This workspace has no such member.')
    if (input.role !== 'admin' && admins.length === 1 && admins[0] === input.id)
      return refuse('conflict', 'This is the last admin; make somebody else admin first.')
    await putMember(db, workspaceId, input.id, input.role)
    return ok({ userId: input.id, name: member.name, from: member.role, role: input.role })
  },
  audit: ({ userId, name, from, role }) => ({
    verb: 'member.role',
    subject: `user:${userId}`,
    detail: { name, from, role },
  }),
})
