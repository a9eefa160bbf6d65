import type { FunnelComparison } from '#contract/funnel.ts'

type Rate = FunnelComparison['current']['total']['steps'][number]['fromPrevious']['raw']

/** One step of the funnel at a glance. */
export interface GlanceStep {
  stage: string
  name: FunnelComparison['current']['name']
  reached: number
  /** of those of the step before; null at the first step */
  rate: Rate | null
  /** the same in the period before */
  former: number | null
  verdict: FunnelComparison['steps'][number]['fromPrevious']['verdict']
  /** how many fewer got through than would have at the former rate; 0 unless the difference is no chance */
  missing: number
}

/** The steps of a compared funnel; rates are those to believe (of members whose window has closed, where there is one). */
export function glanceSteps({ current, former, steps }: FunnelComparison): GlanceStep[] {
  return current.total.steps.map((step, index) => {
    const rate = index === 0 ? null : (step.fromPrevious.matured ?? step.fromPrevious.raw)
    const before = former.total.steps[index]?.fromPrevious
    const was = index === 0 || !before ? null : (before.matured ?? before.raw).rate
    const verdict = steps.find(({ stage }) => stage === step.stage)?.fromPrevious.verdict ?? 'too_few'
    return {
      stage: step.stage,
      name: current.stages.find(({ id }) => id === step.stage)?.name ?? { en: step.stage },
      reached: step.reached,
      rate,
      former: was,
      verdict,
      missing: verdict === 'down' && rate !== null && was !== null ? Math.round(was * rate.of - rate.reached) : 0,
    }
  })
}

/** The step that loses most people against the period before; null when none loses more than chance explains. */
export function worstLeak(steps: readonly GlanceStep[]): GlanceStep | null {
  const leaks = steps.filter(({ missing }) => missing > 0).toSorted((a, b) => b.missing - a.missing)
  return leaks[0] ?? null
}
