import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import type { DealEntry } from '#actions/deal/write.ts'
import { listPipelineDeals } from '#actions/pipeline-deal-list.ts'
import { readLikely } from '#actions/pipeline-likely-read.ts'
import { readPipelineMetrics } from '#actions/pipeline-metric-read.ts'
import { listPipelineProperties } from '#actions/pipeline-properties.ts'
import { readPipelineStages } from '#actions/pipeline-stage-read.ts'
import { readQuotas } from '#actions/quota-read.ts'
import { setQuota } from '#actions/quota-set.ts'
import { readSizing } from '#actions/sizing-read.ts'
import { readVelocity } from '#actions/velocity-read.ts'
import type { Verb } from '#actions/verb.ts'
import { pipelineDealList, pipelineMetricDocument, pipelineStageDocument } from '#contract/pipeline-metric.ts'
import { pipelineLikelyDocument, pipelineSizingDocument, quotaDocument } from '#contract/pipeline-plan.ts'
import { pipelineVelocityDocument } from '#contract/pipeline-velocity.ts'
import type { Role } from '#core/permission.ts'
import { sizeBackwards } from '#core/report/sizing.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb, seedDeals } from '#test/deal-seed.ts'
import { applyBlueprint } from '#test/events.ts'

const day = 86_400_000
const now = Date.parse('2026-11-20T09:00:00Z')

let t: TestDatabase
let workspaceId: string
let manager: Actor

beforeAll(async () => {
  t = await testDatabase()
}, 60_000)
afterAll(() => t.drop())
beforeEach(async () => {
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  manager = user('manager')
})

const user = (role: Role): Actor => ({ kind: 'user', userId: randomUUIDv7(), name: 'Mina', workspaceId, role })
const call = <T>(verb: Verb<T>, input: object = {}, actor = manager): Promise<T> =>
  callVerb(t.pool, actor, now, verb, input)

interface Made {
  /** days before now */
  opened: number
  /** [days before now, stage or outcome] */
  moves?: [number, string][]
  amountMinor?: number | null
  currency?: string
  owner?: string
  team?: string
  closeDate?: string
}

async function deals(...list: Made[]): Promise<string[]> {
  const made = new Map<string, DealEntry[]>()
  for (const { opened, moves = [], amountMinor = 1000, currency = 'KRW', owner = 'Ana', team, closeDate } of list) {
    const id = randomUUIDv7()
    const at = (days: number): number => now - days * day
    const fields = {
      name: `Deal ${made.size}`,
      ownerName: owner,
      amountMinor,
      currency,
      ...(team === undefined ? {} : { team }),
      ...(closeDate === undefined ? {} : { closeDate }),
    }
    made.set(id, [
      { kind: 'opened', at: at(opened), data: { pipeline: 'sales_pipeline', stage: 'contact', fields } },
      ...moves.map(([days, to]): DealEntry => {
        const where = to === 'lost' || to === 'not_a_buyer' ? { outcome: to } : { stage: to }
        return { kind: 'moved', at: at(days), data: { pipeline: 'sales_pipeline', ...where } }
      }),
    ])
  }
  await seedDeals(t.pool, manager, made, now)
  return [...made.keys()]
}

const won = (opened: number, qualified: number, closed: number, more: Partial<Made> = {}): Made => ({
  opened,
  moves: [
    [qualified, 'qualification'],
    [closed, 'close'],
  ],
  ...more,
})

