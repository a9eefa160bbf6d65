import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import { changeRates } from '#actions/rate-change.ts'
import { listSources } from '#actions/source-list.ts'
import { addSpend, addSpendByHand } from '#actions/spend-add.ts'
import { readCpa, setCpaTarget } from '#actions/spend-cpa.ts'
import { listSpend } from '#actions/spend-list.ts'
import { restoreSpend, undoSpend } from '#actions/spend-undo.ts'
import type { Verb } from '#actions/verb.ts'
import { sourceDocument } from '#contract/source.ts'
import { cpaDocument, spendAdded, type SpendInput, spendList } from '#contract/spend.ts'
import { wilson } from '#core/report/wilson.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb } from '#test/deal-seed.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'

const day = 86_400_000
const now = Date.parse('2026-11-20T09:00:00Z')
// each deed has its own time
let clock = now

let t: TestDatabase
let workspaceId: string
let marketer: Extract<Actor, { kind: 'user' }>
let lee: Actor
beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  await t.pool.query(`update workspace set currency = 'USD', zone = 'UTC' where workspace_id = $1`, [workspaceId])
  await applyBlueprint(t.pool, workspaceId)
  marketer = { kind: 'user', userId: randomUUIDv7(), name: 'Mina', workspaceId, role: 'marketer' }
  lee = { ...marketer, userId: randomUUIDv7(), name: 'Lee' }
}, 60_000)
afterAll(() => t.drop())

const call = <T>(verb: Verb<T>, input: object = {}, actor: Actor = marketer): Promise<T> =>
  callVerb(t.pool, actor, (clock += 1000), verb, input)

let made = 0
interface Came {
  channel: string | null
  campaign?: string
  /** days ago */
  came: number
  /** days after coming; null: never */
  asked?: number | null
}

/** People whose first touch and request are as told; each event at a time of its own. */
async function people(all: readonly Came[]): Promise<void> {
  const flow = createFlow({ pool: t.pool, now: () => now })
  const events = all.flatMap(({ channel, campaign, came, asked = null }) => {
    const user = `user-${++made}`
    const at = now - came * day + made * 1000
    const who = { keys: keys({ userId: user }), source: 'server', trust: 'secret' } as const
    const props = campaign === undefined ? {} : { campaign, utm_campaign: campaign }
    const first = event('page_viewed', at, { ...who, channel, props, object: '/' })
    if (asked === null) return [first]
    return [first, event('demo_requested', at + asked * day, { ...who, object: 'demo' })]
  })
  const outcomes = await flow.accept(
    workspaceId,
    events.map((one) => ({ event: one })),
  )
  await flow.stop()
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['counted']))
}

const row = (on: string, campaign: string, amountMinor: number, more: object = {}) => ({
  day: on,
  channel: 'ppc',
  campaign,
  currency: 'USD',
  amountMinor,
  ...more,
})
const file = (rows: SpendInput['rows'], more: Partial<SpendInput> = {}): SpendInput => ({
  network: 'google_ads',
  name: 'november.csv',
  rows,
  ...more,
})
const cpa = async (query: object = {}) =>
  cpaDocument.parse(
    await call(readCpa, { from: '2026-11-01', to: '2026-11-21', action: 'event:demo_requested', ...query }),
  )
const spends = async (query: object = {}) =>
  Object.fromEntries((await cpa(query)).rows.map(({ value, spendMinor }) => [value, spendMinor]))

