import { difference, type Difference } from '#core/report/newcombe.ts'
import { sampleSize, sharedQuantile, type Power } from '#core/report/sample.ts'
import { wilson } from '#core/report/wilson.ts'
import type { PageCall, VariantKey } from '#core/page/document.ts'

/** What may count as success of a page: events that a visitor sends, by their name in the catalogue. */
export const conversions = [
  'form_submitted',
  'demo_requested',
  'callback_requested',
  'content_downloaded',
  'quote_requested',
  'trial_started',
  'cta_clicked',
] as const
export type Conversion = (typeof conversions)[number]

/** What a page with that call to action asks for. */
export const conversionOf: Record<PageCall, Conversion> = {
  demo: 'demo_requested',
  callback: 'callback_requested',
  download: 'content_downloaded',
}

export const fewestWeight = 5
export const longestTestDays = 60

/** What is decided before a test starts, so that nobody can decide it by its result. */
export interface TestPlan {
  conversion: Conversion
  /** how long after the first view it counts */
  days: number
  /** percent, together 100 */
  variants: { key: VariantKey; weight: number }[]
  /** the share that converts now, and the smallest difference worth seeing; shares from 0 to 1 */
  baseline: number
  difference: number
  power: Power
  /** visitors of each variant, by `plannedSample` */
  sample: number
}

/** Visitors that each variant needs (core/report/sample.ts); the first variant is compared with each of the others. */
export function plannedSample({
  baseline,
  difference: least,
  power,
  variants,
}: Pick<TestPlan, 'baseline' | 'difference' | 'power'> & { variants: number }): number {
  const comparisons = Math.max(1, variants - 1)
  // whichever direction needs more
  const sizes = [least, -least].flatMap((way) =>
    baseline + way > 0 && baseline + way < 1 ? [sampleSize({ baseline, difference: way, power, comparisons })] : [],
  )
  if (sizes.length === 0) throw new RangeError('the difference is larger than the share allows')
  return Math.max(...sizes)
}

/** Days until every variant has its sample and the last of them had their time; null where nobody comes. */
export function plannedDays(
  plan: Pick<TestPlan, 'variants' | 'sample' | 'days'>,
  visitorsPerDay: number,
): number | null {
  if (visitorsPerDay <= 0) return null
  const least = Math.min(...plan.variants.map(({ weight }) => weight))
  return Math.ceil(plan.sample / (visitorsPerDay * (least / 100))) + plan.days
}

/** What was counted of one variant; `sampled`: of the first visitors, as many as the plan asks for. */
export interface Arm {
  key: VariantKey
  /** all so far */
  seen: number
  /** those whose days are over, and of them who converted */
  closed: { reached: number; of: number }
  /** of the planned sample: those whose days are over */
  sampled: { reached: number; of: number }
}

export interface ArmReading extends Arm {
  rate: number | null
  low: number | null
  high: number | null
  /** against the first variant; null for the first itself, and until the sample is full */
  against: Difference | null
}

export type TestVerdict = 'not_yet' | 'better' | 'no_difference' | 'worse'

export interface TestReading {
  /** every variant has its sample */
  ready: boolean
  arms: ArmReading[]
  /** `better`: some variant beats the first; `worse`: all that differ are worse */
  verdict: TestVerdict
  /** the best of those that beat the first */
  best: VariantKey | null
}

/**
 * Reads a test. There is a verdict only when each variant has its planned sample, and then it rests on these first
 * visitors alone: however often one looks, before or after, false alarms stay at 5 % or under over all comparisons
 * (a test of fixed size, read once; the intervals are Newcombe's with Bonferroni's quantile). Before, shares stand with
 * their intervals and without a verdict.
 */
export function readTest(plan: Pick<TestPlan, 'sample' | 'variants'>, counted: readonly Arm[]): TestReading {
  const z = sharedQuantile(Math.max(1, plan.variants.length - 1))
  const ready = counted.length > 1 && counted.every(({ sampled }) => sampled.of >= plan.sample)
  const control = counted[0]
  const arms = counted.map((arm, index): ArmReading => {
    const share = ready ? arm.sampled : arm.closed
    const interval = wilson(share.reached, share.of)
    return {
      ...arm,
      rate: share.of === 0 ? null : share.reached / share.of,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      against: ready && index > 0 && control ? difference(arm.sampled, control.sampled, z) : null,
    }
  })
  const differs = (verdict: 'up' | 'down') => arms.filter(({ against }) => against?.verdict === verdict)
  const better = differs('up').toSorted((one, other) => (other.rate ?? 0) - (one.rate ?? 0))
  const verdict = !ready
    ? 'not_yet'
    : better.length > 0
      ? 'better'
      : differs('down').length > 0
        ? 'worse'
        : 'no_difference'
  return { ready, arms, verdict, best: better[0]?.key ?? null }
}

/** The variant of a visitor: `point` from 0 (included) to 1 falls into the share of one of them. */
export function variantAt(variants: TestPlan['variants'], point: number): VariantKey {
  const whole = variants.reduce((sum, { weight }) => sum + weight, 0)
  let reached = 0
  for (const { key, weight } of variants) {
    reached += weight / whole
    if (point < reached) return key
  }
  return variants.at(-1)?.key ?? 'a'
}
