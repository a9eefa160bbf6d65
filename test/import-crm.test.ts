import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportSummary } from '#contract/import.ts'
import type { Result } from '#contract/problem.ts'
import type { ImportKind } from '#core/import/mapping.ts'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import type { Flow } from '#actions/flow-types.ts'
import { dryRunImport } from '#actions/import-dry-run.ts'
import { readImportPage } from '#actions/import-overview.ts'
import { runImport } from '#actions/import-run.ts'
import { readPipelineMetrics } from '#actions/pipeline-metric-read.ts'
import { changeProduct } from '#actions/product-change.ts'
import { readVelocity } from '#actions/velocity-read.ts'
import { readProducts } from '#actions/product-list.ts'
import { readImportFlags } from '#cli/import-flags.ts'
import { type TestDatabase, testDatabase, testWorkspace } from '#test/database.ts'
import { applyBlueprint } from '#test/events.ts'

const data = process.env['CRM_DATA']
if (data === undefined) {
  console.log('Skipped: the import of a real CRM; set CRM_DATA to the folder of its four files to run it.')
}

let t: TestDatabase
let flow: Flow
let made: string
beforeAll(async () => {
  t = await testDatabase()
  flow = createFlow({ pool: t.pool })
  made = await mkdtemp(join(tmpdir(), 'hourglass-crm-'))
  await generate(made, 1_500)
})
afterAll(async () => {
  await flow.stop()
  await t.drop()
  await rm(made, { recursive: true, force: true })
})

/*
 * Four tidy files of a CRM (opportunities with agent, product, account, stage, dates and value; accounts; products; teams):
 * one set made here, and a real one where there is any. The numbers beside them are worked out from the files alone.
 */
