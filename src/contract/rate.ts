import { z } from 'zod'
import { currencyCode } from '#contract/deal.ts'

const day = z.iso.date()
/** What one unit of the currency is worth in the workspace's, as a decimal: 1385.5 or 0.00072. */
const rate = z
  .string()
  .trim()
  .regex(/^\d{1,12}(\.\d{1,12})?$/, 'is no rate such as 1385.5')
  .refine((text) => Number(text) > 0, 'must be above zero')

export const rateRow = z.object({ currency: z.string(), day, rate: z.string() })

/** `GET /api/rates` */
export const rateList = z.object({
  /** of the workspace: what the rates lead to */
  currency: z.string(),
  /** currencies by name, newest first */
  items: z.array(rateRow),
  /** money of deals in other currencies, and what of it stays unconverted */
  foreign: z.array(
    z.object({
      currency: z.string(),
      deals: z.int(),
      /** minor units of the currency */
      minor: z.number(),
      unconverted: z.int(),
      unconvertedMinor: z.number(),
      /** the earliest day on which one of those closed: rates begin later; null: there is no rate at all */
      from: day.nullable(),
    }),
  ),
})
export type RateList = z.infer<typeof rateList>

/** `POST /api/rates`: rates set or replaced, and taken away. Amounts of deals are converted again. */
export const rateChange = z.strictObject({
  put: z
    .array(z.strictObject({ currency: currencyCode, day, rate }))
    .max(5_000)
    .default([]),
  remove: z
    .array(z.strictObject({ currency: currencyCode, day }))
    .max(5_000)
    .default([]),
})
export type RateChange = z.input<typeof rateChange>
