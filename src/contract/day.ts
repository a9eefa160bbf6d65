import { z } from 'zod'

/** A day of business, YYYY-MM-DD: a slip such as the year 1 or 20026 is none. */
export const plausibleDay = z.iso
  .date('Write a day such as 2026-11-22.')
  .refine((day) => day >= '1970-01-01' && day < '2200-01-01', 'Write a day between 1970 and 2199, such as 2026-11-22.')
