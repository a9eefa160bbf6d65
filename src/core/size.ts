/** What the size of a pipeline follows from. */
export interface SizeInput {
  /** to be earned in a month, minor units */
  revenueMinor: number
  /** one won deal, minor units */
  averageSaleMinor: number
  /** won of qualified leads, above 0 and at most 1 */
  closeRate: number
  reps: number
}

export interface PipelineSize {
  /** won deals a month */
  deals: number
  /** qualified leads a month that they need */
  leads: number
  /** leads a month for each rep */
  leadsPerRep: number
}

/**
 * How many deals and leads a month's revenue needs: revenue ÷ average sale = deals, ÷ close rate = leads, ÷ reps. People
 * are rounded up, only at the end. $100,000 ÷ $500 = 200; ÷ 80 % = 250; ÷ 10 = 25. Null where the sum makes no sense
 * (nothing sold, nothing ever closed, nobody to sell).
 * Source: D4, size of the pipeline (docs/concepts/setup-guide.md).
 */
export function pipelineSize({ revenueMinor, averageSaleMinor, closeRate, reps }: SizeInput): PipelineSize | null {
  const sound = revenueMinor > 0 && averageSaleMinor > 0 && closeRate > 0 && closeRate <= 1 && reps >= 1
  if (!sound) return null
  const deals = revenueMinor / averageSaleMinor
  const leads = deals / closeRate
  return { deals: up(deals), leads: up(leads), leadsPerRep: up(leads / reps) }
}

/** Rounded up, though not because a decimal rate has no exact binary form (200 ÷ 0.8 is 250). */
function up(value: number): number {
  return Math.ceil(Number(value.toPrecision(12)))
}
