import { randomUUIDv7 } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DryRun, ImportSummary } from '#contract/import.ts'
import type { Result } from '#contract/problem.ts'
import type { ImportMapping } from '#core/import/mapping.ts'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import type { Flow } from '#actions/flow-types.ts'
import { dryRunImport } from '#actions/import-dry-run.ts'
import { readImportPage, previewUndo } from '#actions/import-overview.ts'
import { runImport } from '#actions/import-run.ts'
import { undoImport } from '#actions/import-undo.ts'
import { type TestDatabase, testDatabase, testWorkspace } from '#test/database.ts'
import { applyBlueprint } from '#test/events.ts'

let t: TestDatabase
let folder: string
let flow: Flow
beforeAll(async () => {
  t = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'hourglass-deals-'))
  flow = createFlow({ pool: t.pool })
})
afterAll(async () => {
  await flow.stop()
  await t.drop()
  await rm(folder, { recursive: true, force: true })
})

async function workspace(): Promise<Actor> {
  const workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  return { kind: 'operator', name: 'test', workspaceId }
}
let files = 0
async function file(lines: string[] | string): Promise<string> {
  const path = join(folder, `deals-${files++}.csv`)
  await writeFile(path, typeof lines === 'string' ? lines : `${lines.join('\n')}\n`)
  return path
}
function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}
const context = () => ({ pool: t.pool, flow })
async function take(actor: Actor, path: string, mapping: ImportMapping): Promise<ImportSummary> {
  return good(await runImport(context(), actor, { path, mapping }))
}
async function look(actor: Actor, path: string, mapping: ImportMapping): Promise<DryRun> {
  return good(await dryRunImport(context(), actor, { path, mapping }))
}
async function rows<T extends object>(sql: string, ...values: unknown[]): Promise<T[]> {
  return (await t.pool.query<T>(sql, values)).rows
}
const deals = (actor: Actor) =>
  rows<Record<string, unknown>>(
    `select external_id as id, d.name, stage, outcome, status, reason, owner_name as owner, a.name as company, team,
            amount_minor::integer as amount, d.currency, close_date::text as close, pass, furthest,
            to_char(opened_at at time zone 'Asia/Seoul', 'YYYY-MM-DD') as opened,
            to_char(closed_at at time zone 'Asia/Seoul', 'YYYY-MM-DD') as closed,
            array(select p.name from deal_product dp join product p on p.id = dp.product_id where dp.deal_id = d.id) as products
       from deal d left join account a on a.id = d.account_id where d.workspace_id = $1 order by external_id`,
    actor.workspaceId,
  )
const counts = ({ read, accepted, duplicate, setAside, state }: ImportSummary) => [
  state,
  read,
  accepted,
  duplicate,
  setAside,
]

const list = [
  'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value',
  'A1,Moses Frase,Pro Plus,Cancity,Won,2025-10-20,2026-03-01,1054',
  'A2,Darcel Schlecht,GTXPro,Isdom,Won,2025-10-25,2026-03-11,4514',
  'A3,Darcel Schlecht,Basic,,Engaging,2025-10-25,,',
  'A4,Moses Frase,Basic,Cancity,Lost,2025-10-26,2026-01-02,0',
  'A5,Zane Levy,Basic,Ron-tech,Prospecting,,,',
  'A6,Zane Levy,Basic,Ron-tech,Won,2026-03-01,2026-01-02,50',
  'A7,Zane Levy,Basic,Ron-tech,Ghosted,2026-03-01,,50',
]
const mapping: ImportMapping = {
  kind: 'deals',
  columns: {
    deal_stage: { to: 'stage', values: { Engaging: 'qualification' } },
    engage_date: ['openedAt', 'entered.qualification'],
  },
  currency: 'USD',
}