describe.each([
  ['made up', () => made],
  ...(data === undefined ? [] : [['real', () => data] as [string, () => string]]),
])('a CRM, %s', (_, folderOf) => {
  test(
    'gives the right win rate, average won value, cycle and open deals, and names what does not match',
    { timeout: 300_000 },
    async () => {
      const folder = folderOf()
      const truth = await workOut(folder)
      const workspaceId = await testWorkspace(t.pool, 'UTC')
      await t.pool.query(`update workspace set currency = 'USD' where workspace_id = $1`, [workspaceId])
      await applyBlueprint(t.pool, workspaceId)
      const actor: Actor = { kind: 'operator', name: 'test', workspaceId }
      const take = async (kind: ImportKind, file: string, args: string[] = []): Promise<ImportSummary> => {
        const { path, mapping, guess } = await readImportFlags(kind, [join(folder, file), ...args])
        return good(await runImport({ pool: t.pool, flow }, actor, { path, mapping, guess }))
      }
      expect(await take('companies', 'accounts.csv')).toMatchObject({ setAside: 0 })
      expect(await take('products', 'products.csv')).toMatchObject({ setAside: 0 })
      expect(await take('teams', 'sales_teams.csv')).toMatchObject({ setAside: 0 })

      // the flags of docs/concepts/import.md
      const flags = [
        '--map',
        'deal_stage=stage',
        '--values',
        'deal_stage: Engaging=qualification',
        '--map',
        'engage_date=openedAt',
        '--map',
        'engage_date=entered.qualification',
      ]
      const { path, mapping, guess } = await readImportFlags('deals', [join(folder, 'sales_pipeline.csv'), ...flags])
      const trial = good(await dryRunImport({ pool: t.pool }, actor, { path, mapping, guess }))
      expect(trial).toMatchObject({ rows: truth.rows, setAside: truth.reversed })
      const named = new Map(trial.deals?.notices.map((one) => [`${one.code} ${one.value}`, one]))
      expect(named.get('blank_company ')?.count ?? 0).toBe(truth.blankAccounts)
      const unknown = [...named.values()].filter(({ code }) => code === 'unknown_product')
      expect(unknown.map(({ value, count }) => [value, count])).toEqual([...truth.strange])
      // the person says that it is the same: kept with the product, for this file and those to come
      for (const { value, near } of unknown) {
        expect(near).not.toBeNull()
        good(await changeProduct({ pool: t.pool }, actor, { id: near?.id, alias: value }))
      }
      const done = await take('deals', 'sales_pipeline.csv', flags)
      expect(done).toMatchObject({
        state: 'done',
        read: truth.rows,
        accepted: truth.rows - truth.reversed,
        duplicate: 0,
        setAside: truth.reversed,
      })
      const page = good(await readImportPage({ pool: t.pool }, actor, { id: done.id }))
      expect(page.notices.filter(({ code }) => code === 'unknown_product')).toEqual([])
      expect(page.notices.find(({ code }) => code === 'blank_company')?.count ?? 0).toBe(truth.blankAccounts)
      const products = good(await readProducts({ pool: t.pool }, actor, {})).items
      expect(products.reduce((sum, one) => sum + one.deals, 0)).toBe(truth.rows - truth.reversed)

      const { total, groups } = good(
        await readPipelineMetrics({ pool: t.pool }, actor, { from: '2000-01-01', to: '2100-01-01', by: 'team' }),
      )
      expect([total.won, total.lost, total.open]).toEqual([truth.won, truth.lost, truth.open])
      expect(total.openQualified).toBe(truth.engaging)
      expect(total.winRate.rate).toBeCloseTo(truth.won / (truth.won + truth.lost), 10)
      expect((total.averageMinor.mean ?? 0) / 100).toBeCloseTo(truth.value / truth.won, 6)
      expect(total.cycleDays.mean).toBeCloseTo(truth.wonDays / truth.won, 6)
      expect(total.lifetimeDays.mean).toBeCloseTo(truth.closedDays / (truth.won + truth.lost), 6)
      expect(total.unconverted).toBe(0)
      expect(new Map(groups.map((one) => [one.key, one.won]))).toEqual(truth.wonByTeam)
      // half a year later everything that was to be won is won: n · w · v ÷ d over all of them
      const later = () => truth.until + 200 * 86_400_000
      const velocity = good(await readVelocity({ pool: t.pool, now: later }, actor, { span: 730, window: 180 }))
      const qualified = truth.won + truth.lost + truth.engaging
      expect(velocity.today).toMatchObject({
        open: truth.engaging,
        cohort: qualified,
        cohortWon: truth.won,
        wins: truth.won,
      })
      expect((velocity.today.velocity ?? 0) / 100).toBeCloseTo(
        (truth.engaging * (truth.won / qualified) * (truth.value / truth.won)) / (truth.wonDays / truth.won),
        4,
      )
      expect(await take('deals', 'sales_pipeline.csv', flags)).toMatchObject({
        accepted: 0,
        duplicate: truth.rows - truth.reversed,
      })
    },
  )
})

interface Truth {
  rows: number
  won: number
  lost: number
  open: number
  engaging: number
  /** the last day on which anything happened, in epoch ms */
  until: number
  /** of won deals, in dollars */
  value: number
  wonDays: number
  closedDays: number
  blankAccounts: number
  /** closed before they were engaged */
  reversed: number
  /** products that the price list does not have, with their rows, the commonest first */
  strange: Map<string, number>
  wonByTeam: Map<string, number>
}

