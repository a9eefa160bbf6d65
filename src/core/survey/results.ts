import { wilson } from '#core/report/wilson.ts'

/** A share with its 95 % interval (Wilson); null where there is nothing to take a share of. */
export interface SurveyShare {
  rate: number | null
  low: number | null
  high: number | null
}

export function shareOf(part: number, whole: number): SurveyShare {
  const interval = wilson(part, whole)
  return { rate: whole === 0 ? null : part / whole, low: interval?.low ?? null, high: interval?.high ?? null }
}

/** The 97.5 % point of the standard normal distribution. */
const z95 = 1.959963984540054
/** Fewer answers give a mean no interval worth saying. */
export const fewestForMean = 20

/**
 * The mean of a scale and its 95 % interval by the normal approximation, mean ± z·s/√n with s² = Σ(x−m)²/(n−1), held to
 * the scale; no interval with fewer than 20 answers. `counts`: how many gave each number, by the number itself.
 */
export function meanOf(counts: ReadonlyMap<number, number>): {
  mean: number | null
  low: number | null
  high: number | null
} {
  const all = [...counts]
  const n = all.reduce((sum, [, count]) => sum + count, 0)
  if (n === 0) return { mean: null, low: null, high: null }
  const mean = all.reduce((sum, [value, count]) => sum + value * count, 0) / n
  if (n < fewestForMean) return { mean, low: null, high: null }
  const squares = all.reduce((sum, [value, count]) => sum + count * (value - mean) ** 2, 0)
  const half = z95 * Math.sqrt(squares / (n - 1) / n)
  return { mean, low: Math.max(0, mean - half), high: Math.min(10, mean + half) }
}
