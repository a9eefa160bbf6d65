import { targetInput, type TargetSet } from '#contract/gtm.ts'
import { ok, refuse } from '#contract/problem.ts'
import { saveTarget } from '#store/gtm-target.ts'
import { resolveGtm } from '#actions/gtm-scope.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'

/** How many people should enter a stage in a week, month or quarter; without a number the target is taken away. */
export const setTarget: Verb<TargetSet> = writeVerb({
  permission: 'target.change',
  input: targetInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { period, stage, people } = input
    const resolved = await resolveGtm(db, workspaceId, period, now)
    if (!resolved.ok) return resolved
    const { id: model, stages } = resolved.value.model
    if (!stages.some(({ id }) => id === stage)) {
      return refuse('not_found', `${model} has no stage ${stage}; it has ${stages.map(({ id }) => id).join(', ')}.`)
    }
    const before = await saveTarget(db, workspaceId, { model, period, stage, people, by: actorName(actor), at: now })
    return ok({ period, stage, people, before })
  },
  audit: ({ period, stage, people, before }) => ({ subject: `${period}/${stage}`, detail: { people, before } }),
})
