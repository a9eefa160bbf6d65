import type { FunnelComparison, FunnelDocument } from '#contract/funnel.ts'
import { csvText, type Cell } from '#core/report/csv.ts'
import { fairRate, type Rate } from './rates.ts'

const dayMs = 86_400_000

interface Words {
  stageName(stage: string): string
  groupName(group: FunnelDocument['total']): string
}

/**
 * The funnel as CSV for spreadsheets and programs: a row per period, group and stage; shares from 0 to 1, times in days.
 * Columns are named as those of `hourglass funnel --csv`.
 */
export function funnelTable(funnel: FunnelDocument, comparison: FunnelComparison | null, words: Words): string {
  const head = [
    'period from to zone window group stage stage_name reached still_open not_reached skipped faults'.split(' '),
    rateNames('previous'),
    rateNames('first'),
    ['median_days_since_previous', 'mean_days_since_previous'],
    comparison ? ['difference', 'difference_low', 'difference_high', 'verdict'] : [],
  ].flat()
  const rows = (period: string, shown: FunnelDocument, differs: FunnelComparison | null): Cell[][] =>
    [shown.total, ...shown.groups].flatMap((group) =>
      group.steps.map((step, index): Cell[] => {
        const change = group.kind === 'all' && index > 0 ? differs?.steps[index]?.fromPrevious : undefined
        const { from, to, zone, window } = shown
        const { stage, reached, open, not, skipped, faults } = step
        return [
          [period, from ?? '', to, zone, window ?? '', words.groupName(group), stage, words.stageName(stage)],
          [reached, open, not, skipped, faults],
          rateCells(fairRate(step.fromPrevious)),
          rateCells(fairRate(step.fromFirst)),
          [daysOf(step.fromPrevious.time?.median), daysOf(step.fromPrevious.time?.mean)],
          comparison
            ? [change?.difference ?? null, change?.low ?? null, change?.high ?? null, change?.verdict ?? null]
            : [],
        ].flat()
      }),
    )
  return csvText([
    head,
    ...rows('current', funnel, comparison),
    ...(comparison ? rows('former', comparison.former, null) : []),
  ])
}

function rateNames(name: string): string[] {
  return ['of', 'rate', 'low', 'high'].map((part) => `${name}_${part}`)
}

function rateCells({ of, rate, low, high }: Rate): Cell[] {
  return [of, rate, low, high]
}

function daysOf(ms: number | null | undefined): number | null {
  return ms == null ? null : ms / dayMs
}
