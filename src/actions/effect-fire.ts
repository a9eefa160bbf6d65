import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { lockPersons } from '#actions/flow/lock.ts'
import { factFromSystem } from '#actions/flow/system-event.ts'
import { refoldPeople } from '#actions/flow/refold.ts'
import { settleHandoffs } from '#actions/handoff/settle.ts'
import { histories } from '#actions/person/load.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { effectDecision, effectsAtOnce, effectUndo, type EffectDecided, type EffectUndone } from '#contract/effect.ts'
import { ok } from '#contract/problem.ts'
import {
  type Choice,
  countUnsent,
  openedByHand,
  openEffects,
  openingOf,
  reviveEffects,
  unsentEffects,
  withdrawOpenings,
} from '#store/effect.ts'

/** How far what is left is counted. */
export const countTo = 1000

/**
 * Sends hand-offs that were not sent by themselves: from now on they wait for their team like any other, and the fold
 * learns of it by the same event as in the flow. Teams are told by the bell.
 */
export const fireEffects: Verb<EffectDecided> = writeVerb({
  permission: 'effect.fire',
  input: effectDecision,
  async run({ db, workspaceId, actor, input, now }) {
    const choice = choiceOf(input)
    const asked = await unsentEffects(db, workspaceId, choice, effectsAtOnce)
    await lockPersons(db, new Set(asked.map((one) => one.personId)))
    const said = saidBy(actor)
    const ids = asked.map((one) => one.id)
    const opened = await openEffects(db, workspaceId, ids, { at: now, said })
    const items = asked
      .filter((one) => opened.has(one.id))
      .map(({ personId, cause, team, reason, detail }) => {
        const props = { team, reason, model: detail['model'] ?? null, ...said }
        return { event: factFromSystem('handoff_opened', openingOf(cause), now, now, props), about: personId }
      })
    const history = await histories.of(db, workspaceId)
    if (items.length > 0) await foldBatch(withinTransaction({ db, workspaceId, history, now }), items, () => {})
    await settleHandoffs({ db, workspaceId, history, now }, [...opened])
    return ok({ ids: [...opened], left: await countUnsent(db, workspaceId, choice, countTo) })
  },
  audit: ({ ids }) => decisionOf(ids),
})

/** Takes that back for those whom nobody has taken up meanwhile. Who was told stays told. */
export const undoFire: Verb<EffectUndone> = writeVerb({
  permission: 'effect.fire',
  input: effectUndo,
  async run({ db, workspaceId, input, now }) {
    const opened = await openedByHand(db, workspaceId, input.ids)
    const persons = [...new Set(opened.map((one) => one.personId))]
    await lockPersons(db, persons)
    const ids = await reviveEffects(
      db,
      workspaceId,
      opened.map((one) => one.id),
      'open',
    )
    const causes = opened.filter((one) => ids.includes(one.id)).map((one) => one.cause)
    await withdrawOpenings(db, workspaceId, causes)
    await refoldPeople({ db, workspaceId, history: await histories.of(db, workspaceId), now }, persons)
    return ok({ ids })
  },
  audit: ({ ids }) => decisionOf(ids, { undone: true }),
})

export function choiceOf(input: { ids: string[] } | { until: string }): Choice {
  return 'ids' in input ? input : { until: Date.parse(input.until) }
}

/** What the audit keeps: one by its id, many by their number. */
export function decisionOf(ids: readonly string[], detail: Record<string, unknown> = {}) {
  const only = ids.length === 1 ? { subject: `effect:${ids[0]}` } : {}
  return { ...only, detail: { ...detail, handoffs: ids.length } }
}
