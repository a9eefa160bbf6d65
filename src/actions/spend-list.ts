import { z } from 'zod'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { SpendList } from '#contract/spend.ts'
import { oddDigits } from '#core/deal/money.ts'
import { isBuiltIn } from '#core/channel-rule/rule.ts'
import { findChannelRules } from '#store/channel-rule.ts'
import { listSpendBatches, sumSpend } from '#store/spend.ts'
import { commonCampaigns } from '#store/spend-cpa.ts'
import { findWorkspace } from '#store/workspace.ts'

/** The files and entries, what waits for a rate, and the names that spend should meet. */
export const listSpend: Verb<SpendList> = readVerb({
  permission: 'spend.read',
  input: z.strictObject({}),
  async run({ db, workspaceId }) {
    const workspace = await findWorkspace(db, workspaceId)
    if (!workspace) return refuse('not_found', 'There is no such workspace.')
    const batches = await listSpendBatches(db, workspaceId, 100)
    const { unconverted } = await sumSpend(db, workspaceId, { from: null, to: null, channel: null }, oddDigits)
    const { own } = await findChannelRules(db, workspaceId)
    const entered = batches.flatMap(({ channels }) => channels).filter((channel) => !isBuiltIn(channel))
    return ok({
      currency: workspace.currency,
      items: batches.map(({ at, by, byName, undoneAt, ...row }) => ({
        ...row,
        at: at.toISOString(),
        by: byName ?? (/^(user|operator):/.test(by) ? null : by),
        undoneAt: undoneAt?.toISOString() ?? null,
      })),
      channels: [...new Set([...own, ...entered])],
      campaigns: await commonCampaigns(db, workspaceId, 200),
      unconverted,
    })
  },
})
