import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PipelineList } from '#contract/deal.ts'
import type { ProductList, ProductView } from '#contract/product.ts'
import type { RateList } from '#contract/rate.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'

let app: TestApp
let here: string
let manager: Browser
let seller: Browser
let stranger: Browser
beforeAll(async () => {
  app = await startTestApp()
  here = (await app.workspace('Here')).workspaceId
  manager = await app.member(here, 'manager')
  seller = await app.member(here, 'seller')
  stranger = await app.member((await app.workspace('There')).workspaceId, 'admin')
})
afterAll(() => app.stop())

async function post<T>(browser: Browser, path: string, body: object, status = 200): Promise<T> {
  const answer = await browser.post(path, body)
  expect([answer.status, answer.body]).toEqual([status, expect.anything()])
  return answer.body as T
}
async function get<T>(browser: Browser, path: string): Promise<T> {
  const answer = await browser.get(path)
  expect(answer.status).toBe(200)
  return answer.body as T
}

describe('the price list', () => {
  test('one word means one product; a retired one stays in its deals', async () => {
    const made = await post<ProductView>(manager, '/api/products', {
      name: 'GTX Pro',
      code: 'G-1',
      priceMinor: 482_100,
      currency: 'usd',
    })
    expect(made).toMatchObject({ name: 'GTX Pro', currency: 'USD', aliases: [], retiredAt: null, deals: 0 })
    await post(manager, '/api/products', { name: 'gtx  PRO' }, 409)
    await post(manager, '/api/products', { name: 'Other', code: 'g-1' }, 409)
    await post(manager, '/api/products', { name: 'Priced', priceMinor: 5 }, 400)
    const { id } = made
    expect(await post<ProductView>(manager, `/api/products/${id}`, { alias: 'GTXPro' })).toMatchObject({
      aliases: ['GTXPro'],
    })
    await post(manager, '/api/products', { name: 'gtxpro' }, 409)
    expect(
      await post<ProductView>(manager, `/api/products/${id}`, { dropAlias: 'GTXPro', retired: true }),
    ).toMatchObject({ aliases: [], retiredAt: expect.any(String) })
    expect((await get<ProductList>(seller, '/api/products')).items).toHaveLength(1)
    await post(seller, '/api/products', { name: 'Mine' }, 403)
    expect((await get<ProductList>(stranger, '/api/products')).items).toEqual([])
    await post(stranger, `/api/products/${id}`, { name: 'Stolen' }, 404)
  })
})

describe('rates', () => {
  test('a rate converts the amounts of deals by the day they closed; without one they stay apart', async () => {
    const deal = async (amountMinor: number, currency: string) =>
      (
        await post<{ id: string; revision: number }>(manager, '/api/deals', {
          name: 'A deal',
          fields: { amountMinor, currency },
        })
      ).id
    const inDollars = await deal(100_00, 'USD')
    const inRoubles = await deal(5_000_00, 'RUB')
    const base = async (id: string) => (await get<{ baseMinor: number | null }>(manager, `/api/deals/${id}`)).baseMinor
    expect(await base(inDollars)).toBeNull()
    const before = await get<RateList>(seller, '/api/rates')
    expect(before).toMatchObject({ currency: 'KRW', items: [] })
    expect(before.foreign).toEqual([
      { currency: 'RUB', deals: 1, minor: 5_000_00, unconverted: 1, unconvertedMinor: 5_000_00, from: null },
      { currency: 'USD', deals: 1, minor: 100_00, unconverted: 1, unconvertedMinor: 100_00, from: null },
    ])
    const after = await post<RateList>(manager, '/api/rates', {
      put: [
        { currency: 'USD', day: '2026-01-01', rate: '1300' },
        { currency: 'USD', day: '2026-06-01', rate: '1385.5' },
      ],
    })
    expect(after.items).toEqual([
      { currency: 'USD', day: '2026-06-01', rate: '1385.5' },
      { currency: 'USD', day: '2026-01-01', rate: '1300' },
    ])
    expect(await base(inDollars)).toBe(138_550)
    expect(await base(inRoubles)).toBeNull()
    await post(manager, '/api/rates', { remove: [{ currency: 'USD', day: '2026-06-01' }] })
    expect(await base(inDollars)).toBe(130_000)
    await post(manager, '/api/rates', { put: [{ currency: 'KRW', day: '2026-01-01', rate: '1' }] }, 400)
    await post(manager, '/api/rates', { put: [{ currency: 'XYZ', day: '2026-01-01', rate: '1' }] }, 400)
    await post(manager, '/api/rates', { put: [{ currency: 'USD', day: '2026-01-01', rate: '0' }] }, 400)
    await post(seller, '/api/rates', { put: [{ currency: 'USD', day: '2026-01-01', rate: '1' }] }, 403)
    expect((await get<RateList>(stranger, '/api/rates')).items).toEqual([])
  })
})

describe('pipelines', () => {
  test('another one is copied from a template, and takes deals', async () => {
    const added = await post<{ id: string }>(manager, '/api/pipelines', {
      name: 'Partners',
      from: 'template:opportunity_pipeline',
    })
    expect(added.id).toBe('partners')
    await post(manager, '/api/pipelines', { name: 'partners', from: 'partners' }, 409)
    const twin = await post<{ id: string }>(manager, '/api/pipelines', { name: 'Partners!', from: 'partners' })
    expect(twin.id).toBe('partners_2')
    const { items } = await get<PipelineList>(seller, '/api/pipelines')
    expect(items.map(({ id }) => id)).toEqual(['sales_pipeline', 'opportunity_pipeline', 'partners', 'partners_2'])
    await post(seller, '/api/deals', { name: 'Through partners', pipeline: 'partners' })
    await post(manager, '/api/pipelines', { name: 'None', from: randomUUIDv7() }, 400)
    await post(seller, '/api/pipelines', { name: 'Mine', from: 'partners' }, 403)
  })
})