describe('metrics of pipelines', () => {
  test('keep close and win rate, cycle and lifetime apart, and leave out what no rate converts', async () => {
    await deals(
      won(60, 50, 30, { amountMinor: 3000 }),
      won(40, 40, 20, { amountMinor: 5000 }),
      won(90, 80, 40, { amountMinor: 900, currency: 'CHF' }),
      {
        opened: 100,
        moves: [
          [90, 'qualification'],
          [10, 'lost'],
        ],
      },
      { opened: 30, moves: [[20, 'qualification']] },
      // never a qualified lead
      { opened: 30, moves: [[5, 'lost']] },
    )
    const found = pipelineMetricDocument.parse(
      await call(readPipelineMetrics, { pipeline: 'sales_pipeline', window: 60 }),
    )
    expect(found.pipelines).toMatchObject([{ qualified: { stage: 'qualification' } }])
    expect(found.total).toMatchObject({
      qualified: 5,
      closeRate: { won: 3, of: 5, rate: 0.6 },
      // those qualified over 60 days ago: one won after 40 days, one lost
      maturedRate: { won: 1, of: 2, rate: 0.5 },
      winRate: { won: 3, of: 5 },
      averageMinor: { count: 2, mean: 4000, low: null },
      unconverted: 1,
      cycleDays: { count: 3, mean: (30 + 20 + 50) / 3 },
      lifetimeDays: { count: 5, mean: (30 + 20 + 50 + 90 + 25) / 5 },
      open: 1,
      openQualified: 1,
      openMinor: 1000,
    })
    expect(found.unconverted).toEqual([{ currency: 'CHF', count: 1, sumMinor: 900 }])
  })

  test('a pass counts once each: a deal lost in spring and won in autumn is one loss and one win', async () => {
    await deals({
      opened: 200,
      moves: [
        [190, 'qualification'],
        [180, 'lost'],
        [50, 'meeting'],
        [20, 'close'],
      ],
    })
    const { total } = await call(readPipelineMetrics, { pipeline: 'sales_pipeline' })
    expect(total).toMatchObject({ qualified: 2, won: 1, lost: 1, cycleDays: { mean: 30 }, lifetimeDays: { mean: 25 } })
    const { items } = pipelineDealList.parse(await call(listPipelineDeals, { pipeline: 'sales_pipeline', of: 'lost' }))
    expect(items).toMatchObject([{ pass: 1, result: 'lost', stage: 'close', owner: 'Ana' }])
  })

  test('a win stays a win when the customer leaves; one taken back is none', async () => {
    await deals(
      {
        opened: 100,
        moves: [
          [80, 'close'],
          [10, 'lost'],
        ],
      },
      {
        opened: 100,
        moves: [
          [80, 'close'],
          [60, 'proposal'],
          [10, 'lost'],
        ],
      },
      {
        opened: 100,
        moves: [
          [80, 'close'],
          [60, 'proposal'],
        ],
      },
    )
    const { total } = await call(readPipelineMetrics, { pipeline: 'sales_pipeline' })
    expect(total).toMatchObject({ won: 1, lost: 1, open: 1, cycleDays: { mean: 20 } })
  })

  test('by month of the year, by product, by a field of one’s own, and by what is not known', async () => {
    const [one = '', two = ''] = await deals(won(60, 50, 30), won(40, 40, 20))
    const product = randomUUIDv7()
    await t.pool.query(`insert into product (workspace_id, id, name, created_at) values ($1, $2, 'Boxes', now())`, [
      workspaceId,
      product,
    ])
    await seedDeals(
      t.pool,
      manager,
      new Map<string, DealEntry[]>([
        [
          one,
          [
            {
              kind: 'changed',
              data: {
                fields: { custom: { tier: 'gold' }, products: [{ id: product, quantity: 1, priceMinor: null }] },
              },
            },
          ],
        ],
        [two, [{ kind: 'changed', data: { fields: { custom: { tier: 7 } } } }]],
      ]),
      now,
    )
    await t.pool.query(
      `insert into deal_field (workspace_id, key, label, kind, created_at) values ($1, 'tier', 'Tier', 'text', now())`,
      [workspaceId],
    )
    const by = async (what: string) =>
      (await call(readPipelineMetrics, { by: what })).groups.map(({ key, label, won: wins }) => [key, label, wins])
    expect(await by('month')).toEqual([['10', null, 2]])
    expect(await by('product')).toEqual(
      expect.arrayContaining([
        [product, 'Boxes', 1],
        [null, null, 1],
      ]),
    )
    expect(await by('custom.tier')).toEqual(
      expect.arrayContaining([
        ['gold', null, 1],
        ['7', null, 1],
      ]),
    )
    expect(await by('team')).toEqual([[null, null, 2]])
    expect(await by('pipeline')).toEqual([['sales_pipeline', 'Sales pipeline', 2]])
    expect(await call(listPipelineProperties)).toEqual({ fields: [{ key: 'tier', label: 'Tier' }] })
    const only = await call(readPipelineMetrics, { only: [`product:=${product}`, 'custom.tier:=gold'] })
    expect(only.total.won).toBe(1)
    expect((await call(readPipelineMetrics, { only: 'product:missing' })).total.won).toBe(1)
  })

  test('refuse what cannot be counted, and say what could', async () => {
    await expect(call(readPipelineMetrics, { pipeline: 'nope' })).rejects.toThrow(/there are sales_pipeline/)
    await expect(call(readPipelineMetrics, { by: 'shoe' })).rejects.toThrow(/invalid: by: break down by owner/)
    await expect(call(readPipelineMetrics, { from: '2026-05-01', to: '2026-05-01' })).rejects.toThrow(/must be before/)
    await expect(call(listPipelineDeals, { of: 'entered' })).rejects.toThrow(/stage: say which/)
    await expect(call(listPipelineDeals, { of: 'entered', stage: 'contact' })).rejects.toThrow(/pipeline: say which/)
    await expect(call(listPipelineDeals, { cursor: 'x' })).rejects.toThrow(/cursor/)
  })

  test('of a workspace without deals are empty, not wrong', async () => {
    const { total } = pipelineMetricDocument.parse(await call(readPipelineMetrics))
    expect(total).toMatchObject({ qualified: 0, won: 0, closeRate: { rate: null }, averageMinor: { mean: null } })
    const velocity = pipelineVelocityDocument.parse(await call(readVelocity))
    expect(velocity).toMatchObject({ month: null, change: null, today: { open: 0, velocity: null } })
    expect(pipelineStageDocument.parse(await call(readPipelineStages)).rows[0]).toMatchObject({ conversion: null })
    expect(pipelineLikelyDocument.parse(await call(readLikely))).toMatchObject({ open: 0, reliability: null })
    expect(pipelineSizingDocument.parse(await call(readSizing))).toMatchObject({ leads: 0, curve: [], reps: 0 })
  })
})

