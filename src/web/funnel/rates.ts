import type { FunnelDocument } from '#contract/funnel.ts'

type Step = FunnelDocument['total']['steps'][number]
type Rates = Step['fromFirst']

/** The rate to believe: of members whose window has closed where there is a window, else of all. */
export function fairRate(rates: Rates): Rates['raw'] {
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
