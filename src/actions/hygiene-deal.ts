import { noDeal } from '#actions/deal/load.ts'
import { hygieneRowOf, inspect } from '#actions/review/inspect.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { dealId } from '#contract/deal.ts'
import type { DealHygiene } from '#contract/hygiene.ts'
import { ok } from '#contract/problem.ts'
import { usualLength } from '#core/deal/hygiene.ts'
import { shownDeals, stageKey } from '#store/hygiene.ts'

/** What is wrong with one deal, and its three clocks. */
export const readDealHygiene: Verb<DealHygiene> = readVerb({
  permission: 'review.read',
  input: dealId,
  async run({ db, workspaceId, actor, input, now }) {
    const shown = (await shownDeals(db, workspaceId, [input.id])).get(input.id)
    if (!shown) return noDeal
    const asOf = new Date(now).toISOString()
    const over = ok<DealHygiene>({ deal: null, usualDays: null, stays: 0, asOf })
    if (shown.status !== 'open') return over
    const inspected = await inspect({ db, workspaceId, now }, { pipeline: shown.pipeline, dealId: input.id })
    // its pipeline may be gone from the blueprint
    if (!inspected.ok) return over
    const { deals, stays } = inspected.value
    const deal = deals[0]
    if (!deal) return over
    const past = stays.get(stageKey(deal.row.pipeline, deal.row.stage)) ?? []
    const usual = usualLength(past)
    return ok<DealHygiene>({
      deal: hygieneRowOf(deal, shown, actor, now),
      usualDays: usual === null ? null : Math.floor(usual / 86_400_000),
      stays: past.length,
      asOf,
    })
  },
})