describe('velocity', () => {
  test('changes when a deal is won, by what its factors say', async () => {
    const [first = ''] = await deals(
      { opened: 40, moves: [[35, 'qualification']] },
      { opened: 40, moves: [[35, 'qualification']] },
      won(400, 400, 370, { amountMinor: 6000 }),
      won(60, 60, 30, { amountMinor: 6000 }),
      {
        opened: 80,
        moves: [
          [70, 'qualification'],
          [60, 'lost'],
        ],
      },
    )
    const question = { pipeline: 'sales_pipeline', window: 30, span: 90 }
    const before = pipelineVelocityDocument.parse(await call(readVelocity, question))
    // w: of those qualified 31 … 120 days ago: two open, one won in time, one lost
    expect(before.today).toMatchObject({ open: 2, closeRate: 1 / 4, averageMinor: 6000, cycleDays: 30, velocity: 100 })
    expect(before.month).toBe(3000)
    const move: DealEntry = { kind: 'moved', at: now - day, data: { pipeline: 'sales_pipeline', stage: 'close' } }
    await seedDeals(t.pool, manager, new Map([[first, [move]]]), now)
    const after = await call(readVelocity, question)
    expect(after.today).toMatchObject({ open: 1, averageMinor: 3500, wins: 2, cycleDays: (30 + 39) / 2 })
    // six weeks ago nothing was won of late: there is no change to split
    expect((await call(readVelocity, { ...question, back: 6 })).change).toBeNull()
    const later = await call(readVelocity, { ...question, back: 1 })
    const terms = Object.values(later.change?.terms ?? { none: NaN })
    expect(terms.reduce((sum, term) => sum + term, 0)).toBeCloseTo(later.change?.change ?? NaN, 9)
  })
})

