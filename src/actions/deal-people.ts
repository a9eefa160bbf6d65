import { writtenDeal } from '#actions/deal/answer.ts'
import { wrong } from '#actions/deal/fields.ts'
import { takeDeal } from '#actions/deal/load.ts'
import { recordDeals } from '#actions/deal/write.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { dealMemberInput, dealMemberRemoveInput, type DealWritten } from '#contract/deal.ts'
import { ok } from '#contract/problem.ts'
import { knownInDeal } from '#store/deal/known.ts'
import { groupsOf } from '#store/deal/read.ts'

/** Takes somebody into the buying group, or says anew what part they play. */
export const setDealPerson: Verb<DealWritten> = writeVerb({
  permission: 'deal.write',
  input: dealMemberInput,
  async run(call) {
    const { db, workspaceId, actor, input } = call
    const found = await takeDeal(call, input.id)
    if (!found.ok) return found
    const { id, ...member } = input
    const missing = await knownInDeal(db, workspaceId, { account: null, products: [], people: [input.person] })
    if (missing !== null) return wrong('person', 'There is no such person here.')
    // the group knows a merged person under their former id
    const said = (await groupsOf(db, workspaceId, [id])).get(id)?.find((one) => one.personId === input.person)?.saidId
    const entries = [{ kind: 'person_set' as const, data: { ...member, person: said ?? input.person } }]
    const recorded = await recordDeals(found.value.setting, [{ dealId: id, entries }], saidBy(actor))
    return ok(await writtenDeal(db, workspaceId, id, recorded.get(id)?.eventIds[0] ?? null))
  },
  audit: ({ id }, { person, roles, stance }) => ({
    verb: 'deal.person',
    subject: `deal:${id}`,
    detail: { person, roles, stance },
  }),
})

/** Takes somebody out of the buying group; what the deal did for them stays in their history. */
export const removeDealPerson: Verb<DealWritten> = writeVerb({
  permission: 'deal.write',
  input: dealMemberRemoveInput,
  async run(call) {
    const { db, workspaceId, actor, input } = call
    const found = await takeDeal(call, input.id)
    if (!found.ok) return found
    const group = (await groupsOf(db, workspaceId, [input.id])).get(input.id) ?? []
    const member = group.find((one) => one.personId === input.person || one.saidId === input.person)
    if (!member) return wrong('person', 'They are not in the buying group of this deal.')
    const entries = [{ kind: 'person_removed' as const, data: { person: member.saidId } }]
    const recorded = await recordDeals(found.value.setting, [{ dealId: input.id, entries }], saidBy(actor))
    return ok(await writtenDeal(db, workspaceId, input.id, recorded.get(input.id)?.eventIds[0] ?? null))
  },
  audit: ({ id }, { person }) => ({ verb: 'deal.person_remove', subject: `deal:${id}`, detail: { person } }),
})
