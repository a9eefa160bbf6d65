import { funnelQuery, type FunnelDocument } from '#contract/funnel.ts'
import { ok } from '#contract/problem.ts'
import { assembleFunnel } from '#core/report/funnel.ts'
import type { Frame } from '#core/report/tally.ts'
import { countFunnel } from '#store/funnel.ts'
import { resolveFunnel } from '#actions/funnel-scope.ts'
import { readVerb, type Verb } from '#actions/verb.ts'

/** The funnel of one cohort: counts, rates with intervals, times, faults, by a property if asked. */
export const readFunnel: Verb<FunnelDocument> = readVerb({
  permission: 'funnel.read',
  input: funnelQuery,
  async run({ db, workspaceId, input, now }) {
    const resolved = await resolveFunnel(db, workspaceId, input, now)
    if (!resolved.ok) return resolved
    const { scope, said } = resolved.value
    const frame: Frame = {
      stages: scope.stages.length,
      window: scope.window,
      until: scope.until,
      now: scope.now,
      medians: input.medians,
    }
    const { counted, other } = await countFunnel(db, scope, frame)
    const body = assembleFunnel(frame, scope.stages, counted, scope.by.kind !== 'none', other)
    const notes: FunnelDocument['notes'] = []
    if (scope.window === null) notes.push('no_window')
    if (body.total.open > 0) notes.push('open_windows')
    if (body.folded > 0) notes.push('folded')
    if (scope.asOf !== null) notes.push('facts_are_current')
    if (body.total.faults > 0) notes.push('faults')
    return ok({ ...said, ...body, notes })
  },
})
