import {
  funnelComparisonQuery,
  type FunnelComparison,
  type FunnelComparisonQuery,
  type FunnelDocument,
} from '#contract/funnel.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { formerDays, type Days } from '#core/report/former.ts'
import { difference } from '#core/report/newcombe.ts'
import { dayAfter, dayOf, startOfDay } from '#core/report/period.ts'
import { findFunnelSetting } from '#store/funnel.ts'
import { countResolved } from '#actions/funnel-count.ts'
import { resolveFunnel } from '#actions/funnel-scope.ts'
import { readVerb, type Verb } from '#actions/verb.ts'

/**
 * A cohort beside a former one. Both must have had the same chance: with a window both are judged by closed windows; without
 * one the former cohort is counted as it stood at the age that this one has now.
 */
export const compareFunnels: Verb<FunnelComparison> = readVerb({
  permission: 'funnel.read',
  input: funnelComparisonQuery,
  async run({ db, workspaceId, input, now }) {
    const setting = await findFunnelSetting(db, workspaceId)
    if (!setting) return refuse('not_found', 'There is no such workspace.')
    const { zone } = setting
    const { compare, formerFrom, formerTo, medians, ...query } = input
    const days: Days = { from: query.from, to: query.to ?? dayAfter(dayOf(now, zone)) }
    const former = formerOf(days, { compare, formerFrom, formerTo })
    if (!former.ok) return former

    const one = await resolveFunnel(db, workspaceId, { ...query, to: days.to }, now)
    if (!one.ok) return one
    const younger = startOfDay(days.from, zone) - startOfDay(former.value.from, zone)
    const until = query.window === undefined && younger > 0 ? { until: new Date(now - younger).toISOString() } : {}
    const other = await resolveFunnel(db, workspaceId, { ...query, ...former.value, ...until }, now)
    if (!other.ok) return other

    const current = await countResolved(db, one.value, medians)
    const then = await countResolved(db, other.value, medians)
    return ok({ compare, current, former: then, steps: differences(current, then) })
  },
})

function formerOf(
  days: Days,
  { compare, formerFrom, formerTo }: Pick<FunnelComparisonQuery, 'compare' | 'formerFrom' | 'formerTo'>,
): Result<Days> {
  if (days.to <= days.from) return refuse('invalid', 'to: the day after the last must be later than from.')
  if (compare !== 'custom') return ok(formerDays(days, compare))
  if (formerFrom === undefined || formerTo === undefined) {
    return refuse('invalid', 'formerFrom, formerTo: a comparison of your own needs both of its days.')
  }
  if (formerTo <= formerFrom)
    return refuse('invalid', 'formerTo: the day after the last must be later than formerFrom.')
  return ok({ from: formerFrom, to: formerTo })
}

function differences(current: FunnelDocument, former: FunnelDocument): FunnelComparison['steps'] {
  return current.total.steps.map((step, k) => {
    const then = former.total.steps[k] as typeof step
    const between = (of: 'fromFirst' | 'fromPrevious') =>
      difference(step[of].matured ?? step[of].raw, then[of].matured ?? then[of].raw)
    return { stage: step.stage, fromFirst: between('fromFirst'), fromPrevious: between('fromPrevious') }
  })
}
