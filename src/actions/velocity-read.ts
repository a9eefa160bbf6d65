import { labelsOf } from '#actions/pipeline-label.ts'
import { readBy, resolvePipelines } from '#actions/pipeline-scope.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { pipelineVelocityQuery, type PipelineVelocityDocument } from '#contract/pipeline-velocity.ts'
import { ok } from '#contract/problem.ts'
import { closeRate } from '#core/report/close-rate.ts'
import { decompose } from '#core/report/decompose.ts'
import { dayOf, startOfDay } from '#core/report/period.ts'
import { daysOfMonth, monthOf, velocityOf } from '#core/report/velocity.ts'
import { velocityTrend, type TrendPoint } from '#core/report/velocity-trend.ts'
import { countPasses } from '#store/deal/metric.ts'
import { velocityDays } from '#store/deal/velocity.ts'

const day = 86_400_000

/** Velocity (FIELD §4): what it is today, how it went by weeks, and which factor changed it by how much. */
export const readVelocity: Verb<PipelineVelocityDocument> = readVerb({
  permission: 'pipeline.read',
  input: pipelineVelocityQuery,
  async run({ db, workspaceId, input, now }) {
    const resolved = await resolvePipelines(db, workspaceId, input, now)
    if (!resolved.ok) return resolved
    const { scope, said, models } = resolved.value
    const { zone, currency, windowDays, windowChosen, pipelines } = said
    const { span: spanDays, weeks, back } = input
    const history = await velocityDays(db, scope, windowDays)
    const today = dayOf(now, zone)
    const last = numberOf(today)
    const days = Array.from({ length: weeks + 1 }, (_, week) => last - 7 * (weeks - week))
    const points = velocityTrend(history, [...days, last - 7 * back], { spanDays, windowDays })
    const before = points.pop() as TrendPoint
    const present = points.at(-1) as TrendPoint
    const change = decompose(before, present)
    const monthDays = daysOfMonth(today)
    const { low, high } = closeRate(present.cohortWon, present.cohort)

    const cohort = { from: last - windowDays - spanDays, to: last - windowDays - 1 }
    const by = input.by ?? null
    // nobody is open in a month of the year, so that there is no velocity of it
    const grouped =
      by === null || by === 'month'
        ? []
        : (
            await countPasses(
              db,
              scope,
              {
                cohort: { from: startOf(cohort.from, zone), to: startOf(cohort.to + 1, zone) },
                closed: { from: startOf(last - spanDays + 1, zone), to: startOf(last + 1, zone) },
                windowDays,
              },
              readBy(by),
            )
          ).groups
    const labelOf = await labelsOf(
      db,
      workspaceId,
      by ?? '',
      grouped.map(({ key }) => key),
      models,
    )
    const groups = grouped.map((group) => {
      const factors = {
        open: group.openQualified,
        closeRate: group.qualified === 0 ? null : group.maturedWon / group.qualified,
        averageMinor: group.amounts === 0 ? null : group.amountSum / group.amounts,
        cycleDays: group.won === 0 ? null : group.cycleSum / group.won,
      }
      return {
        key: group.key,
        label: labelOf(group.key),
        ...factors,
        velocity: velocityOf(factors),
        cohort: group.qualified,
        cohortWon: group.maturedWon,
        wins: group.won,
        amounts: group.amounts,
      }
    })
    return ok({
      zone,
      currency,
      now: said.now,
      windowDays,
      windowChosen,
      pipelines,
      spanDays,
      monthDays,
      by,
      month: monthOf(velocityOf(present), monthDays),
      closeRate: { low, high },
      today: pointOf(present),
      before: pointOf(before),
      change: change && { change: change.change, terms: change.terms },
      trend: points.map(pointOf),
      cohortDays: { from: textOf(cohort.from), to: textOf(cohort.to) },
      spanFrom: textOf(last - spanDays + 1),
      groups: groups.toSorted((a, b) => (b.velocity ?? -1) - (a.velocity ?? -1) || b.open - a.open).slice(0, 50),
    })
  },
})

function pointOf(point: TrendPoint): PipelineVelocityDocument['today'] {
  return { ...point, day: textOf(point.day), velocity: velocityOf(point) }
}

/** Days since 1970-01-01 of a calendar day, and back. */
function numberOf(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / day
}

function textOf(number: number): string {
  return new Date(number * day).toISOString().slice(0, 10)
}

function startOf(number: number, zone: string): number {
  return startOfDay(textOf(number), zone)
}