describe('the way through the stages', () => {
  test('counts what became of each, how long they stayed, and who stands there', async () => {
    await deals(
      {
        opened: 50,
        moves: [
          [40, 'qualification'],
          [30, 'meeting'],
          [25, 'qualification'],
          [20, 'meeting'],
          [5, 'close'],
        ],
      },
      { opened: 50, moves: [[30, 'lost']] },
      { opened: 10 },
    )
    const { rows, groups } = pipelineStageDocument.parse(
      await call(readPipelineStages, { pipeline: 'sales_pipeline', by: 'owner', window: 30 }),
    )
    const [contact, qualification, meeting, proposal] = rows
    expect(contact).toMatchObject({
      entered: 3,
      wentOn: 1,
      lost: 1,
      stillOpen: 1,
      standing: { count: 1, sumMinor: 1000 },
      // of the two that left, one by day 10, one by day 20; the third is seen for 10 days
      time: { stays: 3, open: 1, median: 20 },
      conversion: { rate: expect.closeTo(1 / 3, 9) },
      lostShare: expect.closeTo(2 / 3, 9),
    })
    expect(qualification).toMatchObject({ entered: 1, wentOn: 1, beenFurther: 0, time: { stays: 2, back: 0 } })
    expect(meeting).toMatchObject({ entered: 1, wentOn: 1, time: { stays: 2, back: 1 } })
    expect(proposal).toMatchObject({ entered: 0, conversion: null, time: { median: null } })
    expect(groups).toMatchObject([
      { key: 'name:Ana', label: 'Ana', stages: [{ stage: 'contact', entered: 3, won: 1, of: 2 }, {}, {}, {}] },
    ])
  })
})

describe('most likely to close', () => {
  test('is ordered by worth, with given chances while there is no history', async () => {
    const [small = '', big = ''] = await deals(
      { opened: 20, moves: [[10, 'proposal']], amountMinor: 1000 },
      { opened: 20, amountMinor: 100_000 },
      { opened: 20, amountMinor: null },
    )
    const found = pipelineLikelyDocument.parse(await call(readLikely, { pipeline: 'sales_pipeline' }))
    expect(found.items.slice(0, 2)).toMatchObject([
      { id: big, chance: 0.05, worthMinor: 5000, days: 20 },
      { id: small, chance: 0.6, worthMinor: 600, days: 10, pace: 'usual' },
    ])
    expect(found).toMatchObject({ open: 3, expectedMinor: 5600, withoutWorth: 1, reliability: null })
    // the totals open to their deals
    for (const [of, count] of [
      ['open', 3],
      ['open_worth', 2],
      ['open_without_worth', 1],
    ] as const) {
      const { items } = await call(listPipelineDeals, { pipeline: 'sales_pipeline', of })
      expect([of, items.length]).toEqual([of, count])
    }
    const byChance = await call(readLikely, { pipeline: 'sales_pipeline', sort: 'chance', limit: 1 })
    expect(byChance.items).toMatchObject([{ id: small }])
  })

  test('learns from stays that had time to be won, and shows whether such forecasts came true', async () => {
    const past = Array.from({ length: 60 }, (_, index): Made => {
      const start = 300 + index
      const end: [number, string] = index % 3 === 0 ? [start - 20, 'close'] : [start - 20, 'lost']
      return { opened: start + 10, moves: [[start, 'proposal'], end] }
    })
    await deals(
      ...past,
      {
        opened: 130,
        moves: [
          [120, 'proposal'],
          [60, 'close'],
        ],
      },
      { opened: 8, moves: [[5, 'proposal']] },
    )
    const found = await call(readLikely, { pipeline: 'sales_pipeline', window: 90 })
    const proposal = found.stages.find(({ stage }) => stage === 'proposal')
    expect(proposal).toMatchObject({ given: 0.6, won: 21, of: 61, chance: (21 + 12) / 81 })
    // given and measured stand side by side in the stages too, once enough stays are past
    const { rows } = await call(readPipelineStages, { pipeline: 'sales_pipeline', window: 90 })
    const { probability } = rows.find(({ stage }) => stage === 'proposal') ?? {}
    expect(probability).toMatchObject({ given: 0.6, measured: { won: 21, of: 61, rate: 21 / 61 } })
    expect(probability?.measured.low).toBeLessThan(21 / 61)
    expect(rows.find(({ stage }) => stage === 'meeting')?.probability.measured).toEqual({
      won: 0,
      of: 0,
      rate: null,
      low: null,
      high: null,
    })
    // ninety days ago one deal stood in proposal, and it was won within ninety days
    expect(found.reliability).toMatchObject({ count: 1, rows: [{ count: 1, won: 1, came: 1 }] })
  })
})

