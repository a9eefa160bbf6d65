import { funnelQuery, type FunnelDocument } from '#contract/funnel.ts'
import { ok } from '#contract/problem.ts'
import { countResolved } from '#actions/funnel-count.ts'
import { resolveFunnel } from '#actions/funnel-scope.ts'
import { readVerb, type Verb } from '#actions/verb.ts'

/** The funnel of one cohort: counts, rates with intervals, times, faults, by a property if asked. */
export const readFunnel: Verb<FunnelDocument> = readVerb({
  permission: 'funnel.read',
  input: funnelQuery,
  async run({ db, workspaceId, input, now }) {
    const resolved = await resolveFunnel(db, workspaceId, input, now)
    return resolved.ok ? ok(await countResolved(db, resolved.value, input.medians)) : resolved
  },
})
