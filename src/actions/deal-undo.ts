import { writtenDeal } from '#actions/deal/answer.ts'
import { dropComeBacks } from '#actions/deal/come-back.ts'
import { takeDeal } from '#actions/deal/load.ts'
import { withdrawFromDeals } from '#actions/deal/write.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { dealEventRef, type DealWritten } from '#contract/deal.ts'
import { ok, refuse } from '#contract/problem.ts'
import { dealEventsOf } from '#store/deal/event.ts'

/**
 * Takes back something said of a deal, with what followed from it for its people. A move is taken back while it is the
 * last one; how the deal began is not.
 */
export const undoDealEvent: Verb<DealWritten> = writeVerb({
  permission: 'deal.write',
  input: dealEventRef,
  async run(call) {
    const { db, workspaceId, input } = call
    const found = await takeDeal(call, input.id)
    if (!found.ok) return found
    const events = (await dealEventsOf(db, workspaceId, [input.id])).get(input.id) ?? []
    const event = events.find(({ id }) => id === input.event)
    if (!event)
      return refuse('conflict', 'This cannot be undone: it was undone already, or was not said here. Look again.')
    if (event.kind === 'opened') return refuse('conflict', 'How a deal began cannot be undone; close it with a reason.')
    const last = events.findLast(({ kind }) => kind === 'moved')
    if (event.kind === 'moved' && last?.id !== event.id) {
      return refuse('conflict', 'It has moved again since; take the later move back first.')
    }
    // what went back to nurture because it was lost was not lost
    const rests = events
      .slice(events.indexOf(event))
      .filter(({ kind }) => event.kind === 'moved' && kind === 'recycled')
    const gone = [event, ...rests].map(({ id }) => id)
    await withdrawFromDeals(found.value.setting, gone)
    await dropComeBacks(db, workspaceId, input.id, gone)
    return ok(await writtenDeal(db, workspaceId, input.id, null))
  },
  audit: ({ id, stage, outcome }, { event }) => ({
    verb: 'deal.undo',
    subject: `deal:${id}`,
    detail: { event, stage, outcome },
  }),
})
