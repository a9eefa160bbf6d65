import { writtenDeal } from '#actions/deal/answer.ts'
import { checkedFields } from '#actions/deal/fields.ts'
import { takeDeal } from '#actions/deal/load.ts'
import { recordDeals } from '#actions/deal/write.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { dealChangeInput, type DealWritten } from '#contract/deal.ts'
import { ok } from '#contract/problem.ts'

/** Changes facts of a deal: amount, dates, owner, products, tags … */
export const changeDeal: Verb<DealWritten> = writeVerb({
  permission: 'deal.write',
  input: dealChangeInput,
  async run(call) {
    const { db, workspaceId, actor, input } = call
    const found = await takeDeal(call, input.id, input.revision)
    if (!found.ok) return found
    const { deal, setting } = found.value
    const fields = await checkedFields(db, workspaceId, input.fields, deal.fields)
    if (!fields.ok) return fields
    const entries = [{ kind: 'changed' as const, data: { fields: fields.value } }]
    const recorded = await recordDeals(setting, [{ dealId: input.id, entries }], saidBy(actor))
    return ok(await writtenDeal(db, workspaceId, input.id, recorded.get(input.id)?.eventIds[0] ?? null))
  },
  audit: ({ id }, { fields }) => ({ verb: 'deal.change', subject: `deal:${id}`, detail: { fields } }),
})