describe('a list of deals', () => {
  test('comes with owners, companies, products and dates; what matches nothing is named, what cannot be is set aside', async () => {
    const actor = await workspace()
    const products = await file(['product,series,sales_price', 'Pro Plus,PP,1100', 'GTX Pro,GTX,4821', 'Basic,B,550'])
    expect(counts(await take(actor, products, { kind: 'products', columns: {}, currency: 'USD' }))).toEqual([
      'done',
      3,
      3,
      0,
      0,
    ])
    const path = await file(list)
    const trial = await look(actor, path, mapping)
    expect(trial).toMatchObject({ rows: 7, good: 5, setAside: 2, deals: { new: 5, open: 2, won: 2, lost: 1 } })
    expect(trial.deals?.notices).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'unknown_product', value: 'GTXPro', count: 1, rows: [3] }),
        expect.objectContaining({ code: 'blank_company', value: '', count: 1, rows: [4] }),
        expect.objectContaining({ code: 'unknown_agent', value: 'Moses Frase', count: 2, rows: [2, 5] }),
        expect.objectContaining({ code: 'new_company', value: 'Cancity', count: 2 }),
        expect.objectContaining({ code: 'no_open_date', count: 1, rows: [6] }),
      ]),
    )
    expect(trial.deals?.notices.find(({ code }) => code === 'unknown_product')?.near?.name).toBe('GTX Pro')
    expect(trial.deals?.wonSums).toEqual([{ currency: 'USD', minor: 556_800, count: 2, rate: false }])
    expect(await deals(actor)).toEqual([])

    const done = await take(actor, path, mapping)
    expect(counts(done)).toEqual(['done', 7, 5, 0, 2])
    expect(await deals(actor)).toMatchObject([
      {
        id: 'A1',
        name: 'Cancity · Pro Plus',
        stage: 'close',
        status: 'won',
        owner: 'Moses Frase',
        company: 'Cancity',
        amount: 105_400,
        currency: 'USD',
        opened: '2025-10-20',
        closed: '2026-03-01',
        products: ['Pro Plus'],
      },
      { id: 'A2', status: 'won', company: 'Isdom', products: [] },
      { id: 'A3', stage: 'qualification', status: 'open', company: null, amount: null, closed: null },
      { id: 'A4', stage: null, outcome: 'lost', status: 'lost', furthest: 'qualification', amount: 0 },
      { id: 'A5', stage: 'contact', status: 'open' },
    ])
    const page = good(await readImportPage(context(), actor, { id: done.id }))
    expect(page.setAside.map(({ code, examples }) => [code, examples[0]?.row])).toEqual([
      ['close_before_open', 7],
      ['unknown_stage', 8],
    ])
    expect(page.notices).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'unknown_product', value: 'GTXPro', count: 1, rows: [3] }),
      ]),
    )
    // the same file again changes nothing
    expect(counts(await take(actor, path, mapping))).toEqual(['done', 7, 0, 5, 2])
    expect(await rows('select 1 from deal_event where workspace_id = $1', actor.workspaceId)).toHaveLength(8)
  })
})

describe('taking it back', () => {
  test('deals it made vanish, deals it changed go back, companies it made go, and the file can be imported again', async () => {
    const actor = await workspace()
    const first = await file(['id,name,company,stage,created,amount', 'D1,Line one,Cancity,Meeting,2026-02-01,100'])
    const plain: ImportMapping = { kind: 'deals', columns: {} }
    await take(actor, first, plain)
    const second = await file([
      'id,name,company,stage,created,close date,amount,lost reason',
      'D1,Line one,Cancity,Lost,2026-02-01,2026-03-01,150,Does not answer',
      'D2,Line two,Isdom,Proposal,2026-02-03,,200,',
    ])
    const trial = await look(actor, second, plain)
    expect(trial.deals).toMatchObject({ new: 1, changed: 1, same: 0 })
    expect(trial.changes.sample).toEqual([
      { row: 2, who: 'Line one', fact: 'amountMinor', from: '100', to: '150' },
      { row: 2, who: 'Line one', fact: 'stage', from: 'meeting', to: 'lost' },
    ])
    const done = await take(actor, second, plain)
    expect(await deals(actor)).toMatchObject([
      { id: 'D1', status: 'lost', reason: 'no_answer', amount: 150, closed: '2026-03-01', furthest: 'meeting' },
      { id: 'D2', stage: 'proposal', company: 'Isdom' },
    ])
    expect(good(await previewUndo(context(), actor, { id: done.id })).deals).toEqual({ vanish: 1, worked: 0, back: 1 })
    expect(good(await undoImport(context(), actor, { id: done.id })).deals).toBe(2)
    expect(await deals(actor)).toMatchObject([
      { id: 'D1', status: 'open', stage: 'meeting', reason: null, amount: 100 },
    ])
    expect(await rows('select name from account where workspace_id = $1', actor.workspaceId)).toEqual([
      { name: 'Cancity' },
    ])
    expect(
      await rows(
        `select 1 from stage_interval where workspace_id = $1 and subject_kind = 'deal' and superseded_at is null`,
        actor.workspaceId,
      ),
    ).toHaveLength(await liveStays(actor))
    expect(counts(await take(actor, second, plain))).toEqual(['done', 2, 2, 0, 0])
    expect(await deals(actor)).toMatchObject([{ id: 'D1', status: 'lost' }, { id: 'D2' }])
  })

  test('products go back to what they were', async () => {
    const actor = await workspace()
    const before = await file(['product,price', 'Basic,550'])
    await take(actor, before, { kind: 'products', columns: {} })
    const after = await file(['product,price,sku', 'basic,600,B-1', 'Pro,900,P-1'])
    const done = await take(actor, after, { kind: 'products', columns: {} })
    const priced = () =>
      rows(
        'select name, price_minor::integer as price, code from product where workspace_id = $1 order by price_minor',
        actor.workspaceId,
      )
    expect(await priced()).toEqual([
      { name: 'basic', price: 600, code: 'B-1' },
      { name: 'Pro', price: 900, code: 'P-1' },
    ])
    await undoImport(context(), actor, { id: done.id })
    expect(await priced()).toEqual([{ name: 'Basic', price: 550, code: null }])
  })
})

