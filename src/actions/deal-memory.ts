import { reasonName } from '#actions/deal-of.ts'
import { loadDeal } from '#actions/deal/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { dealId } from '#contract/deal.ts'
import type { DealMemory } from '#contract/deal-page.ts'
import { ok } from '#contract/problem.ts'
import { endingsOf } from '#core/deal/memory.ts'
import { dealEventsOf } from '#store/deal/event.ts'
import { lostBefore } from '#store/deal/of.ts'
import { groupsOf } from '#store/deal/read.ts'

const time = (ms: number): string => new Date(ms).toISOString()

/** What is remembered when a deal comes back: when and why it was over, and what else was lost with these people. */
export const readDealMemory: Verb<DealMemory> = readVerb({
  permission: 'deal.read',
  input: dealId,
  async run({ db, workspaceId, input, now }) {
    const found = await loadDeal(db, workspaceId, input.id, now)
    if (!found.ok) return found
    const { head, setting } = found.value
    const { blueprint } = setting.history.current
    const models = new Map(blueprint.models.map((model) => [model.id, model]))
    const events = (await dealEventsOf(db, workspaceId, [input.id])).get(input.id) ?? []
    const group = (await groupsOf(db, workspaceId, [input.id])).get(input.id) ?? []
    const nameIn = (pipeline: string, id: string | null) => {
      const model = models.get(pipeline)
      const named = [...(model?.stages ?? []), ...(model?.outcomes ?? [])].find((one) => one.id === id)
      return id === null ? null : (named?.name ?? { en: id })
    }
    const before = await lostBefore(db, workspaceId, {
      dealId: input.id,
      accountId: head.accountId,
      people: group.flatMap(({ personId, saidId }) => [personId, saidId]),
    })
    return ok({
      endings: endingsOf(events, models).map(({ pipeline, from, outcome, reason, recycled, ...ending }) => ({
        at: time(ending.at),
        status: ending.status,
        from: nameIn(pipeline, from),
        outcome: nameIn(pipeline, outcome),
        reason: reasonName(blueprint, reason),
        note: ending.note,
        recycled: recycled && {
          at: time(recycled.at),
          reason: reasonName(blueprint, recycled.reason) ?? { en: recycled.reason },
          until: recycled.until,
          note: recycled.note,
        },
        reopenedAt: ending.reopenedAt === null ? null : time(ending.reopenedAt),
      })),
      before: before.map(({ id, name, closedAt, reason, recycledUntil, owner, by }) => ({
        id,
        name,
        closedAt: closedAt?.toISOString() ?? null,
        reason: reasonName(blueprint, reason),
        recycledUntil,
        owner,
        by,
      })),
    })
  },
})
