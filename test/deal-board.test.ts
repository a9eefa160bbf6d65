import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { listBoardCards, listDealLanes, readBoard, readDealFacets } from '#actions/deal-board.ts'
import { changeDeals, undoDealBulk } from '#actions/deal-bulk.ts'
import { allowDealExport, readDealExport } from '#actions/deal-export.ts'
import { listForecastCards, readForecast } from '#actions/deal-forecast.ts'
import { listDealIds, listDealTable } from '#actions/deal-list.ts'
import { moveDeal } from '#actions/deal-move.ts'
import type { DealEntry } from '#actions/deal/write.ts'
import type { Verb } from '#actions/verb.ts'
import { dealBoard, dealForecast, dealList, type DealBoard, type DealBulkDone } from '#contract/deal-board.ts'
import type { DealFields } from '#core/deal/event.ts'
import type { Role } from '#core/permission.ts'
import { insertUser } from '#store/user.ts'
import { putMember } from '#store/workspace.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb, seedDeals } from '#test/deal-seed.ts'
import { applyBlueprint } from '#test/events.ts'

const day = 86_400_000
const now = Date.parse('2026-11-20T09:00:00Z')
const pipeline = 'sales_pipeline'

let t: TestDatabase
let workspaceId: string
let manager: Actor & { kind: 'user' }
let seller: Actor & { kind: 'user' }
beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  manager = await member('Mina', 'manager')
  seller = await member('Sven', 'seller')
  await t.pool.query(
    `insert into currency_rate (workspace_id, currency, day, rate) values ($1, 'USD', '2026-01-01', 1300)`,
    [workspaceId],
  )
})
afterAll(() => t.drop())

async function member(name: string, role: Role): Promise<Actor & { kind: 'user' }> {
  const id = randomUUIDv7()
  const user = {
    id,
    name,
    email: `${id}@example.com`,
    passwordHash: null,
    language: null,
    credentialId: randomUUIDv7(),
  }
  await insertUser(t.pool, user)
  await putMember(t.pool, workspaceId, id, role)
  return { kind: 'user', userId: id, name, workspaceId, role }
}

const call = <T>(verb: Verb<T>, input: object = {}, actor: Actor = manager, at = now): Promise<T> =>
  callVerb(t.pool, actor, at, verb, input)

interface Seed {
  stage?: string
  fields?: DealFields
  daysAgo?: number
  moves?: DealEntry[]
}

/** Deals as they are opened by hand, by name; gives their ids. */
async function seed(deals: Record<string, Seed>): Promise<Record<string, string>> {
  // of one millisecond, ids stand in any order; which deal is the newer must not be left to chance
  const inOrder = Object.keys(deals)
    .map(() => randomUUIDv7())
    .toSorted()
  const ids = Object.fromEntries(Object.keys(deals).map((name, index) => [name, inOrder[index] as string]))
  const entries = Object.entries(deals).map(([name, { stage = 'contact', fields = {}, daysAgo = 1, moves = [] }]) => {
    const opened: DealEntry = {
      kind: 'opened',
      at: now - daysAgo * day,
      data: { pipeline, stage, fields: { currency: 'KRW', ...fields, name } },
    }
    return [ids[name] as string, [opened, ...moves]] as [string, DealEntry[]]
  })
  await seedDeals(t.pool, manager, new Map(entries), now)
  return ids
}

const moved = (to: object, daysAgo: number): DealEntry =>
  ({ kind: 'moved', at: now - daysAgo * day, data: { pipeline, ...to } }) as DealEntry
const column = (board: DealBoard, key: string) => board.columns.find((one) => one.key === key)
const names = (board: DealBoard, key: string) => column(board, key)?.cards.map(({ name }) => name)

