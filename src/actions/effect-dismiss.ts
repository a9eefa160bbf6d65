import { choiceOf, countTo, decisionOf } from '#actions/effect-fire.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { effectDecision, effectsAtOnce, effectUndo, type EffectDecided, type EffectUndone } from '#contract/effect.ts'
import { ok } from '#contract/problem.ts'
import { countUnsent, dismissEffects, reviveEffects, unsentEffects } from '#store/effect.ts'

/** Hand-offs that were not sent by themselves shall not be sent: they leave the list, and nobody is told. */
export const dismissWaiting: Verb<EffectDecided> = writeVerb({
  permission: 'effect.dismiss',
  input: effectDecision,
  async run({ db, workspaceId, actor, input, now }) {
    const choice = choiceOf(input)
    const asked = await unsentEffects(db, workspaceId, choice, effectsAtOnce)
    const ids = await dismissEffects(
      db,
      workspaceId,
      asked.map((one) => one.id),
      { at: now, said: saidBy(actor) },
    )
    return ok({ ids, left: await countUnsent(db, workspaceId, choice, countTo) })
  },
  audit: ({ ids }) => decisionOf(ids),
})

/** They wait for a decision again. */
export const undoDismiss: Verb<EffectUndone> = writeVerb({
  permission: 'effect.dismiss',
  input: effectUndo,
  run: async ({ db, workspaceId, input }) => ok({ ids: await reviveEffects(db, workspaceId, input.ids, 'dismissed') }),
  audit: ({ ids }) => decisionOf(ids, { undone: true }),
})
