import { z } from 'zod'
import { currencyCode } from '#contract/deal.ts'

const line = z.string().trim().min(1).max(300)
/** minor units of the currency (cents; whole won for KRW) */
const price = z.int().min(0).max(9_007_199_254_740_991)

export const productView = z.object({
  id: z.uuid(),
  name: z.string(),
  code: z.string().nullable(),
  priceMinor: z.int().nullable(),
  currency: z.string().nullable(),
  /** other spellings under which imports know it */
  aliases: z.array(z.string()),
  /** not sold any more since */
  retiredAt: z.iso.datetime().nullable(),
  /** how many deals sell it */
  deals: z.int(),
})
export type ProductView = z.infer<typeof productView>

/** `GET /api/products`: those on sale first, by name. */
export const productList = z.object({ items: z.array(productView) })
export type ProductList = z.infer<typeof productList>

/** `POST /api/products`. A price needs its currency. */
export const productInput = z.strictObject({
  name: line,
  code: line.nullable().default(null),
  priceMinor: price.nullable().default(null),
  currency: currencyCode.nullable().default(null),
})
export type ProductInput = z.input<typeof productInput>

export const productChange = z.strictObject({
  name: line.optional(),
  code: line.nullable().optional(),
  priceMinor: price.nullable().optional(),
  currency: currencyCode.nullable().optional(),
  /** true: not sold any more; false: sold again */
  retired: z.boolean().optional(),
  /** another spelling that means it */
  alias: line.optional(),
  /** no longer a spelling of it */
  dropAlias: z.string().max(300).optional(),
})
export type ProductChange = z.input<typeof productChange>
export const productChangeInput = productChange.extend({ id: z.uuid() })
