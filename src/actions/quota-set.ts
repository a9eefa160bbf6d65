import { wrong } from '#actions/deal/fields.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { quotaInput, type QuotaSet } from '#contract/pipeline-plan.ts'
import { ok } from '#contract/problem.ts'
import { saveQuota } from '#store/deal/quota.ts'
import { findMember } from '#store/member.ts'

/** What an owner, a team or all should win in a week, month or quarter; without an amount the quota is taken away. */
export const setQuota: Verb<QuotaSet> = writeVerb({
  permission: 'pipeline.manage',
  input: quotaInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { holder, amountMinor } = input
    if (amountMinor !== null && holder.startsWith('id:') && !(await findMember(db, workspaceId, holder.slice(3)))) {
      return wrong('holder', 'There is no such colleague in this workspace.')
    }
    const before = await saveQuota(db, workspaceId, { ...input, by: actorName(actor), at: now })
    return ok({ ...input, before })
  },
  audit: ({ period, holder, amountMinor, before }) => ({
    verb: 'quota.set',
    subject: `${period}/${holder}`,
    detail: { amountMinor, before },
  }),
})