/** The same numbers from the files alone, by nothing of the product's. */
async function workOut(folder: string): Promise<Truth> {
  const read = async (file: string) => {
    const [head = '', ...lines] = (await readFile(join(folder, file), 'utf8'))
      .replace(/^\ufeff/, '')
      .trim()
      .split(/\r?\n/)
    const names = head.split(',')
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])))
  }
  const deals = await read('sales_pipeline.csv')
  const known = new Set((await read('products.csv')).map((one) => one['product']))
  const teams = new Map(
    (await read('sales_teams.csv')).map((one) => [one['sales_agent'], one['regional_office'] ?? '']),
  )
  const days = (one: Record<string, string>) =>
    (Date.parse(one['close_date'] ?? '') - Date.parse(one['engage_date'] ?? '')) / 86_400_000
  const good = deals.filter((one) => one['close_date'] === '' || !(days(one) < 0))
  const won = good.filter((one) => one['deal_stage'] === 'Won')
  const lost = good.filter((one) => one['deal_stage'] === 'Lost')
  const sum = (list: typeof deals, of: (one: Record<string, string>) => number) =>
    list.reduce((total, one) => total + of(one), 0)
  const strange = Map.groupBy(
    good.filter((one) => !known.has(one['product'])),
    (one) => one['product'] ?? '',
  )
  return {
    rows: deals.length,
    won: won.length,
    lost: lost.length,
    open: good.length - won.length - lost.length,
    engaging: good.filter((one) => one['deal_stage'] === 'Engaging').length,
    until: Math.max(
      ...good.flatMap((one) => [one['close_date'], one['engage_date']].map((day) => Date.parse(day ?? '') || 0)),
    ),
    value: sum(won, (one) => Number(one['close_value'])),
    wonDays: sum(won, days),
    closedDays: sum([...won, ...lost], days),
    blankAccounts: good.filter((one) => one['account'] === '').length,
    reversed: deals.length - good.length,
    strange: new Map([...strange].map(([name, list]) => [name, list.length] as const).toSorted((a, b) => b[1] - a[1])),
    wonByTeam: new Map(
      [...Map.groupBy(won, (one) => teams.get(one['sales_agent']) ?? '')].map(([team, list]) => [team, list.length]),
    ),
  }
}

/** Four files of the same shape, always the same ones. */
async function generate(folder: string, count: number): Promise<void> {
  let seed = 20_261_122
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const of = <One>(list: readonly One[]): One => list[random(list.length)] as One
  const products = [
    ['GTX Basic', 550],
    ['GTX Pro', 4821],
    ['MG Special', 55],
    ['MG Advanced', 3393],
    ['GTK 500', 26768],
  ] as const
  const offices = ['Central', 'East', 'West']
  const agents = Array.from({ length: 30 }, (_, i) => ({
    name: `Agent ${String.fromCharCode(65 + (i % 26))}${i}`,
    office: offices[i % 3] ?? '',
  }))
  const accounts = Array.from({ length: 80 }, (_, i) => `Company ${i}`)
  const day = (from: string, days: number) => new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10)
  const rows = Array.from({ length: count }, (_, i) => {
    const stage = of(['Won', 'Won', 'Won', 'Won', 'Lost', 'Lost', 'Engaging', 'Prospecting'])
    const [product, price] = of(products)
    const engaged = day('2024-10-20', random(420))
    const closed = stage === 'Won' || stage === 'Lost'
    const open = !closed
    return [
      `OPP${i}`,
      of(agents).name,
      product === 'GTX Pro' ? 'GTXPro' : product,
      open && random(3) > 0 ? '' : of(accounts),
      stage,
      stage === 'Prospecting' ? '' : engaged,
      closed ? (i % 250 === 7 ? day(engaged, -3) : day(engaged, random(138))) : '',
      stage === 'Won' ? String(Math.max(1, price + random(200) - 100)) : stage === 'Lost' ? '0' : '',
    ].join(',')
  })
  const write = (name: string, lines: string[]) => writeFile(join(folder, name), `${lines.join('\n')}\n`)
  await write('products.csv', ['product,series,sales_price', ...products.map(([name, price]) => `${name},X,${price}`)])
  await write('sales_teams.csv', [
    'sales_agent,manager,regional_office',
    ...agents.map(({ name, office }) => `${name},Boss ${office},${office}`),
  ])
  await write('accounts.csv', [
    'account,sector,year_established,revenue,employees,office_location,subsidiary_of',
    ...accounts.map((name, i) => `${name},retail,19${50 + (i % 50)},${i}.5,${i * 10},Korea,`),
  ])
  await write('sales_pipeline.csv', [
    'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value',
    ...rows,
  ])
}

function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}
