/** With which period another is compared. */
export const comparisons = ['previous', 'year', 'custom'] as const
export type Comparison = (typeof comparisons)[number]

/** Days of entry: the first, and the day after the last, such as 2026-03-01 and 2026-04-01. */
export interface Days {
  from: string
  to: string
}

/**
 * The period just before, as long as this one; whole months are compared with as many whole months, so that March stands
 * against February. `year` is the same days a year ago (29 February becomes the 28th).
 * Throws RangeError for what is no day, or no period.
 */
export function formerDays({ from, to }: Days, kind: 'previous' | 'year'): Days {
  const first = Temporal.PlainDate.from(from)
  const end = Temporal.PlainDate.from(to)
  const days = first.until(end, { largestUnit: 'day' }).days
  if (days <= 0) throw new RangeError(`no period: ${from} … ${to}`)
  if (kind === 'year') {
    return { from: first.subtract({ years: 1 }).toString(), to: end.subtract({ years: 1 }).toString() }
  }
  if (first.day === 1 && end.day === 1) {
    const { months } = first.until(end, { largestUnit: 'month' })
    return { from: first.subtract({ months }).toString(), to: from }
  }
  return { from: first.subtract({ days }).toString(), to: from }
}
