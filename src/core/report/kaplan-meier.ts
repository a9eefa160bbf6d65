/** How many ended, and how many were still there when they were last seen, at one time (any unit, mostly days). */
export interface Exits {
  time: number
  ended: number
  censored: number
}

/** The curve from `time` until the next point. Shares from 0 to 1; null ends: the curve says nothing more of itself. */
export interface SurvivalPoint {
  time: number
  atRisk: number
  survival: number
  /** Greenwood */
  standardError: number
  low: number
  high: number
}

/**
 * Kaplan–Meier: the share that lasts longer than each time at which some ended; those not ended yet count as long as they
 * were seen. Who was last seen at a time was at risk at it. Intervals of 95 % on the log(−log) scale, standard errors by
 * Greenwood. Sources: E. L. Kaplan, P. Meier, JASA 53 (1958) 457–481; J. D. Kalbfleisch, R. L. Prentice, The Statistical
 * Analysis of Failure Time Data (1980) 1.3.
 */
export function kaplanMeier(exits: readonly Exits[]): SurvivalPoint[] {
  let atRisk = exits.reduce((sum, { ended, censored }) => sum + ended + censored, 0)
  let survival = 1
  let spread = 0
  const points: SurvivalPoint[] = []
  for (const { time, ended, censored } of inOrder(exits)) {
    if (ended > 0) {
      survival *= (atRisk - ended) / atRisk
      spread += atRisk === ended ? 0 : ended / (atRisk * (atRisk - ended))
      const standardError = survival * Math.sqrt(spread)
      points.push({ time, atRisk, survival, standardError, ...between(survival, standardError) })
    }
    atRisk -= ended + censored
  }
  return points
}

/** The first time by which at least `share` have ended; null where the curve never gets that far. */
export function quantileOf(curve: readonly SurvivalPoint[], share: number): number | null {
  return curve.find((point) => 1 - point.survival >= share - 1e-12)?.time ?? null
}

/**
 * The time by which `share` have ended, with its 95 % interval: where the bounds of the curve reach it. Null ends are not
 * reached. Source: R. Brookmeyer, J. Crowley, Biometrics 38 (1982) 29–41.
 */
export function quantileInterval(
  curve: readonly SurvivalPoint[],
  share: number,
): { time: number | null; low: number | null; high: number | null } {
  const rest = 1 - share + 1e-12
  return {
    time: quantileOf(curve, share),
    low: curve.find((point) => point.low <= rest)?.time ?? null,
    high: curve.find((point) => point.high <= rest)?.time ?? null,
  }
}

/** The same times in order, each once. */
export function inOrder(exits: readonly Exits[]): Exits[] {
  const byTime = new Map<number, Exits>()
  for (const { time, ended, censored } of exits) {
    const known = byTime.get(time)
    if (known) {
      known.ended += ended
      known.censored += censored
    } else byTime.set(time, { time, ended, censored })
  }
  return [...byTime.values()].toSorted((a, b) => a.time - b.time)
}

/** The 97.5 % point of the standard normal distribution. */
const z95 = 1.959963984540054

/** A share with its 95 % interval on the log(−log) scale; the share itself at 0 and 1, where the scale has no end. */
export function between(share: number, standardError: number): { low: number; high: number } {
  if (share <= 0 || share >= 1 || standardError === 0) return { low: share, high: share }
  const theta = (z95 * standardError) / (share * Math.log(share))
  const one = share ** Math.exp(theta)
  const other = share ** Math.exp(-theta)
  return { low: Math.min(one, other), high: Math.max(one, other) }
}