/** Stays of the one deal that is left: those before its stage, passed at once, and its own. */
async function liveStays(actor: Actor): Promise<number> {
  const [row] = await rows<{ n: number }>(
    `select count(*)::integer as n from stage_interval i join deal d on d.id = i.subject_id
      where i.workspace_id = $1 and i.superseded_at is null`,
    actor.workspaceId,
  )
  return row?.n ?? -1
}

describe('a stage history', () => {
  const told = [
    'OpportunityId,StageName,CreatedDate,Amount,CloseDate',
    'H1,Qualification,2026-01-05T09:00:00Z,1000,2026-03-31',
    'H1,Proposal/Price Quote,2026-02-10T10:00:00Z,1000,2026-03-31',
    'H1,Qualification,2026-02-20T10:00:00Z,900,2026-04-30',
    'H1,Proposal/Price Quote,2026-03-01T10:00:00Z,900,2026-04-30',
    'H1,Proposal/Price Quote,2026-03-05T10:00:00Z,950,2026-04-30',
    'H1,Closed Won,2026-04-02T15:00:00Z,950,2026-04-02',
    'H2,Prospecting,2026-01-06T09:00:00Z,500,2026-05-01',
    'H2,Closed Lost,2026-02-06T09:00:00Z,500,2026-02-06',
  ]
  const listed = [
    'Opportunity ID,Opportunity Name,Account Name,Stage,Created Date,Close Date,Amount,Opportunity Owner',
    'H1,First,Cancity,Closed Won,2025-12-20,2026-04-02,950,Zane Levy',
    'H2,Second,Isdom,Closed Lost,2026-01-06,2026-02-06,500,Zane Levy',
  ]
  const stays = (actor: Actor) =>
    rows(
      `select d.external_id as id, i.stage, i.visit, to_char(i.entered_at at time zone 'UTC', 'MM-DD HH24') as entered,
              to_char(i.left_at at time zone 'UTC', 'MM-DD HH24') as left, i.left_to as to
         from stage_interval i join deal d on d.id = i.subject_id
        where i.workspace_id = $1 and i.superseded_at is null and (i.left_at is null or i.left_at > i.entered_at)
        order by 1, i.entered_at`,
      actor.workspaceId,
    )
  const expected = [
    { id: 'H1', stage: 'qualification', visit: 1, entered: '01-05 09', left: '02-10 10', to: 'proposal' },
    { id: 'H1', stage: 'proposal', visit: 1, entered: '02-10 10', left: '02-20 10', to: 'qualification' },
    { id: 'H1', stage: 'qualification', visit: 2, entered: '02-20 10', left: '03-01 10', to: 'proposal' },
    { id: 'H1', stage: 'proposal', visit: 2, entered: '03-01 10', left: '04-02 15', to: 'close' },
    { id: 'H1', stage: 'close', visit: 1, entered: '04-02 15', left: null, to: null },
    { id: 'H2', stage: 'contact', visit: 1, entered: '01-06 09', left: '02-06 09', to: 'lost' },
  ]

  test.each([
    ['history first', [told, listed]],
    ['list first', [listed, told]],
    ['history alone, backwards', [[told[0] ?? '', ...told.slice(1).toReversed()], listed]],
  ])('gives the same stays in whatever order it comes: %s', async (_, parts) => {
    const actor = await workspace()
    for (const part of parts) {
      const kind = part[0]?.startsWith('OpportunityId') ? 'deal_history' : 'deals'
      const path = await file(part)
      const done = await take(actor, path, { kind, columns: {}, currency: 'USD' })
      expect([done.setAside, done.accepted]).toEqual([0, kind === 'deals' ? 2 : 8])
      expect(await take(actor, path, { kind, columns: {}, currency: 'USD' })).toMatchObject({
        accepted: 0,
        setAside: 0,
      })
    }
    expect(await stays(actor)).toEqual(expected)
    expect(await deals(actor)).toMatchObject([
      {
        id: 'H1',
        // days before its first stage is told
        opened: '2025-12-20',
        name: 'First',
        company: 'Cancity',
        status: 'won',
        amount: 95_000,
        closed: '2026-04-03',
        owner: 'Zane Levy',
      },
      { id: 'H2', name: 'Second', status: 'lost', outcome: 'lost', pass: 1 },
    ])
  })

  test('which says no currency leaves a deal in its own', async () => {
    const actor = await workspace()
    const known = await file([`${listed[0]},Currency`, `${listed[1]?.replace('950', '950000')},KRW`])
    await take(actor, known, { kind: 'deals', columns: {}, currency: 'USD' })
    const path = await file(told.map((line) => line.replace(/,(1000|900|950),/, ',$1000,')))
    await take(actor, path, { kind: 'deal_history', columns: {}, currency: 'USD' })
    expect(await deals(actor)).toMatchObject([
      { id: 'H1', amount: 950_000, currency: 'KRW' },
      { id: 'H2', amount: 50_000, currency: 'USD' },
    ])
  })
})

