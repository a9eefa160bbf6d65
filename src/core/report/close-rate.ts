import { wilson } from '#core/report/wilson.ts'

/** A share with its 95 % interval after Wilson; null where nobody was counted. */
export interface RateOf {
  won: number
  of: number
  rate: number | null
  low: number | null
  high: number | null
}

/**
 * Won ÷ qualified leads of a cohort, whatever became of the others: the rate of sizing and velocity (FIELD §4). 25 of 1,000
 * are 2.5 %. Throws RangeError when more were won than there were.
 */
export function closeRate(won: number, qualified: number): RateOf {
  return rateWith(won, qualified)
}

/** Won ÷ (won + lost), of those that ended: how often we win what is decided (FIELD §4). */
export function winRate(won: number, lost: number): RateOf {
  return rateWith(won, won + lost)
}

function rateWith(won: number, of: number): RateOf {
  const interval = wilson(won, of)
  return { won, of, rate: of === 0 ? null : won / of, low: interval?.low ?? null, high: interval?.high ?? null }
}

/** A mean with its 95 % interval; null without any, and without an interval where there are few. */
export interface MeanOf {
  count: number
  mean: number | null
  low: number | null
  high: number | null
}

/** Fewer than this and the normal distribution says little of a mean. */
export const fewestForMean = 20

/**
 * The mean of `count` values by their sum and sum of squares, with its 95 % interval, mean ± 1.96 s ÷ √n (s the sample's
 * deviation), from 20 values on. Amounts and lengths are not below zero, so neither is the interval.
 */
export function meanOf(count: number, sum: number, squares: number): MeanOf {
  if (count === 0) return { count, mean: null, low: null, high: null }
  const mean = sum / count
  if (count < fewestForMean) return { count, mean, low: null, high: null }
  const variance = Math.max(0, (squares - count * mean * mean) / (count - 1))
  const half = 1.959963984540054 * Math.sqrt(variance / count)
  return { count, mean, low: Math.max(0, mean - half), high: mean + half }
}

/** Lengths to choose from as the time in which a lead must be won to count, in days. */
export const windowChoices = [30, 60, 90, 120, 180, 270, 365, 545, 730] as const

/**
 * The window that cohorts need to mature: the shortest of `windowChoices` within which nine of ten wins came, the longest
 * when none does. `lags`: days from qualification to win, with how many took them; 90 without any.
 */
export function maturityWindow(lags: readonly { days: number; wins: number }[]): number {
  const wins = lags.reduce((sum, lag) => sum + lag.wins, 0)
  if (wins === 0) return 90
  const within = (days: number): number => lags.reduce((sum, lag) => sum + (lag.days <= days ? lag.wins : 0), 0)
  return windowChoices.find((days) => within(days) >= 0.9 * wins) ?? (windowChoices.at(-1) as number)
}
