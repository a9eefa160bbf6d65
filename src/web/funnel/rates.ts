import type { DifferenceDocument, FunnelDocument } from '#contract/funnel.ts'

export type Step = FunnelDocument['total']['steps'][number]
export type Rates = Step['fromFirst']
export type Rate = Rates['raw']

/** The rate to believe: of members whose window has closed where there is a window, else of all. */
export function fairRate(rates: Rates): Rate {
  return rates.matured ?? rates.raw
}

/** Steps with so few members say nothing about the weakest step. */
const enough = 20

/** The step that the smallest share goes on to, by the upper end of its interval; null with too few members. */
export function weakestStep(steps: readonly Step[]): { from: Step; to: Step } | null {
  let weakest: { from: Step; to: Step } | null = null
  let lowest = Infinity
  for (const [index, to] of steps.entries()) {
    const from = steps[index - 1]
    const rate = fairRate(to.fromPrevious)
    if (!from || rate.high === null || rate.of < enough || rate.high >= lowest) continue
    lowest = rate.high
    weakest = { from, to }
  }
  return weakest
}

/** The step that changed most beyond chance: the one whose interval lies farthest from zero; null when none did. */
export function greatestChange(
  steps: readonly { stage: string; fromPrevious: DifferenceDocument }[],
): { stage: string; change: DifferenceDocument } | null {
  let greatest: { stage: string; change: DifferenceDocument } | null = null
  let farthest = 0
  for (const { stage, fromPrevious: change } of steps) {
    if (change.verdict !== 'up' && change.verdict !== 'down') continue
    const distance = Math.min(Math.abs(change.low ?? 0), Math.abs(change.high ?? 0))
    if (distance <= farthest) continue
    farthest = distance
    greatest = { stage, change }
  }
  return greatest
}
