import { randomUUIDv7 } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeRates } from '#actions/rate-change.ts'
import { recordDeals, refoldDeals, withdrawFromDeals } from '#actions/deal/write.ts'
import { histories } from '#actions/person/load.ts'
import { changeWorkspace } from '#actions/workspace-settings.ts'
import type { Actor } from '#actions/actor.ts'
import { migrationsFolder } from '#store/migrate.ts'
import { deleteDeals } from '#store/deal/import.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb } from '#test/deal-seed.ts'
import { applyBlueprint } from '#test/events.ts'
import { generatedDeals, writeDeals } from '#test/pipeline-history.ts'

const now = Date.parse('2026-11-20T09:00:00Z')

let t: TestDatabase
let actor: Actor
let workspaceId: string

beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool, 'Europe/Berlin')
  await t.pool.query(`update workspace set currency = 'USD' where workspace_id = $1`, [workspaceId])
  await applyBlueprint(t.pool, workspaceId)
  actor = { kind: 'user', userId: randomUUIDv7(), name: 'Mina', workspaceId, role: 'admin' }
  await t.pool.query(
    `insert into currency_rate (workspace_id, currency, day, rate) values
       ($1, 'EUR', '2020-01-01', 1.10), ($1, 'EUR', '2026-03-01', 1.25), ($1, 'JPY', '2020-01-01', 0.0071)`,
    [workspaceId],
  )
  const accountId = randomUUIDv7()
  await t.pool.query(`insert into account (workspace_id, id, name) values ($1, $2, 'Company')`, [
    workspaceId,
    accountId,
  ])
  await writeDeals(t.pool, actor, generatedDeals(1500, now, [accountId], 11), now)
}, 120_000)
afterAll(() => t.drop())

async function passes(where = 'true'): Promise<Record<string, unknown>[]> {
  const { rows } = await t.pool.query(`select * from deal_pass p where ${where} order by deal_id, pipeline, pass`)
  return rows
}

async function inDeals<T>(work: (setting: Parameters<typeof refoldDeals>[0]) => Promise<T>): Promise<T> {
  const db = await t.pool.connect()
  try {
    await db.query('begin')
    const done = await work({ db, workspaceId, history: await histories.of(db, workspaceId), now })
    await db.query('commit')
    return done
  } finally {
    db.release()
  }
}

test('the migration makes the passes of existing deals as the code writes them', async () => {
  const written = await passes()
  const results = Map.groupBy(written, ({ result }) => result)
  for (const result of ['open', 'won', 'lost', 'moved'])
    expect([result, (results.get(result)?.length ?? 0) > 10]).toEqual([result, true])
  expect(written.filter(({ pass }) => Number(pass) > 1).length).toBeGreaterThan(10)

  await t.pool.query('delete from deal_pass')
  const sql = await readFile(join(migrationsFolder, '0053_deal_pass.sql'), 'utf8')
  const fill = sql.slice(sql.indexOf('insert into deal_pass'), sql.indexOf(`where r.subject_kind = 'deal';`))
  await t.pool.query(`${fill} where r.subject_kind = 'deal'`)
  expect(await passes()).toEqual(written)
})

test('a new fold of a deal that nothing was said of writes nothing', async () => {
  const { rows: before } = await t.pool.query(
    'select xmin::text, ctid::text from deal_pass order by deal_id, pipeline, pass',
  )
  await inDeals(async (setting) => {
    const { rows } = await setting.db.query<{ id: string }>('select id from deal order by id limit 200')
    await refoldDeals(
      setting,
      rows.map(({ id }) => id),
    )
  })
  const { rows: after } = await t.pool.query(
    'select xmin::text, ctid::text from deal_pass order by deal_id, pipeline, pass',
  )
  expect(after).toEqual(before)
})

test('what is said of a deal changes its passes, what is taken back leaves them as they were, and they go with it', async () => {
  const [open] = await passes(`result = 'open' and currency = 'EUR' and pipeline = 'sales_pipeline'`)
  const dealId = String(open?.['deal_id'])
  const mine = () => passes(`deal_id = '${dealId}'`)
  const before = await mine()
  const recorded = await inDeals((setting) =>
    recordDeals(
      setting,
      [
        {
          dealId,
          entries: [
            {
              kind: 'changed',
              at: now - 3,
              data: { fields: { ownerName: 'Zoe', custom: { tier: 'iron' }, amountMinor: 1001 } },
            },
            { kind: 'moved', at: now - 2, data: { pipeline: 'sales_pipeline', outcome: 'lost', reason: 'price' } },
            { kind: 'moved', at: now - 1, data: { pipeline: 'opportunity_pipeline', stage: 'demo' } },
          ],
        },
      ],
      { by: 'Mina' },
    ),
  )
  const after = await mine()
  expect(after.map(({ pipeline, result }) => [pipeline, result])).toContainEqual(['opportunity_pipeline', 'open'])
  expect(after.find(({ pipeline, pass }) => pipeline === 'sales_pipeline' && pass === open?.['pass'])).toMatchObject({
    result: 'lost',
    outcome: 'lost',
    reason: 'price',
    closed_at: new Date(now - 2),
    owner: 'name:Zoe',
    custom: { tier: 'iron' },
    amount_minor: 1001,
    base_minor: 1251,
  })
  await inDeals((setting) => withdrawFromDeals(setting, recorded.get(dealId)?.eventIds ?? []))
  expect(await mine()).toEqual(before)
  await inDeals(({ db }) => deleteDeals(db, workspaceId, [dealId]))
  expect(await mine()).toEqual([])
})

test('rates, zone and currency that change later leave the amounts right', async () => {
  const sums = async () => {
    const { rows } = await t.pool.query(
      `select currency, count(base_minor)::int as known, sum(base_minor)::float8 as sum from deal_pass group by 1`,
    )
    return new Map(rows.map(({ currency, known, sum }) => [currency, { known, sum }]))
  }
  const before = await sums()
  expect(before.get('CHF')).toEqual({ known: 0, sum: null })
  await callVerb(t.pool, actor, now, changeRates, {
    put: [{ currency: 'CHF', day: '2020-01-01', rate: '2' }],
    remove: [],
  })
  const { rows } = await t.pool.query(
    `select count(*)::int as known, sum(amount_minor * 2)::float8 as sum from deal_pass where currency = 'CHF'`,
  )
  const after = await sums()
  expect(after.get('CHF')).toEqual(rows[0])
  expect(after.get('EUR')).toEqual(before.get('EUR'))
  const { rows: apart } = await t.pool.query(
    `select count(*)::int as n from deal_pass p join deal d on d.id = p.deal_id and d.pipeline = p.pipeline and d.pass = p.pass
      where p.closed_at is not distinct from d.closed_at and p.base_minor is distinct from d.base_minor`,
  )
  expect(apart[0]).toEqual({ n: 0 })

  const settings = { name: 'Workspace', zone: 'Europe/Berlin', currency: 'EUR', languages: ['en'] }
  await callVerb(t.pool, actor, now, changeWorkspace, settings)
  const { rows: own } = await t.pool.query(
    `select count(*)::int as n from deal_pass where currency = 'EUR' and base_minor is distinct from amount_minor`,
  )
  expect(own[0]).toEqual({ n: 0 })
})
