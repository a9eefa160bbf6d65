import { z } from 'zod'
import type { ProductList, ProductView } from '#contract/product.ts'
import { ok } from '#contract/problem.ts'
import { countProductDeals, listProducts, type ProductRow } from '#store/product.ts'
import { readVerb, type Verb } from '#actions/verb.ts'

/** The price list, with how many deals sell each product. */
export const readProducts: Verb<ProductList> = readVerb({
  permission: 'pipeline.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const deals = await countProductDeals(db, workspaceId)
    return ok({ items: (await listProducts(db, workspaceId)).map((row) => viewOf(row, deals.get(row.id) ?? 0)) })
  },
})

export function viewOf({ retiredAt, ...row }: ProductRow, deals: number): ProductView {
  return { ...row, retiredAt: retiredAt?.toISOString() ?? null, deals }
}
