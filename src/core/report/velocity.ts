/** The four factors of velocity on one day; null where there is nothing to take it from. */
export interface VelocityFactors {
  /** n: deals open and qualified on the day */
  open: number
  /** w: won ÷ qualified leads of matured cohorts, between 0 and 1 */
  closeRate: number | null
  /** v: mean of the won amounts, minor units */
  averageMinor: number | null
  /** d: mean days from opening to win, won deals only */
  cycleDays: number | null
}

/** The names of the factors, in the order of the formula. */
export const velocityFactors = ['open', 'closeRate', 'averageMinor', 'cycleDays'] as const
export type VelocityFactor = (typeof velocityFactors)[number]

/**
 * n·w·v ÷ d: money per day, in minor units. A convention of the field, its change matters more than its value. Null where
 * a factor is not known, or a cycle of no length would make it endless. 250 × 80 % × $500 ÷ 30 = $3,333.33.
 * Source: D4, velocity (FIELD §4).
 */
export function velocityOf({ open, closeRate, averageMinor, cycleDays }: VelocityFactors): number | null {
  if (closeRate === null || averageMinor === null || cycleDays === null || !(cycleDays > 0)) return null
  return (open * closeRate * averageMinor) / cycleDays
}

/** Minor units a day as those of a month of so many days. */
export function monthOf(daily: number | null, days: number): number | null {
  return daily === null ? null : daily * days
}

/** How many days the month of a day (`2026-11-22`) has. Throws RangeError for what is no day. */
export function daysOfMonth(day: string): number {
  return Temporal.PlainDate.from(day).daysInMonth
}