describe('what was spent', () => {
  test('a file read twice counts once; a later one corrects what it names; undo and restore put back what was', async () => {
    const first = spendAdded.parse(
      await call(addSpend, file([row('2026-11-02', 'Spring', 10_000), row('2026-11-03', 'spring', 5000)])),
    )
    expect(first.rows).toBe(2)
    await call(addSpend, file([row('2026-11-02', 'Spring', 10_000), row('2026-11-03', 'spring', 5000)]))
    expect(await spends()).toEqual({ ppc: 15_000 })
    const third = spendAdded.parse(await call(addSpend, file([row('2026-11-03', 'SPRING', 4000)])))
    expect(await spends()).toEqual({ ppc: 14_000 })
    // the same campaign of another network is other money
    await call(addSpend, file([row('2026-11-03', 'spring', 700)], { network: 'meta', name: 'meta.csv' }))
    expect(await spends()).toEqual({ ppc: 14_700 })
    const list = spendList.parse(await call(listSpend))
    expect(list.items.map(({ name, rows, corrected }) => [name, rows, corrected])).toEqual([
      ['meta.csv', 1, 0],
      ['november.csv', 1, 0],
      ['november.csv', 2, 1],
      ['november.csv', 2, 2],
    ])
    await call(undoSpend, { id: third.batch })
    expect(await spends()).toEqual({ ppc: 15_700 })
    await expect(call(undoSpend, { id: third.batch })).rejects.toThrow('not_found')
    await call(restoreSpend, { id: third.batch })
    expect(await spends()).toEqual({ ppc: 14_700 })
    for (const { id } of list.items) await call(undoSpend, { id })
    expect(await spends()).toEqual({})
  })

  test('a long file comes in parts of the same person; alike rows are added up', async () => {
    const { batch } = spendAdded.parse(
      await call(addSpend, file([row('2026-11-05', 'a', 100), row('2026-11-05', 'A ', 50)])),
    )
    const second = spendAdded.parse(
      await call(addSpend, file([row('2026-11-06', 'a', 25), row('2026-11-05', 'a', 1)], { batch })),
    )
    expect(second.batch).toBe(batch)
    expect(await spends()).toEqual({ ppc: 176 })
    await expect(call(addSpend, file([row('2026-11-06', 'a', 25)], { batch }), lee)).rejects.toThrow('not_found')
    await expect(call(addSpend, file([row('2026-11-06', 'a', 25)], { batch, name: 'other.csv' }))).rejects.toThrow(
      'conflict',
    )
    await call(undoSpend, { id: batch })
  })

  test('by hand over days, to the last minor unit, in a channel of one’s own; entries add up', async () => {
    const stand = {
      name: 'Stand',
      from: '2026-11-18',
      to: '2026-11-22',
      channel: 'Fair',
      currency: 'USD',
      amountMinor: 1001,
    }
    const one = spendAdded.parse(await call(addSpendByHand, stand))
    const two = spendAdded.parse(await call(addSpendByHand, stand))
    expect(one.rows).toBe(5)
    // three of the five days lie before the 21st
    expect(await spends()).toEqual({ fair: 2 * (201 + 200 + 200) })
    expect(await spends({ to: '2026-11-30' })).toEqual({ fair: 2002 })
    expect(spendList.parse(await call(listSpend)).channels).toEqual(['fair'])
    await expect(call(addSpendByHand, { ...stand, to: '2026-11-01' })).rejects.toThrow('before the first')
    for (const { batch } of [one, two]) await call(undoSpend, { id: batch })
  })

  test('other currencies by the rate of the day; without one they are left out and named', async () => {
    const rows = [
      row('2026-11-04', 'naver', 140_000, { currency: 'KRW' }),
      row('2026-11-08', 'naver', 140_000, { currency: 'KRW' }),
      row('2026-11-08', 'yandex', 90_000, { currency: 'RUB' }),
      row('2026-11-09', 'own', 500),
    ]
    const { batch } = spendAdded.parse(await call(addSpend, file(rows, { network: 'naver' })))
    const put = [
      { currency: 'KRW', day: '2026-11-03', rate: '0.0007' },
      { currency: 'KRW', day: '2026-11-06', rate: '0.00072' },
    ]
    const admin: Actor = { ...marketer, role: 'admin' }
    await call(changeRates, { put }, admin)
    const document = await cpa({ by: 'campaign' })
    expect(document.rows.map(({ value, spendMinor }) => [value, spendMinor])).toEqual([
      ['naver', 9800 + 10_080],
      ['own', 500],
      ['yandex', 0],
    ])
    expect(document.unconverted).toEqual([{ currency: 'RUB', minor: 90_000, from: '2026-11-08' }])
    await call(changeRates, { put: [{ currency: 'RUB', day: '2026-11-08', rate: '0.0125' }] }, admin)
    expect(await spends({ by: 'campaign' })).toMatchObject({ yandex: 1125 })
    await call(undoSpend, { id: batch })
  })

  test('nonsense is refused with what to do', async () => {
    const refused = (one: object) => call(addSpend, file([{ ...row('2026-11-02', 'x', 1), ...one } as never]))
    await expect(refused({ day: '2026-11-31' })).rejects.toThrow('day')
    await expect(refused({ currency: 'XXQ' })).rejects.toThrow('currency')
    await expect(refused({ amountMinor: 1.5 })).rejects.toThrow('amountMinor')
    await expect(refused({ channel: ' ' })).rejects.toThrow('channel')
    await expect(call(addSpend, file([]))).rejects.toThrow('rows')
    const seller: Actor = { ...marketer, role: 'seller' }
    await expect(call(addSpend, file([row('2026-11-02', 'x', 1)]), seller)).rejects.toThrow('forbidden')
  })
})

