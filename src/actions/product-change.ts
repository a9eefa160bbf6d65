import { randomUUIDv7 } from 'node:crypto'
import { productChangeInput, productInput, type ProductView } from '#contract/product.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { foldText } from '#core/text.ts'
import { countProductDeals, listProducts, lockProducts, type ProductRow, putProducts } from '#store/product.ts'
import { viewOf } from '#actions/product-list.ts'
import { type Verb, type VerbCall, writeVerb } from '#actions/verb.ts'

/** A new product. Refuses with `conflict` a name, code or spelling that means another. */
export const createProduct: Verb<ProductView> = writeVerb({
  permission: 'pipeline.manage',
  input: productInput,
  run: (call) => save(call, { ...call.input, id: randomUUIDv7(), aliases: [], retiredAt: null }),
  audit: ({ id, name }) => ({ verb: 'product.create', subject: `product:${id}`, detail: { name } }),
})

/** Changes a product: what is absent stays. Deals that were sold keep what they were sold for. */
export const changeProduct: Verb<ProductView> = writeVerb({
  permission: 'pipeline.manage',
  input: productChangeInput,
  async run(call) {
    const { db, workspaceId, input, now } = call
    await lockProducts(db, workspaceId)
    const old = (await listProducts(db, workspaceId)).find(({ id }) => id === input.id)
    if (!old) return refuse('not_found', 'There is no such product here.')
    const { alias, dropAlias, retired, id: _id, ...facts } = input
    const stated = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
    const kept = old.aliases.filter((one) => dropAlias === undefined || one !== dropAlias)
    return save(call, {
      ...old,
      ...stated,
      aliases: alias === undefined ? kept : [...new Set([...kept, alias])],
      retiredAt: retired === undefined ? old.retiredAt : retired ? (old.retiredAt ?? new Date(now)) : null,
    })
  },
  audit: ({ id }, { id: _id, ...detail }) => ({ verb: 'product.change', subject: `product:${id}`, detail }),
})

async function save({ db, workspaceId, now }: VerbCall<unknown>, product: ProductRow): Promise<Result<ProductView>> {
  if (product.priceMinor !== null && product.currency === null) {
    const message = 'A price needs its currency.'
    return refuse('invalid', message, { fields: [{ path: 'currency', message }] })
  }
  await lockProducts(db, workspaceId)
  const others = (await listProducts(db, workspaceId)).filter(({ id }) => id !== product.id)
  const own = new Set(wordsOf(product))
  const twin = others.find((other) => wordsOf(other).some((word) => own.has(word)))
  if (twin) {
    const word = wordsOf(twin).find((one) => own.has(one)) ?? ''
    return refuse('conflict', `“${word}” means the product ${twin.name} already: one word means one product.`)
  }
  await putProducts(db, workspaceId, [product], now)
  return ok(viewOf(product, (await countProductDeals(db, workspaceId)).get(product.id) ?? 0))
}

function wordsOf({ name, code, aliases }: ProductRow): string[] {
  return [name, ...(code === null ? [] : [code]), ...aliases].map(foldText)
}
