/** By how many days after they were qualified which share of all leads has been won, in order of days. */
export interface LagPoint {
  days: number
  share: number
}

/** The share won within so many days, by the curve; 0 before its first point. */
export function wonWithin(curve: readonly LagPoint[], days: number): number {
  return curve.findLast((point) => point.days <= days)?.share ?? 0
}

/** The close rate that the curve ends at: 0 without one. */
export function plateau(curve: readonly LagPoint[]): number {
  return curve.at(-1)?.share ?? 0
}

/** The first day by which `part` (0 to 1) of all wins have come; null without wins. */
export function lagOf(curve: readonly LagPoint[], part: number): number | null {
  const end = plateau(curve)
  if (end <= 0) return null
  return curve.find((point) => point.share >= end * part - 1e-12)?.days ?? null
}

export interface Need {
  /** of all wins that will come, the part that has come by the end when leads are there on that day, 0 to 1 */
  part: number
  /** days before the end by which the leads must be qualified */
  lagDays: number
  leads: number
  leadsPerRep: number
}

export interface Backwards {
  /** won deals that the revenue needs */
  deals: number
  /** the same leads, later and more of them: one a part, the latest first */
  needs: Need[]
}

/** Parts of the wins by which dates are offered. */
export const sizingParts = [0.5, 0.75, 0.9, 1] as const

/**
 * From revenue to be won by a day back to leads: revenue ÷ average sale = deals; leads that are qualified `lag` days before
 * that day bring share(lag) of themselves as wins until then, so leads = deals ÷ share(lag). The later they come, the more
 * it takes. With all wins in (part 1) it is the plain sum of FIELD §4: 100,000 ÷ 500 ÷ 80 % = 250. People are rounded up, only
 * at the end. Null where the sum makes no sense.
 */
export function sizeBackwards(
  { revenueMinor, averageSaleMinor, reps }: { revenueMinor: number; averageSaleMinor: number; reps: number },
  curve: readonly LagPoint[],
): Backwards | null {
  if (!(revenueMinor > 0) || !(averageSaleMinor > 0) || !(reps >= 1) || plateau(curve) <= 0) return null
  const deals = revenueMinor / averageSaleMinor
  const needs: Need[] = []
  for (const part of sizingParts) {
    const lagDays = lagOf(curve, part) as number
    // a curve of few steps gives several parts one day
    if (needs.at(-1)?.lagDays === lagDays) needs.pop()
    const leads = deals / wonWithin(curve, lagDays)
    needs.push({ part, lagDays, leads: up(leads), leadsPerRep: up(leads / reps) })
  }
  return { deals: up(deals), needs }
}

/** What leads qualified on one day will have brought by so many days after it: not rounded, it is an expectation. */
export function sizeForwards(
  { leads, averageSaleMinor }: { leads: number; averageSaleMinor: number },
  curve: readonly LagPoint[],
  days: readonly number[],
): { days: number; deals: number; revenueMinor: number }[] {
  return days.map((after) => {
    const deals = leads * wonWithin(curve, after)
    return { days: after, deals, revenueMinor: deals * averageSaleMinor }
  })
}

/** Rounded up, though not because a decimal rate has no exact binary form (200 ÷ 0.8 is 250). */
function up(value: number): number {
  return Math.ceil(Number(value.toPrecision(12)))
}
