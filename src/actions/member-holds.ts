import { readVerb, type Verb } from '#actions/verb.ts'
import type { MemberHolds } from '#contract/handoff.ts'
import { ok } from '#contract/problem.ts'
import { memberId } from '#contract/team.ts'
import { heldBy } from '#store/holds.ts'

/** How much somebody looks after: open tasks, hand-offs and deals. Asked before they leave. */
export const readMemberHolds: Verb<MemberHolds> = readVerb({
  permission: 'member.change',
  input: memberId,
  run: async ({ db, workspaceId, input }) => ok(await heldBy(db, workspaceId, input.id)),
})