describe('the board', () => {
  let ids: Record<string, string>
  beforeAll(async () => {
    const owner = { ownerId: seller.userId, ownerName: 'Sven' }
    ids = await seed({
      'Late one': { stage: 'proposal', fields: { ...owner, amountMinor: 1000, closeDate: '2026-11-01' } },
      'Dollar deal': { stage: 'proposal', fields: { amountMinor: 200, currency: 'USD', closeDate: '2026-12-24' } },
      'Euro deal': { stage: 'proposal', fields: { amountMinor: 500, currency: 'EUR', tags: ['key'], team: 'EU' } },
      'No amount': { stage: 'qualification', fields: { ...owner, source: 'search' }, daysAgo: 20 },
      'Won lately': {
        stage: 'proposal',
        fields: { amountMinor: 77 },
        daysAgo: 50,
        moves: [moved({ stage: 'close' }, 3)],
      },
      'Won long ago': { stage: 'proposal', daysAgo: 300, moves: [moved({ stage: 'close' }, 200)] },
      'Lost lately': { daysAgo: 9, moves: [moved({ outcome: 'lost', reason: 'price' }, 2)] },
    })
  })

  test('has a column for each stage and way out, with sums by currency and what no rate can convert', async () => {
    const board = dealBoard.parse(await call(readBoard))
    expect(board.columns.map(({ key }) => key)).toEqual([
      ...['contact', 'qualification', 'meeting', 'proposal', 'close', 'retention'].map((id) => `stage:${id}`),
      'outcome:lost',
      'outcome:not_a_buyer',
    ])
    // soonest close first; no date last
    expect(names(board, 'stage:proposal')).toEqual(['Late one', 'Dollar deal', 'Euro deal'])
    // 2 dollars are 2,600 won; 60 % chance
    expect(column(board, 'stage:proposal')).toMatchObject({
      count: 3,
      sums: [
        { currency: 'EUR', count: 1, amountMinor: 500 },
        { currency: 'KRW', count: 1, amountMinor: 1000 },
        { currency: 'USD', count: 1, amountMinor: 200 },
      ],
      baseMinor: 3600,
      weightedMinor: 2160,
      unconverted: 1,
      bare: 0,
      next: null,
    })
    expect(column(board, 'stage:qualification')).toMatchObject({ count: 1, bare: 1, sums: [], baseMinor: 0 })
    expect(board.open).toMatchObject({ count: 4, baseMinor: 3600, unconverted: 1, bare: 1, pastClose: 1, noStep: 4 })
    expect([board.currency, board.today]).toEqual(['KRW', '2026-11-20'])
  })

  test('shows what was won and lost in the last days only', async () => {
    const board = await call(readBoard)
    expect(names(board, 'stage:close')).toEqual(['Won lately'])
    expect(column(board, 'stage:close')).toMatchObject({ count: 1, baseMinor: 77 })
    expect(names(board, 'outcome:lost')).toEqual(['Lost lately'])
    expect(names(await call(readBoard, { days: 365 }), 'stage:close')).toEqual(['Won lately', 'Won long ago'])
  })

  test('warns on its cards, and says who may change them', async () => {
    const board = await call(readBoard, {}, seller)
    const cards = new Map(board.columns.flatMap((one) => one.cards).map((card) => [card.name, card]))
    expect(cards.get('Late one')).toMatchObject({
      warnings: ['past_close', 'no_step', 'single'],
      owner: { id: seller.userId, name: 'Sven' },
      mayChange: true,
    })
    expect(cards.get('No amount')?.warnings).toContain('silent')
    expect(cards.get('Won lately')?.warnings).toEqual([])
    const viewer = await member('Vera', 'viewer')
    const seen = await call(readBoard, {}, viewer)
    expect(seen.columns.flatMap((one) => one.cards).some(({ mayChange }) => mayChange)).toBe(false)
  })

  test.each([
    [{ q: 'late SVEN' }, ['Late one']],
    [{ owner: 'none' }, ['Dollar deal', 'Euro deal', 'Won lately', 'Lost lately']],
    [{ owner: 'nobody in particular' }, []],
    [{ min: 2000 }, ['Dollar deal']],
    [{ max: 1500, min: 1000 }, ['Late one']],
    [{ close: '2026-12' }, ['Dollar deal']],
    [{ close: 'past' }, ['Late one']],
    [{ tag: 'key' }, ['Euro deal']],
    [{ team: 'EU' }, ['Euro deal']],
    [{ source: 'search' }, ['No amount']],
    [{ silent: true }, ['No amount']],
  ])('is narrowed by %j', async (filter, expected) => {
    const board = await call(readBoard, filter)
    expect(board.columns.flatMap((one) => one.cards.map(({ name }) => name)).toSorted()).toEqual(expected.toSorted())
    expect(board.columns.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length)
    expect(board.anywhere).toBe(true)
  })

  test('is narrowed by owner, product and company', async () => {
    const mine = await call(readBoard, { owner: seller.userId })
    expect(mine.columns.flatMap((one) => one.cards.map(({ name }) => name))).toEqual(['No amount', 'Late one'])
    const product = randomUUIDv7()
    await t.pool.query(`insert into product (workspace_id, id, name, created_at) values ($1, $2, 'Lifts', now())`, [
      workspaceId,
      product,
    ])
    await t.pool.query('insert into deal_product (workspace_id, deal_id, product_id) values ($1, $2, $3)', [
      workspaceId,
      ids['Euro deal'],
      product,
    ])
    expect(names(await call(readBoard, { product }), 'stage:proposal')).toEqual(['Euro deal'])
    expect((await call(readBoard, { company: randomUUIDv7() })).open.count).toBe(0)
    const facets = await call(readDealFacets)
    expect(facets).toMatchObject({
      products: [{ id: product, name: 'Lifts', count: 1 }],
      teams: [{ value: 'EU', count: 1 }],
      tags: [{ value: 'key', count: 1 }],
      sources: [{ value: 'search', count: 1 }],
      months: [
        { value: '2026-11', count: 1 },
        { value: '2026-12', count: 1 },
      ],
    })
    expect(facets.owners).toContainEqual({ id: seller.userId, name: 'Sven', count: 2 })
  })

  test('has lanes by owner, the largest first, nobody last', async () => {
    const { items } = await call(listDealLanes)
    expect(items).toEqual([
      { key: seller.userId, owner: { id: seller.userId, name: 'Sven' }, count: 2, baseMinor: 1000, unconverted: 0 },
      { key: 'none', owner: null, count: 2, baseMinor: 2600, unconverted: 1 },
    ])
  })

  test.each(['close', 'amount', 'stay', 'name'] as const)(
    'goes on by %s without leaving out or repeating',
    async (sort) => {
      const all = (await call(readBoard, { sort, limit: 50 })).columns.find(({ key }) => key === 'stage:proposal')
      const first = (await call(readBoard, { sort, limit: 1 })).columns.find(({ key }) => key === 'stage:proposal')
      const seen = first?.cards.map(({ id }) => id) ?? []
      let next = first?.next ?? null
      while (next !== null) {
        const page = await call(listBoardCards, { sort, column: 'stage:proposal', limit: 1, cursor: next })
        seen.push(...page.items.map(({ id }) => id))
        next = page.next
      }
      expect(seen).toEqual(all?.cards.map(({ id }) => id))
      expect(seen).toHaveLength(3)
      await expect(call(listBoardCards, { sort, column: 'stage:contact', cursor: first?.next })).rejects.toThrow(
        'cursor',
      )
    },
  )

  test('refuses a pipeline and a column that are not there', async () => {
    await expect(call(readBoard, { pipeline: 'nowhere' })).rejects.toThrow('There is no pipeline nowhere')
    await expect(call(listBoardCards, { column: 'stage:nowhere' })).rejects.toThrow('no such column')
  })

  test('the table sorts, adds up and pages; ids are those of the same filter', async () => {
    const list = dealList.parse(await call(listDealTable, { sort: 'amount' }))
    // those without a sum in won last, in any order: they were made in one moment
    const names = list.items.map(({ name }) => name)
    expect([...names.slice(0, 2), ...names.slice(2).toSorted()]).toEqual([
      'Dollar deal',
      'Late one',
      'Euro deal',
      'No amount',
    ])
    expect(list.total).toMatchObject({ count: 4, baseMinor: 3600, weightedMinor: 2160, unconverted: 1, bare: 1 })
    const every = await call(listDealTable, { status: 'all', limit: 200 })
    expect(every.items).toHaveLength(7)
    for (const sort of ['name', 'company', 'owner', 'stage', 'close', 'stay', 'opened', 'changed'] as const) {
      for (const desc of [false, true]) {
        const whole = (await call(listDealTable, { status: 'all', sort, desc })).items.map(({ id }) => id)
        const seen: string[] = []
        let cursor: string | null = null
        do {
          const page: { items: { id: string }[]; next: string | null } = await call(listDealTable, {
            status: 'all',
            sort,
            desc,
            limit: 2,
            ...(cursor === null ? {} : { cursor }),
          })
          seen.push(...page.items.map(({ id }) => id))
          cursor = page.next
        } while (cursor !== null)
        expect([sort, desc, seen]).toEqual([sort, desc, whole])
      }
    }
    const open = await call(listDealIds)
    expect(open.items.map(({ id }) => id).toSorted()).toEqual(list.items.map(({ id }) => id).toSorted())
    expect((await call(listDealIds, { status: 'lost' })).items).toEqual([{ id: ids['Lost lately'], revision: 1 }])
  })

  test('the forecast says what is open, weighted, in the last stage and won, month by month', async () => {
    const forecast = dealForecast.parse(await call(readForecast, { months: 2 }))
    const keys = forecast.columns.map(({ key }) => key)
    expect(keys).toEqual(['past', '2026-11', '2026-12', 'later', 'none'])
    const by = new Map(forecast.columns.map((one) => [one.key, one]))
    // gone by, but in this month
    expect(by.get('2026-11')).toMatchObject({
      count: 1,
      baseMinor: 1000,
      weightedMinor: 600,
      last: { count: 1, baseMinor: 1000 },
      won: { count: 1, baseMinor: 77, unconverted: 0 },
    })
    expect(by.get('2026-12')).toMatchObject({
      count: 1,
      baseMinor: 2600,
      sums: [{ currency: 'USD', amountMinor: 200 }],
    })
    expect(
      by
        .get('none')
        ?.cards.map(({ name }) => name)
        .toSorted(),
    ).toEqual(['Euro deal', 'No amount'])
    expect(forecast.open).toMatchObject({ count: 4, baseMinor: 3600 })
    const page = await call(readForecast, { months: 2, limit: 1 })
    const none = page.columns.find(({ key }) => key === 'none')
    const rest = await call(listForecastCards, { months: 2, column: 'none', cursor: none?.next ?? '' })
    expect([...(none?.cards ?? []), ...rest.items].map(({ name }) => name).toSorted()).toEqual([
      'Euro deal',
      'No amount',
    ])
  })

  test('goes out as CSV in the order of the table, formulas made harmless', async () => {
    await seed({ '=HYPERLINK("x")': { stage: 'meeting', fields: { amountMinor: 123_456, currency: 'USD' } } })
    const { id } = await call(allowDealExport, { sort: 'amount', language: 'ko', heads: { name: '딜' } })
    const file = await readDealExport({ pool: t.pool, now: () => now }, manager, { id })
    if (!file.ok) throw new Error(file.problem.message)
    let text = ''
    for await (const part of file.value) text += part
    const lines = text.trim().split('\r\n')
    expect(lines[0]).toContain('id,딜,company')
    expect(lines).toHaveLength(6)
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`)
    expect(lines[1]).toContain('영업 파이프라인,미팅,open,')
    expect(lines[1]).toContain('1234.56,USD,1604928')
    // somebody else's leave is none
    const other = await member('Olga', 'manager')
    expect(await readDealExport({ pool: t.pool, now: () => now }, other, { id })).toMatchObject({ ok: false })
    await expect(call(allowDealExport, {}, seller)).rejects.toThrow('forbidden')
  })
})

describe('many at once', () => {
  let ids: Record<string, string>
  beforeAll(async () => {
    ids = await seed({
      One: { stage: 'contact', fields: { ownerId: seller.userId, ownerName: 'Sven', tags: ['old'] } },
      Two: { stage: 'contact', fields: { closeDate: '2026-12-01' } },
      Three: { stage: 'qualification' },
      Theirs: { stage: 'contact', fields: { ownerId: manager.userId, ownerName: 'Mina' } },
    })
  })

  async function refs(...wanted: string[]): Promise<{ id: string; revision: number }[]> {
    const { rows } = await t.pool.query<{ id: string; revision: number; name: string }>(
      'select id, revision, name from deal where id = any($1)',
      [wanted.map((name) => ids[name])],
    )
    return wanted.map((name) => {
      const row = rows.find((one) => one.name === name)
      return { id: row?.id ?? '', revision: row?.revision ?? 0 }
    })
  }
  const rowsOf = async (column: string) => {
    const { rows } = await t.pool.query(`select name, ${column} as value from deal where id = any($1)`, [
      Object.values(ids),
    ])
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
  }
  const answersOf = ({ answers }: DealBulkDone) => Object.fromEntries(answers.map(({ name, answer }) => [name, answer]))

  test('each deal is answered by itself, and all of it is taken back', async () => {
    const action = { kind: 'move', pipeline, stage: 'meeting' }
    const done = await call(changeDeals, { deals: await refs('One', 'Two', 'Three'), action })
    // from contact one passes the gates of qualification; none of these has met them
    expect(answersOf(done)).toEqual({ One: 'gates', Two: 'gates', Three: 'gates' })
    expect(done.answers[0]?.gates.map(({ en }) => en.split(':')[0])).toEqual(['Budget', 'Authority', 'Need', 'Timing'])

    const on = await call(changeDeals, {
      deals: [...(await refs('One', 'Three')), { id: randomUUIDv7(), revision: 1 }],
      action: { kind: 'move', pipeline, stage: 'qualification' },
    })
    expect(answersOf(on)).toEqual({ One: 'done', Three: 'same', null: 'gone' })
    expect(await rowsOf('stage')).toMatchObject({ One: 'qualification', Two: 'contact' })
    expect(await call(undoDealBulk, { id: on.bulk })).toEqual({ bulk: on.bulk, deals: 1 })
    expect(await rowsOf('stage')).toMatchObject({ One: 'contact' })
    await expect(call(undoDealBulk, { id: on.bulk })).rejects.toThrow('not_found')
  })

  test('who may not, and who looked at an old one, is told so of that deal alone', async () => {
    const deals = await refs('One', 'Two', 'Theirs')
    const stale = deals.map((ref, index) => (index === 1 ? { ...ref, revision: ref.revision - 1 } : ref))
    const action = { kind: 'tag', tag: 'event', on: true }
    const done = await call(changeDeals, { deals: stale, action }, seller)
    expect(answersOf(done)).toEqual({ One: 'done', Two: 'outdated', Theirs: 'forbidden' })
    expect(await rowsOf('tags')).toMatchObject({ One: ['old', 'event'], Two: [], Theirs: [] })
    expect(answersOf(await call(changeDeals, { deals: await refs('One'), action }, seller))).toEqual({ One: 'same' })
    const other = await member('Sora', 'seller')
    await expect(call(undoDealBulk, { id: done.bulk }, other)).rejects.toThrow('forbidden')
    await call(undoDealBulk, { id: done.bulk }, seller)
    expect(await rowsOf('tags')).toMatchObject({ One: ['old'] })
  })

  test('owner and close date; what belongs together is undone together, also by whoever gave it away', async () => {
    const action = { kind: 'owner', ownerId: manager.userId }
    const first = await call(changeDeals, { deals: await refs('One'), action }, seller)
    const second = await call(changeDeals, { bulk: first.bulk, deals: await refs('Two'), action }, seller)
    expect(second.bulk).toBe(first.bulk)
    expect(await rowsOf('owner_name')).toMatchObject({ One: 'Mina', Two: 'Mina' })
    await expect(call(changeDeals, { bulk: first.bulk, deals: await refs('One'), action })).rejects.toThrow(
      'Begin anew',
    )
    expect(await call(undoDealBulk, { id: first.bulk }, seller)).toMatchObject({ deals: 2 })
    expect(await rowsOf('owner_name')).toMatchObject({ One: 'Sven', Two: null })

    const dates = { kind: 'close', closeDate: null }
    const done = await call(changeDeals, { deals: await refs('One', 'Two'), action: dates })
    expect(answersOf(done)).toEqual({ One: 'same', Two: 'done' })
    await expect(
      call(changeDeals, { deals: await refs('One'), action: { kind: 'owner', ownerId: randomUUIDv7() } }),
    ).rejects.toThrow('no such colleague')
  })

  test('lost needs its reason; a deal that has moved since keeps its move', async () => {
    const lose = { kind: 'move', pipeline, outcome: 'lost' }
    expect(answersOf(await call(changeDeals, { deals: await refs('Two'), action: lose }))).toEqual({ Two: 'reason' })
    const action = { kind: 'move', pipeline, stage: 'qualification' }
    const done = await call(changeDeals, { deals: await refs('Two'), action })
    const [two] = await refs('Two')
    await call(moveDeal, { ...two, stage: 'contact' }, manager, now + 1000)
    await expect(call(undoDealBulk, { id: done.bulk }, manager, now + 2000)).rejects.toThrow('moved again since')
    expect(await rowsOf('stage')).toMatchObject({ Two: 'contact' })
  })

  test('the id of an import undoes no import here', async () => {
    const bulk = randomUUIDv7()
    await t.pool.query('update deal_event set import_id = $2 where deal_id = $1', [ids['Three'], bulk])
    await expect(call(undoDealBulk, { id: bulk })).rejects.toThrow('not_found')
  })
})

test('neither board nor table, lanes, forecast or bulk show or touch deals of another workspace', async () => {
  const there = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, there)
  const stranger: Actor = { ...manager, workspaceId: there }
  const board = await call(readBoard, {}, stranger)
  expect([board.open.count, board.anywhere, board.columns.flatMap(({ cards }) => cards)]).toEqual([0, false, []])
  expect((await call(listDealTable, { status: 'all' }, stranger)).items).toEqual([])
  expect((await call(listDealLanes, {}, stranger)).items).toEqual([])
  expect((await call(readForecast, {}, stranger)).open.count).toBe(0)
  const { items } = await call(listDealIds)
  const answers = await call(
    changeDeals,
    { deals: items.slice(0, 2), action: { kind: 'tag', tag: 'x', on: true } },
    stranger,
  )
  expect(answers.answers.map(({ answer, name }) => [answer, name])).toEqual([
    ['gone', null],
    ['gone', null],
  ])
})

describe('what history says on the board', () => {
  // a workspace of its own: what is usual is kept for some minutes
  let before: string
  beforeAll(async () => {
    before = workspaceId
    workspaceId = await testWorkspace(t.pool)
    await applyBlueprint(t.pool, workspaceId)
    manager = await member('Nora', 'manager')
    const word = (daysAgo: number): DealEntry => ({
      kind: 'touched',
      at: now - daysAgo * day,
      data: { side: 'theirs', what: 'mail', outcome: 'replied' },
    })
    const past = Array.from({ length: 40 }, (_, n): [string, Seed] => [
      `Past ${n}`,
      {
        daysAgo: 400,
        moves: [
          moved({ stage: 'qualification' }, 300),
          // two days between their words: silence is learned
          ...(n < 20 ? [word(299), word(297)] : []),
          moved(n % 4 === 0 ? { stage: 'close' } : { outcome: 'lost', reason: 'price' }, 290 - (n % 10)),
        ],
      },
    ])
    const here = (daysAgo: number, last: number): Seed => ({
      stage: 'qualification',
      daysAgo,
      fields: { amountMinor: 1000 },
      moves: [word(last)],
    })
    await seed({ ...Object.fromEntries(past), Stuck: here(25, 1), Quiet: here(5, 3) })
  })
  afterAll(() => {
    workspaceId = before
  })

  test('a card is stuck or silent by what past deals did, not by plain weeks', async () => {
    const board = dealBoard.parse(await call(readBoard, { pipeline }))
    const cards = new Map(column(board, 'stage:qualification')?.cards.map((card) => [card.name, card]))
    expect(cards.get('Stuck')?.warnings).toEqual(['stuck', 'no_step', 'single'])
    // stays of ten to nineteen days are past
    expect(cards.get('Stuck')?.stuck).toEqual({ shorter: 1, of: 40 })
    expect(cards.get('Quiet')).toMatchObject({ warnings: ['no_step', 'silent', 'single'], stuck: null })
    const silent = dealList.parse(await call(listDealTable, { pipeline, silent: true }))
    expect(silent.items.map(({ name }) => name)).toEqual(['Quiet'])
  })

  test('a column says what was measured beside what is given, and weighs by both', async () => {
    const board = dealBoard.parse(await call(readBoard, { pipeline }))
    const qualification = column(board, 'stage:qualification')
    expect(qualification?.measured).toMatchObject({ won: 10, of: 40, rate: 0.25 })
    expect(qualification).toMatchObject({ baseMinor: 2000, weightedMinor: 400, measuredMinor: 500 })
    expect(board.open).toMatchObject({ weightedMinor: 400, measuredMinor: 500 })
    // nobody passed Meeting: nothing is measured of it
    expect(column(board, 'stage:meeting')).toMatchObject({ measuredMinor: null, measured: { of: 0, rate: null } })
    expect(column(board, 'outcome:lost')?.measured).toBeNull()
    const forecast = dealForecast.parse(await call(readForecast, { pipeline }))
    expect(forecast.open).toMatchObject({ weightedMinor: 400, measuredMinor: 500 })
    expect(forecast.columns.find(({ key }) => key === 'none')).toMatchObject({ measuredMinor: 500 })
  })
})
