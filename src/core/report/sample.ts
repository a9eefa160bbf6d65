/** 1 − α/2 points of the standard normal distribution for α = 5 % shared among 1, 2 … 6 comparisons (Bonferroni). */
const twoSided = [
  1.959963984540054, 2.2414027276049464, 2.3939797998185104, 2.4977054744123794, 2.575829303548911, 2.6382572734767393,
] as const

/** 1 − β points: the chance to see a difference that is there. */
export const powers = [0.8, 0.9] as const
export type Power = (typeof powers)[number]
const powerPoint: Record<Power, number> = { 0.8: 0.8416212335729143, 0.9: 1.2815515655446004 }

/** The normal quantile of an interval that, over so many comparisons together, misses 5 % at most. */
export function sharedQuantile(comparisons: number): number {
  const z = twoSided[comparisons - 1]
  if (z === undefined) throw new RangeError(`1 to ${twoSided.length} comparisons, not ${comparisons}`)
  return z
}

/**
 * How many are needed on each side to see, with that power, that a share is not `baseline` but `baseline + difference`
 * (shares from 0 to 1; two-sided, α = 5 % shared among the comparisons). Rounded up. Source: J. L. Fleiss, B. Levin,
 * M. C. Paik, Statistical Methods for Rates and Proportions, 3rd ed. (2003), formula 4.14, without continuity
 * correction; with `ratio`, so many times as many on the other side: their section 4.4, and the number is of those with
 * the baseline. Throws RangeError for what is no share, no difference or no ratio.
 */
export function sampleSize(input: {
  baseline: number
  difference: number
  power: Power
  comparisons?: number
  ratio?: number
}): number {
  const { baseline, difference, power, comparisons = 1, ratio = 1 } = input
  const other = baseline + difference
  if (!(baseline > 0 && baseline < 1 && other > 0 && other < 1) || difference === 0)
    throw new RangeError(`not two different shares: ${baseline} and ${other}`)
  if (!(ratio > 0)) throw new RangeError(`not a ratio: ${ratio}`)
  const middle = (baseline + ratio * other) / (ratio + 1)
  const alone = Math.sqrt((ratio + 1) * middle * (1 - middle))
  const apart = Math.sqrt(ratio * baseline * (1 - baseline) + other * (1 - other))
  return Math.ceil(((sharedQuantile(comparisons) * alone + powerPoint[power] * apart) / difference) ** 2 / ratio)
}
