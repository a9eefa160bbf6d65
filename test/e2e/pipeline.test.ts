import { randomUUIDv7 } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import type { DealEntry } from '#actions/deal/write.ts'
import { startTestApp, type TestApp } from '#test/app.ts'
import { seedDeals } from '#test/deal-seed.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const day = 86_400_000

/** One manager's look at the numbers: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('the pipeline’s numbers', () => {
  let app: TestApp
  let browser: Browser
  let manager: Visit
  let page: Page
  let axe: string
  let open: string
  let actor: Actor
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    axe = await readFile(axeFile, 'utf8')
    const { workspaceId } = await app.workspace('Sample company', { demo: true })
    actor = { kind: 'user', userId: randomUUIDv7(), name: 'Mina', workspaceId, role: 'manager' }
    await fill()
    browser = await launchBrowser()
    manager = await visit(browser, app.base)
    page = manager.page
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around the demo' }).click()
    await page.getByRole('link', { name: 'Pipeline' }).first().click()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  /** Thirty deals of the last year: half of them won after 30 days, a third lost, the last ones open. */
  async function fill(): Promise<void> {
    const now = Date.now()
    const deals = new Map<string, DealEntry[]>()
    for (let n = 0; n < 30; n++) {
      const opened = now - (n < 6 ? 20 : 10 * n + 40) * day
      const move = (days: number, to: { stage: string } | { outcome: string }): DealEntry => ({
        kind: 'moved',
        at: opened + days * day,
        data: { pipeline: 'sales_pipeline', ...to },
      })
      const fields = {
        name: `Deal ${n}`,
        ownerName: n % 2 ? 'Ana' : 'Boris',
        amountMinor: n < 6 ? 3_000_000 : 1_000_000,
        currency: 'KRW',
      }
      const id = randomUUIDv7()
      deals.set(id, [
        { kind: 'opened', at: opened, data: { pipeline: 'sales_pipeline', stage: 'contact', fields } },
        move(2, { stage: 'qualification' }),
        ...(n < 6 ? [] : [move(30, n % 3 === 0 ? { outcome: 'lost' } : { stage: 'close' })]),
      ])
    }
    open = [...deals.keys()][0] as string
    await seedDeals(app.pool, actor, deals, now)
  }

  const figure = (name: string) => page.locator('dl > div').filter({ has: page.locator('dt', { hasText: name }) })

  test('say how many leads were won, and open to the deals behind a figure', async () => {
    await page.getByRole('heading', { name: 'Pipeline metrics' }).waitFor()
    expect(await figure('Win rate').innerText()).toContain('16 of 24')
    expect(await figure('Average deal').innerText()).toContain('₩1,000,000')
    await figure('Win rate').getByRole('button', { name: '16 of 24' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('link', { name: 'Deal 29' }).waitFor()
    expect(await drawer.getByRole('link').count()).toBe(16)
    await page.keyboard.press('Escape')
    await page.getByLabel('Broken down by').selectOption('owner')
    await page.getByRole('row', { name: /Ana/ }).waitFor()
    await page.getByRole('button', { name: 'Boris', exact: true }).click()
    await page.getByRole('button', { name: 'Take the filter away: Owner: Boris' }).waitFor()
    expect(page.url()).toContain('only=')
  })

  test('see velocity change when a deal is won, without loading the page again', async () => {
    await page.goto('/pipeline?view=velocity&window=30&back=1')
    const velocity = page.getByTestId('velocity')
    await velocity.getByText('a day').waitFor()
    const before = await velocity.textContent()
    const move: DealEntry = { kind: 'moved', data: { pipeline: 'sales_pipeline', stage: 'close' } }
    await seedDeals(app.pool, actor, new Map([[open, [move]]]), Date.now())
    // a page that has just been opened may not listen yet
    const told = () => {
      app.live.touch(actor.workspaceId, 'deal')
      return velocity.textContent()
    }
    await expect.poll(told, { timeout: 20_000, interval: 500 }).not.toBe(before)
    // the four parts of the change are named
    for (const name of ['Open and qualified', 'Close rate', 'Average deal', 'Cycle'])
      await page.getByRole('listitem').filter({ hasText: name }).first().waitFor()
  })

  test('name stages, chances and sizes', async () => {
    const drawer = page.getByRole('dialog')
    await page.getByRole('link', { name: 'Stages', exact: true }).click()
    const qualification = page.getByRole('row', { name: /Qualification/ }).first()
    await qualification.waitFor()
    // what the blueprint gives stands beside what was measured, or beside how little there is to measure
    expect(await qualification.innerText()).toMatch(/past stays?; measured from 30 on[^]*given 20%/)
    await page.getByRole('link', { name: 'Likely to close', exact: true }).click()
    await page.getByText('In Qualification for').first().waitFor()
    // the totals open to their deals: five are open still, since one was won before
    await figure('Deals to be won').getByRole('button', { name: 'of 5 open deals' }).click()
    await drawer.getByRole('link', { name: 'Deal 5' }).waitFor()
    expect(await drawer.getByRole('link').count()).toBe(5)
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Sizing', exact: true }).click()
    await page.getByRole('button', { name: '30 qualified leads' }).click()
    await drawer.getByRole('link', { name: 'Deal 29' }).waitFor()
    expect(await drawer.getByRole('link').count()).toBe(30)
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'By four numbers' }).click()
    for (const [name, value] of [
      ['Deals a month', '200'],
      ['Qualified leads a month', '250'],
      ['Leads for each rep', '25'],
    ] as const)
      expect(await figure(name).innerText()).toContain(value)
  })

  test('a quota is set, attained and taken back', async () => {
    await page.getByRole('link', { name: 'Quotas', exact: true }).click()
    await page.getByRole('button', { name: /^Set a quota: Everybody/ }).click()
    await page.getByLabel('Everybody,').fill('2000000')
    await page.getByRole('button', { name: 'Save' }).click()
    const all = page.getByRole('row', { name: /^Everybody/ })
    await all.getByText(/On course|Behind|Reached/).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await all.getByRole('button', { name: /^Set a quota/ }).waitFor()
  })

  test('hold to the rules of access in every view, by day and by night, wide and narrow', async () => {
    const narrow = await visit(browser, app.base, { width: 390, dark: true })
    await narrow.page.goto('/sign-in')
    await narrow.page.getByRole('button', { name: 'Look around the demo' }).click()
    await narrow.page.waitForURL((url) => url.pathname !== '/sign-in')
    for (const [one, address] of [
      [page, '/pipeline?by=owner'],
      [narrow.page, '/pipeline?view=velocity&by=owner'],
      [page, '/pipeline?view=stages&by=owner'],
      [narrow.page, '/pipeline?view=likely'],
      [page, '/pipeline?view=sizing'],
      [narrow.page, '/pipeline?view=quotas'],
    ] as const) {
      await one.goto(address)
      await one.locator('section h2').first().waitFor()
      await one.evaluate(axe)
      const found = await one.evaluate(async () => {
        const { axe: checker } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
        }
        const { violations } = await checker.run()
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
      })
      expect([address, found]).toEqual([address, []])
      const wide = await one.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect([address, wide <= 0]).toEqual([address, true])
    }
    expect([...manager.complaints, ...narrow.complaints]).toEqual([])
  })
})
