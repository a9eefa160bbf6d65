import { routingNow } from '#actions/routing-read.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { followUpInput, type RoutingDocument } from '#contract/handoff.ts'
import { ok } from '#contract/problem.ts'
import { saveFollowUp } from '#store/routing.ts'

/** Changes the follow-up plan, the hours within which hand-offs are answered, and the working day. */
export const changeFollowUp: Verb<RoutingDocument> = writeVerb({
  permission: 'routing.manage',
  input: followUpInput,
  async run({ db, workspaceId, input }) {
    await saveFollowUp(db, workspaceId, input)
    return ok(await routingNow(db, workspaceId))
  },
  audit: ({ followUp }) => ({
    verb: 'routing.follow_up',
    subject: 'routing',
    detail: { attempts: followUp.plan.length },
  }),
})
