import { writtenDeal } from '#actions/deal/answer.ts'
import { setComeBack } from '#actions/deal/come-back.ts'
import { wrong } from '#actions/deal/fields.ts'
import { takeDeal } from '#actions/deal/load.ts'
import { recordDeals, type DealEntry } from '#actions/deal/write.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { dealSayInput, type DealWritten } from '#contract/deal.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { JsonObject } from '#core/json.ts'
import { knownInDeal } from '#store/deal/known.ts'
import { finishContractTasks, keepNextSteps } from '#store/task.ts'

/** Notes something about a deal: a call or mail, an answer, a tick, the proof of the sale, that it goes back to nurture. */
export const sayOfDeal: Verb<DealWritten> = writeVerb({
  permission: 'deal.write',
  input: dealSayInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const found = await takeDeal(call, input.id)
    if (!found.ok) return found
    const { deal, setting } = found.value
    const { say } = input
    const person = 'person' in say.data ? say.data.person : undefined
    if (person !== undefined) {
      const missing = await knownInDeal(db, workspaceId, { account: null, products: [], people: [person] })
      if (missing !== null) return wrong('say.data.person', 'There is no such person here.')
    }
    if (say.kind === 'recycled' && deal.status !== 'lost') {
      return refuse('conflict', 'Only a lost deal goes back to nurture; close it with a reason first.')
    }
    const at = say.kind === 'touched' && say.at !== undefined ? Date.parse(say.at) : now
    if (at > now) return wrong('say.at', 'This is in the future; plan it as a task or a meeting.')
    const entry = { kind: say.kind, data: withoutUndefined(say.data), at } as DealEntry
    const by = saidBy(actor)
    const recorded = await recordDeals(setting, [{ dealId: input.id, entries: [entry] }], by)
    const eventId = recorded.get(input.id)?.eventIds[0] ?? null
    if (say.kind === 'signed') {
      await finishContractTasks(db, workspaceId, input.id, sayerOf(by), now)
      await keepNextSteps(db, workspaceId, [input.id])
    }
    if (say.kind === 'recycled' && say.data.until !== undefined && eventId !== null) {
      const { until, note = null } = say.data
      await setComeBack(found.value, { eventId, until, note, by })
    }
    return ok(await writtenDeal(db, workspaceId, input.id, eventId))
  },
  audit: ({ id }, { say }) => ({ verb: `deal.${say.kind}`, subject: `deal:${id}`, detail: { kind: say.kind } }),
})

function sayerOf(by: JsonObject): string {
  return typeof by['by'] === 'string' ? by['by'] : ''
}

function withoutUndefined(data: object): object {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
}
