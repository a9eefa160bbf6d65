import { randomUUIDv7 } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { recordDeals, type DealChange } from '#actions/deal/write.ts'
import { histories } from '#actions/person/load.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import type { FoldedDeal } from '#core/deal/fold.ts'
import { dealsOfOldSystem, dealsOfPeople, nextStepOf, type DemoDeal, type DemoStep } from '#core/demo/deals.ts'
import type { DemoState } from '#store/demo.ts'
import { insertTask, keepNextSteps } from '#store/task.ts'
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
    const recorded = new Map<string, FoldedDeal>()
    const setting = { db, workspaceId, history: await histories.of(db, workspaceId), now: Math.max(end, Date.now()) }
    for (let at = 0; at < changes.length; at += atOnce) {
      // its people's history says it already
      const part = await recordDeals(setting, changes.slice(at, at + atOnce), { by: 'CRM' }, { quiet: true })
      for (const [id, { deal }] of part) recorded.set(id, deal)
    }
    const keyOf = new Map(changes.map(({ dealId }, index) => [dealId, deals[index]?.key ?? '']))
    await planNextSteps(db, workspaceId, recorded, (id) => nextStepOf(seed, keyOf.get(id) ?? ''), { end, zone })
    return ok(null)
  })
}

/** Tasks of the open deals, for whoever comes first. */
async function planNextSteps(
  db: PoolClient,
  workspaceId: string,
  deals: ReadonlyMap<string, FoldedDeal>,
  stepOf: (id: string) => DemoStep | null,
  { end, zone }: { end: number; zone: string },
): Promise<void> {
  const today = Temporal.Instant.fromEpochMilliseconds(end).toZonedDateTimeISO(zone).toPlainDate()
  const planned: string[] = []
  for (const [id, deal] of deals) {
    const step = deal.status === 'open' ? stepOf(id) : null
    if (!step) continue
    const day = today.add({ days: step.inDays })
    await insertTask(
      db,
      workspaceId,
      {
        id: randomUUIDv7(),
        kind: step.kind,
        title: step.title,
        note: null,
        personId: deal.people[0]?.person ?? null,
        dealId: id,
        accountId: deal.fields.accountId ?? null,
        dueDay: day.toString(),
        dueAt: day.toZonedDateTime(zone).epochMilliseconds,
        timed: false,
        promised: step.promised,
        assigneeId: null,
        assigneeName: null,
        attempt: null,
        source: 'hand',
        cause: null,
        by: deal.fields.ownerName ?? 'CRM',
        byId: 'operator:demo',
      },
      end,
    )
    planned.push(id)
  }
  await keepNextSteps(db, workspaceId, planned)
}
