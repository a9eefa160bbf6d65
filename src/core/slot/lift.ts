import { difference, fewestTrials, type Difference, type Share } from '#core/report/newcombe.ts'
import { sampleSize, sharedQuantile } from '#core/report/sample.ts'
import { wilson } from '#core/report/wilson.ts'
import type { SlotMeasure } from '#core/slot/document.ts'

/** How many of each group a reading rests on. */
export interface LiftSample {
  shown: number
  control: number
}

/**
 * How many must have been in view, on either side, before anything is said (core/report/sample.ts); `control` in percent,
 * `comparisons` differences that are looked at together. Whichever direction needs more, and never fewer than say anything.
 * Throws RangeError where the
 * difference is larger than the share allows.
 */
export function liftSample(
  { baseline, difference: least, power }: Pick<SlotMeasure, 'baseline' | 'difference' | 'power'>,
  control: number,
  comparisons = 1,
): LiftSample {
  const ratio = (100 - control) / control
  const sizes = [least, -least].flatMap((way) =>
    baseline + way > 0 && baseline + way < 1
      ? [sampleSize({ baseline, difference: way, power, comparisons, ratio })]
      : [],
  )
  if (sizes.length === 0) throw new RangeError('the difference is larger than the share allows')
  const held = Math.max(fewestTrials, ...sizes)
  return { control: held, shown: Math.ceil(held * ratio) }
}

/** What was counted of one group; `sampled`: of the first, as many as the sample asks for. */
export interface LiftArm {
  /** all so far */
  seen: number
  /** those whose days are over, and of them who converted */
  closed: Share
  sampled: Share
}

export interface LiftArmReading extends LiftArm {
  /** share of those whose days are over, with its 95 % interval; of the sample once both samples are full */
  rate: number | null
  low: number | null
  high: number | null
}

export type LiftVerdict = 'not_yet' | 'better' | 'no_difference' | 'worse'

export interface LiftReading {
  sample: LiftSample
  shown: LiftArmReading
  control: LiftArmReading
  verdict: LiftVerdict
  /** shown less control, in shares; null until both samples are full */
  difference: Difference | null
}

/**
 * Reads those who were shown a variant against those for whom it was meant and who saw the default. There is a verdict
 * only when both groups have their planned sample, and then it rests on these first visitors alone: however often one
 * looks, false alarms stay at 5 % or under over all `comparisons` (a test of fixed size, read once; Newcombe's interval
 * with Bonferroni's quantile). Before, shares stand with their intervals and without a verdict.
 */
export function readLift(
  sample: LiftSample,
  { shown, control }: { shown: LiftArm; control: LiftArm },
  comparisons = 1,
): LiftReading {
  const ready = shown.sampled.of >= sample.shown && control.sampled.of >= sample.control
  const apart = ready ? difference(shown.sampled, control.sampled, sharedQuantile(comparisons)) : null
  const verdict =
    apart === null
      ? 'not_yet'
      : apart.verdict === 'up'
        ? 'better'
        : apart.verdict === 'down'
          ? 'worse'
          : 'no_difference'
  return { sample, shown: read(shown, ready), control: read(control, ready), verdict, difference: apart }
}

function read(arm: LiftArm, ready: boolean): LiftArmReading {
  const { reached, of } = ready ? arm.sampled : arm.closed
  const interval = wilson(reached, of)
  return { ...arm, rate: of === 0 ? null : reached / of, low: interval?.low ?? null, high: interval?.high ?? null }
}

/** Days until both samples are full and the last of them had their time, at the pace so far; null where nobody comes. */
export function liftDays(
  sample: LiftSample,
  { shown, control }: { shown: LiftArm; control: LiftArm },
  { ran, days }: { ran: number; days: number },
): number | null {
  if (shown.seen === 0 || control.seen === 0 || ran <= 0) return null
  const whole = Math.max((sample.shown / shown.seen) * ran, (sample.control / control.seen) * ran) + days
  return Math.max(0, Math.ceil(whole - ran))
}
