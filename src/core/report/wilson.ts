/** The 97.5 % point of the standard normal distribution: a two-sided interval of 95 %. */
const z95 = 1.959963984540054

export interface Interval {
  /** shares from 0 to 1 */
  low: number
  high: number
}

/**
 * Wilson score interval of a share, `successes` of `trials`, at 95 % unless another normal quantile is given.
 * Null when there are no trials. Source: E. B. Wilson, JASA 22 (1927) 209–212; without continuity correction, method 3
 * of R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872. Throws RangeError unless 0 ≤ successes ≤ trials.
 */
export function wilson(successes: number, trials: number, z = z95): Interval | null {
  if (!(successes >= 0 && successes <= trials)) throw new RangeError(`not a share: ${successes} of ${trials}`)
  if (trials === 0) return null
  const share = successes / trials
  const z2 = z * z
  const scale = 1 + z2 / trials
  const centre = (share + z2 / (2 * trials)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials))
  // at the edges the formula is exact, its rounding is not
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  }
}