describe('a file of many deals', () => {
  test('broken off, it goes on by the same request, and nothing counts twice', async () => {
    const actor = await workspace()
    const lines = Array.from(
      { length: 1_200 },
      (_, i) =>
        `D${i},Deal ${i},Company ${i % 7},${i % 3 ? 'Won' : 'Proposal'},2026-01-05,${i % 3 ? '2026-02-01' : ''},${i}`,
    )
    const path = await file(['id,name,company,stage,created,close date,amount', ...lines])
    const mapping: ImportMapping = { kind: 'deals', columns: {} }
    const stop = new AbortController()
    const broken = await runImport(
      context(),
      actor,
      { path, mapping },
      { signal: stop.signal, onProgress: () => stop.abort() },
    )
    expect(broken).toMatchObject({ ok: false, problem: { code: 'conflict' } })
    const half = (await deals(actor)).length
    expect([half >= 500, half < 1_200]).toEqual([true, true])
    // the note of how far it came was lost, as when a process is killed
    await t.pool.query('update import set rows_read = 0, rows_accepted = 0 where workspace_id = $1', [
      actor.workspaceId,
    ])
    const done = await take(actor, path, mapping)
    expect(counts(done)).toEqual(['done', 1_200, 1_200, 0, 0])
    expect(await deals(actor)).toHaveLength(1_200)
    const page = good(await readImportPage(context(), actor, { id: done.id }))
    expect(page.notices.filter(({ code }) => code === 'new_company').map(({ count }) => count)).toHaveLength(7)
    good(await undoImport(context(), actor, { id: done.id }))
    expect(await deals(actor)).toEqual([])
  })
})

describe('who is in a deal', () => {
  test('people known by mail join the group and hear of it; undoing takes that back; colleagues are owners', async () => {
    const actor = await workspace()
    const people = await file(['email,name', 'mina@cancity.example,Mina Seo'])
    await take(actor, people, { kind: 'people', columns: {} })
    const path = await file([
      'id,name,company,stage,created,close date,amount,currency,contact email',
      'P1,With Mina,Cancity,Won,2026-01-05,2026-02-01,100,USD,mina@cancity.example; nobody@cancity.example',
      'P2,Strange money,Cancity,Won,2026-01-05,2026-02-01,100,XYZ,',
      'P1,Other words,Cancity,Proposal,2026-01-05,,100,USD,',
    ])
    const done = await take(actor, path, { kind: 'deals', columns: {} })
    expect(counts(done)).toEqual(['done', 3, 1, 0, 2])
    const page = good(await readImportPage(context(), actor, { id: done.id }))
    expect(page.setAside.map(({ code, examples }) => [code, examples[0]?.row]).toSorted()).toEqual([
      ['id_twice', 4],
      ['unknown_currency', 3],
    ])
    expect(page.notices).toContainEqual({
      code: 'unknown_person',
      value: 'nobody@cancity.example',
      count: 1,
      rows: [2],
    })
    const heard = () =>
      rows(`select name from event where workspace_id = $1 and message_id like 'deal:%' order by 1`, actor.workspaceId)
    expect(await heard()).toEqual(expect.arrayContaining([{ name: 'contract_signed' }, { name: 'deal_joined' }]))
    good(await undoImport(context(), actor, { id: done.id }))
    expect(await heard()).toEqual([])
    expect(await rows('select 1 from person where workspace_id = $1', actor.workspaceId)).toHaveLength(1)
  })

  test('a marketer imports people, and no deals', async () => {
    const { workspaceId } = await workspace()
    const marketer: Actor = { kind: 'user', userId: randomUUIDv7(), name: 'M', role: 'marketer', workspaceId } as Actor
    const path = await file(['id,name,stage,created', 'X1,Mine,Contact,2026-01-05'])
    const mapping: ImportMapping = { kind: 'deals', columns: {} }
    expect(await runImport(context(), marketer, { path, mapping })).toMatchObject({ problem: { code: 'forbidden' } })
    expect(await dryRunImport(context(), marketer, { path, mapping })).toMatchObject({ problem: { code: 'forbidden' } })
  })
})
