import { labelsOf } from '#actions/pipeline-label.ts'
import { readBy, resolvePipelines } from '#actions/pipeline-scope.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { pipelineMetricQuery, type PipelineMetricDocument, type PipelineMetrics } from '#contract/pipeline-metric.ts'
import { ok } from '#contract/problem.ts'
import { closeRate, meanOf, winRate } from '#core/report/close-rate.ts'
import { countPasses, type MetricCounts } from '#store/deal/metric.ts'

const mostGroups = 50

/** The metrics of pipelines (FIELD §4): qualified leads, two rates, deal size, two times; together and broken down. */
export const readPipelineMetrics: Verb<PipelineMetricDocument> = readVerb({
  permission: 'pipeline.read',
  input: pipelineMetricQuery,
  async run({ db, workspaceId, input, now }) {
    const resolved = await resolvePipelines(db, workspaceId, input, now)
    if (!resolved.ok) return resolved
    const { scope, span, said, models } = resolved.value
    const by = input.by ?? null
    const spans = { cohort: span, closed: span, windowDays: said.windowDays }
    const { total, groups, unconvertedSums } = await countPasses(db, scope, spans, by === null ? null : readBy(by))
    const shown = by === 'month' ? groups : groups.toSorted((a, b) => weight(b) - weight(a)).slice(0, mostGroups)
    const keys = shown.map(({ key }) => key)
    const labelOf = await labelsOf(db, workspaceId, by ?? '', keys, models)
    return ok({
      ...said,
      by,
      total: metricsOf(total, null),
      unconverted: unconvertedSums,
      groups: shown.map((group) => metricsOf(group, labelOf(group.key))),
      others: groups.length - shown.length,
    })
  },
})

function weight({ qualified, won, lost, open }: MetricCounts): number {
  return qualified + won + lost + open
}

function metricsOf(counts: MetricCounts, label: string | null): PipelineMetrics {
  const { won, lost } = counts
  return {
    key: counts.key,
    label,
    qualified: counts.qualified,
    closeRate: closeRate(counts.cohortWon, counts.qualified),
    maturedRate: closeRate(counts.maturedWon, counts.matured),
    won,
    lost,
    winRate: winRate(won, lost),
    averageMinor: meanOf(counts.amounts, counts.amountSum, counts.amountSquares),
    unconverted: counts.unconverted,
    withoutAmount: counts.withoutAmount,
    cycleDays: meanOf(won, counts.cycleSum, counts.cycleSquares),
    cycleMedianDays: counts.cycleMedian,
    lifetimeDays: meanOf(won + lost, counts.lifetimeSum, counts.lifetimeSquares),
    open: counts.open,
    openQualified: counts.openQualified,
    openMinor: counts.openSum,
    openUnconverted: counts.openUnconverted,
  }
}
