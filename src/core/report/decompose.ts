import { velocityFactors, velocityOf, type VelocityFactor, type VelocityFactors } from '#core/report/velocity.ts'

/** What each factor brought of a change of velocity, minor units a day; `terms` add up to `change`. */
export interface Decomposition {
  before: number
  after: number
  change: number
  terms: Record<VelocityFactor, number>
}

/**
 * The change of velocity split among its four factors without a rest, by the logarithmic mean Divisia index: each term is
 * L(V₁, V₀)·ln(x₁/x₀), the cycle's with the other sign, where L(a, b) = (a − b) ÷ (ln a − ln b), and a itself where a = b.
 * Null where a factor is missing or zero on either day: then there is no ratio to take, and not enough data.
 * Source: B. W. Ang, F. L. Liu, Energy 26 (2001) 537–548 (LMDI-I, perfect in decomposition).
 */
export function decompose(before: VelocityFactors, after: VelocityFactors): Decomposition | null {
  const from = velocityOf(before)
  const to = velocityOf(after)
  if (from === null || to === null || !(from > 0) || !(to > 0)) return null
  const weight = logarithmicMean(to, from)
  const terms = { open: 0, closeRate: 0, averageMinor: 0, cycleDays: 0 }
  for (const factor of velocityFactors) {
    const ratio = Math.log((after[factor] as number) / (before[factor] as number))
    // 0 − x, so that nothing changed is 0 and not −0
    terms[factor] = factor === 'cycleDays' ? 0 - weight * ratio : weight * ratio
  }
  return { before: from, after: to, change: to - from, terms }
}

/** L(a, b) of two positive numbers: between them, and theirs where they are equal. */
export function logarithmicMean(a: number, b: number): number {
  // near equality numerator and denominator lose their digits; the series about 1 keeps them
  const x = (a - b) / b
  if (Math.abs(x) < 1e-4) return b * (1 + x / 2 - (x * x) / 12)
  return (a - b) / Math.log(a / b)
}
