import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { recordDeals, type DealChange } from '#actions/deal/write.ts'
import { histories } from '#actions/person/load.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { dealsOfOldSystem, dealsOfPeople, type DemoDeal } from '#core/demo/deals.ts'
import type { DemoState } from '#store/demo.ts'
import { demoAccounts, demoProducts, demoSalesFacts, hasDeals, insertDemoRates } from '#store/deal/demo.ts'

const atOnce = 40

/**
 * The sample company's deals, by the one way in which deals are written: those that its people's history tells, and what
 * an older system handed over. All in one transaction; once.
 */
export async function loadDemoDeals(
  pool: Pool,
  workspaceId: string,
  zone: string,
  { seed, end, size }: DemoState,
): Promise<void> {
  await transaction(pool, 'begin', async (db) => {
    if (await hasDeals(db, workspaceId)) return ok(null)
    await insertDemoRates(db, workspaceId, end)
    const products = await demoProducts(db, workspaceId, end)
    const accounts = await demoAccounts(db, workspaceId)
    const options = { seed, end, zone, products }
    const deals: DemoDeal[] = dealsOfPeople(await demoSalesFacts(db, workspaceId), options)
    if (accounts.length > 0) {
      deals.push(...dealsOfOldSystem(accounts, { ...options, count: Math.max(12, Math.round(150 * size)) }))
    }
    const changes = deals.map(({ key, entries }): DealChange => ({
      dealId: randomUUIDv7(),
      entries: entries
        .toSorted((a, b) => a.at - b.at)
        .map((entry, index) => ({ ...entry, messageId: `demo:${key}:${index}` })),
    }))
    const setting = { db, workspaceId, history: await histories.of(db, workspaceId), now: Math.max(end, Date.now()) }
    for (let at = 0; at < changes.length; at += atOnce) {
      // its people's history says it already
      await recordDeals(setting, changes.slice(at, at + atOnce), { by: 'CRM' }, { quiet: true })
    }
    return ok(null)
  })
}