describe('cost per action', () => {
  beforeAll(async () => {
    await people([
      // the cohort of November: 30 by ppc, of whom 6 asked within the window; one too late, one before the period
      ...Array.from({ length: 22 }, () => ({ channel: 'ppc', campaign: 'Spring', came: 10 })),
      ...Array.from({ length: 6 }, () => ({ channel: 'ppc', campaign: 'spring', came: 10, asked: 2 })),
      { channel: 'ppc', campaign: 'spring', came: 18, asked: 16 },
      { channel: 'ppc', campaign: 'autumn', came: 9 },
      { channel: 'ppc', campaign: 'spring', came: 40, asked: 1 },
      { channel: 'search', came: 10, asked: 1 },
      { channel: 'search', came: 10 },
      { channel: null, came: 10, asked: 3 },
      // the year before: 40 of whom 8 asked
      ...Array.from({ length: 40 }, (_, k) => ({
        channel: 'ppc',
        campaign: 'old',
        came: 100 + k,
        asked: k < 8 ? 3 : null,
      })),
    ])
    await call(
      addSpend,
      file([
        row('2026-11-10', 'SPRING', 60_000),
        row('2026-11-10', 'winter', 9000),
        row('2026-10-10', 'spring', 77_000),
      ]),
    )
  }, 60_000)

  test('is the spend of the days by those who came on them and completed within their window', async () => {
    const { rows, paid, unpaid, unattributed, all, action, currency } = await cpa({ window: '14d' })
    expect([action, currency]).toEqual(['event:demo_requested', 'USD'])
    expect(rows).toHaveLength(1)
    const rate = wilson(6, 30)!
    expect(rows[0]).toMatchObject({
      key: '=ppc',
      value: 'ppc',
      spendMinor: 69_000,
      people: 30,
      completed: 6,
      open: 29,
      cpa: { minor: 11_500, low: 69_000 / (30 * rate.high), high: 69_000 / (30 * rate.low) },
      verdict: null,
    })
    expect(paid).toMatchObject({ spendMinor: 69_000, people: 30, completed: 6 })
    expect(unpaid).toEqual({ people: 2, completed: 1, open: 2 })
    expect(unattributed).toEqual({ people: 1, completed: 1, open: 1 })
    expect(all).toMatchObject({ people: 33, completed: 8, cpa: { minor: 69_000 / 8 } })
  })

  test('expects of those still in time what earlier people did, and holds it against the target', async () => {
    const before = (await cpa({ window: '14d' })).rows[0]
    // earlier people: 40 of old of whom 8 asked, the one of 40 days ago who did, the one of 18 days ago who was too late
    const expected = 0 + Math.max(6, 29 * (9 / 42))
    expect(before?.expected?.completions).toBeCloseTo(expected, 9)
    expect(before?.expected?.minor).toBeCloseTo(69_000 / expected, 6)
    expect(await call(setCpaTarget, { action: 'event:demo_requested', minor: 1000 })).toMatchObject({ before: null })
    expect((await cpa({ window: '14d' })).rows[0]?.verdict).toBe('above')
    expect(await call(setCpaTarget, { action: 'event:demo_requested', minor: 1_000_000 })).toMatchObject({
      before: 1000,
    })
    const document = await cpa({ window: '14d' })
    expect([document.targetMinor, document.rows[0]?.verdict]).toEqual([1_000_000, 'within'])
    // of a campaign whose past says too little, a cost so far that can only fall is never above
    const byCampaign = async () => (await cpa({ window: '14d', by: 'campaign' })).rows[0]
    expect(await byCampaign()).toMatchObject({ value: 'SPRING', expected: null, verdict: 'within' })
    await call(setCpaTarget, { action: 'event:demo_requested', minor: 1000 })
    expect((await byCampaign())?.verdict).toBe('too_few')
    // another action has a target of its own
    expect((await cpa({ action: 'stage:subscriber' })).targetMinor).toBeNull()
    await call(setCpaTarget, { action: 'event:demo_requested', minor: null })
    expect((await cpa()).targetMinor).toBeNull()
  })

  test('by campaign, upper and lower case the same; money without people is shown as such', async () => {
    const { rows, unpaid, unattributed } = await cpa({ window: '14d', by: 'campaign', channel: 'ppc' })
    expect(
      rows.map(({ value, key, spendMinor, people: came, completed }) => [value, key, spendMinor, came, completed]),
    ).toEqual([
      ['SPRING', null, 60_000, 29, 6],
      ['winter', null, 9000, 0, 0],
    ])
    expect(rows[1]?.cpa).toEqual({ minor: null, low: null, high: null })
    expect(unpaid).toMatchObject({ people: 1, completed: 0 })
    // what it cost together is the same however it is shown
    const [byCampaign, byChannel] = [await cpa({ window: '14d', by: 'campaign' }), await cpa({ window: '14d' })]
    expect(byCampaign.paid).toEqual(byChannel.paid)
    expect(unattributed).toMatchObject({ people: 0 })
    // without a window nothing is expected, and everybody has had the time there was
    const whole = await cpa({ by: 'campaign', channel: 'ppc' })
    expect(whole.rows[0]).toMatchObject({ completed: 7, open: 0, expected: null })
  })

  test('a stage can be what is paid for; a stage that is not there is refused', async () => {
    const document = await cpa({ action: 'stage:subscriber' })
    expect(document.action).toBe('stage:subscriber')
    expect(document.actions.slice(0, 2).map(({ id }) => id)).toEqual(['stage:subscriber', 'stage:lead'])
    await expect(cpa({ action: 'stage:nothing' })).rejects.toThrow('there is no stage:nothing')
    await expect(cpa({ action: `stage:${document.stages[0]?.id}` })).rejects.toThrow('after the first')
    expect((await cpa({ action: undefined })).action).toBe('stage:lead')
  })

  test('stands beside the sources, where it can be told', async () => {
    const sources = async (query: object) =>
      sourceDocument.parse(await call(listSources, { from: '2026-11-01', to: '2026-11-21', ...query }))
    const spent = ({ rows }: Awaited<ReturnType<typeof sources>>) =>
      Object.fromEntries(rows.map(({ key, spendMinor }) => [key, spendMinor]))
    const byChannel = await sources({})
    expect(byChannel.spend).toEqual({ currency: 'USD', minor: 69_000, elsewhereMinor: 0, unconverted: [] })
    expect(spent(byChannel)).toEqual({ '=ppc': 69_000, '=search': null, missing: null })
    const byCampaign = await sources({ by: 'campaign', only: 'channel:=ppc' })
    // two spellings of one campaign: the money is not shared out, and said once
    expect(spent(byCampaign)).toEqual({ '=Spring': 60_000, '=spring': null, '=autumn': null })
    expect(byCampaign.spend).toMatchObject({ minor: 69_000, elsewhereMinor: 9000 })
    expect((await sources({ by: 'object' })).spend).toBeNull()
    expect((await sources({ only: 'person.country:=KR' })).spend).toBeNull()
  })
})

test('another workspace sees none of it', async () => {
  const other = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, other)
  const stranger: Actor = { ...marketer, workspaceId: other }
  expect(spendList.parse(await call(listSpend, {}, stranger)).items).toEqual([])
  const mine = spendList.parse(await call(listSpend)).items.find(({ undoneAt }) => undoneAt === null)
  await expect(call(undoSpend, { id: mine?.id }, stranger)).rejects.toThrow('not_found')
  expect(cpaDocument.parse(await call(readCpa, {}, stranger)).rows).toEqual([])
})