describe('sizing', () => {
  test('takes lags, average, reps and leads from history', async () => {
    await deals(
      won(60, 50, 30, { amountMinor: 500 }),
      won(60, 50, 10, { amountMinor: 700, owner: 'Boris' }),
      {
        opened: 60,
        moves: [
          [50, 'qualification'],
          [20, 'lost'],
        ],
      },
      {
        opened: 200,
        moves: [
          [190, 'qualification'],
          [20, 'lost'],
        ],
        owner: 'Gone',
      },
    )
    const found = pipelineSizingDocument.parse(await call(readSizing, { pipeline: 'sales_pipeline' }))
    expect(found).toMatchObject({
      leads: 4,
      won: 2,
      curve: [
        { days: 20, share: 0.25 },
        { days: 40, share: 0.5 },
      ],
      averageMinor: { count: 2, mean: 600 },
      reps: 3,
      leadsPerMonth: 1,
      saved: null,
    })
    const of = { pipeline: 'sales_pipeline', from: found.from, to: found.to }
    expect((await call(listPipelineDeals, { ...of, of: 'qualified' })).items).toHaveLength(4)
    expect((await call(listPipelineDeals, { ...of, of: 'cohort_won' })).items).toHaveLength(2)
    expect(sizeBackwards({ revenueMinor: 6000, averageSaleMinor: 600, reps: 3 }, found.curve)).toEqual({
      deals: 10,
      needs: [
        { part: 0.5, lagDays: 20, leads: 40, leadsPerRep: 14 },
        { part: 1, lagDays: 40, leads: 20, leadsPerRep: 7 },
      ],
    })
  })
})

describe('quotas', () => {
  test('of all, a team and an owner are set, changed, taken away, and attained by what was won in the period', async () => {
    await deals(
      won(60, 50, 5, { amountMinor: 700, team: 'North' }),
      won(60, 50, 30, { amountMinor: 400, team: 'North' }),
      won(60, 50, 3, { amountMinor: 100, owner: 'Boris' }),
      { opened: 5, amountMinor: 900, closeDate: '2026-11-28' },
    )
    const set = (holder: string, amountMinor: number | null) =>
      call(setQuota, { period: '2026-11', holder, amountMinor })
    expect(await set('name:Ana', 1000)).toMatchObject({ before: null })
    expect(await set('name:Ana', 1400)).toMatchObject({ before: 1000 })
    await set('all', 2000)
    const found = quotaDocument.parse(await call(readQuotas))
    expect(found.period).toMatchObject({
      key: '2026-11',
      before: '2026-10',
      days: { from: '2026-11-01', to: '2026-12-01' },
    })
    const rows = new Map(found.rows.map((row) => [row.holder, row]))
    expect(rows.get('all')).toMatchObject({
      quotaMinor: 2000,
      wonMinor: 800,
      won: 2,
      openMinor: 900,
      formerWonMinor: 400,
    })
    expect(rows.get('team:North')).toMatchObject({ kind: 'team', name: 'North', quotaMinor: null, wonMinor: 700 })
    expect(rows.get('name:Ana')).toMatchObject({
      name: 'Ana',
      quotaMinor: 1400,
      wonMinor: 700,
      open: 1,
      formerWonMinor: 400,
    })
    expect(await set('all', null)).toMatchObject({ before: 2000 })
    expect((await call(readQuotas, { period: '2026-Q4' })).rows.find(({ holder }) => holder === 'all')).toMatchObject({
      quotaMinor: null,
      wonMinor: 1200,
    })
  })

  test('are set by managers, seen by all', async () => {
    await expect(call(setQuota, { period: '2026-11', holder: 'all', amountMinor: 5 }, user('seller'))).rejects.toThrow(
      /forbidden/,
    )
    expect((await call(readQuotas, {}, user('seller'))).rows).toHaveLength(1)
    await expect(call(setQuota, { period: '2026-13', holder: 'all', amountMinor: 5 })).rejects.toThrow(/2026-Q4/)
    await expect(call(setQuota, { period: '2026-11', holder: 'me', amountMinor: 5 })).rejects.toThrow(/name whose/)
    await expect(call(setQuota, { period: '2026-11', holder: 'id:me', amountMinor: 5 })).rejects.toThrow(/name whose/)
    const nobody = `id:${randomUUIDv7()}`
    await expect(call(setQuota, { period: '2026-11', holder: nobody, amountMinor: 5 })).rejects.toThrow(
      /no such colleague/,
    )
  })
})
