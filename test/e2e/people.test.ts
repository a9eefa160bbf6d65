import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const people = 260

/** A marketer's morning with the list: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('the list of people', () => {
  let app: TestApp
  let browser: Browser
  let marketer: Visit
  let workspaceId = ''
  let axe = ''
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    axe = await readFile(axeFile, 'utf8')
    const { workspaceId: id, keys } = await app.workspace('Sample Logistics')
    workspaceId = id
    await fill(keys.secret)
    browser = await launchBrowser()
    marketer = await visit(browser, app.base)
    await enter(marketer, 'admin')
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function enter({ context }: Visit, role: 'admin' | 'viewer'): Promise<void> {
    const member = await app.member(workspaceId, role)
    const cookies = member
      .cookie()
      .split('; ')
      .map((pair) => ({ name: pair.split(/=(.*)/s)[0] ?? '', value: pair.split(/=(.*)/s)[1] ?? '', url: app.base }))
    await context.addCookies(cookies)
  }

  async function fill(key: string): Promise<void> {
    const at = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
    const batch = Array.from({ length: people }, (_, n) => [
      {
        type: 'identify',
        userId: `u${n}`,
        timestamp: at(300 - n),
        traits: {
          name: n % 3 === 0 ? `김민수 ${n}` : `Person ${n}`,
          country: n % 5 === 0 ? 'KR' : 'DE',
          email: `p${n}@firm${n % 40}.example`,
        },
      },
      { type: 'page', userId: `u${n}`, timestamp: at(200 - n / 2), properties: { path: '/pricing' } },
      ...(n < 40 ? [{ type: 'track', userId: `u${n}`, timestamp: at(30), event: 'Demo Requested' }] : []),
    ]).flat()
    for (let from = 0; from < batch.length; from += 200) {
      const answer = await fetch(`${app.base}/v1/batch`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ batch: batch.slice(from, from + 200) }),
      })
      expect(answer.status).toBe(200)
    }
  }

  async function seriousFaults(page: Page): Promise<string[]> {
    await page.evaluate(axe)
    const found = (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`)) as {
      violations: { id: string; impact: string; nodes: { target: string[] }[] }[]
    }
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  }

  const count = (page: Page, number: number) => page.getByText(`${number} people`, { exact: true }).waitFor()

  test('scrolls through all of them with few rows in the page, and is worked by keys', async () => {
    const { page } = marketer
    await page.goto('/people')
    await count(page, people)
    await page.locator('[data-row="0"] a').focus()
    await page.keyboard.press('End')
    // the next page comes when the end of what is here is near
    await page.locator('[data-row="103"]').waitFor({ state: 'attached' })
    await page.keyboard.press('End')
    await page.locator('[data-row="199"]').waitFor()
    expect(await page.locator('[role="row"]').count()).toBeLessThan(60)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('x')
    await page.getByText('1 person chosen').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+X')
    await page.getByText('2 people chosen').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('2 people chosen').waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    await page.keyboard.type('민수')
    await count(page, 87)
    expect(new URL(page.url()).searchParams.get('q')).toBe('민수')
    await page.getByRole('searchbox').fill('')
    await count(page, people)
  })

  test('prints what is loaded, not only what is in view, and says of how many', async () => {
    const { page } = marketer
    const rows = page.locator('[role=row][data-row]')
    await page.goto('/people')
    await rows.first().waitFor()
    const inView = await rows.count()
    // what a browser says before it lays out the paper
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await rows.count()).toBe(100)
    expect(inView).toBeLessThan(60)
    await page.emulateMedia({ media: 'print' })
    const said = page.getByText(/^The first 100 people of \d+: as many as were loaded, 500 at most\.$/)
    expect(await said.isVisible()).toBe(true)
    const [first, second] = [await rows.nth(0).boundingBox(), await rows.nth(99).boundingBox()]
    expect((second?.y ?? 0) - (first?.y ?? 0)).toBeGreaterThan(99 * 40)
    await page.emulateMedia({ media: 'screen' })
    expect(await said.isVisible()).toBe(false)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    expect(await rows.count()).toBeLessThan(60)
  })

  test('builds a filter by keyboard, prints it as a sentence, and saves it as a view', async () => {
    const { page } = marketer
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('button', { name: 'Add a condition' }).press('Enter')
    const line = page.locator('select[data-what]').last()
    expect(await line.evaluate((element) => element === document.activeElement)).toBe(true)
    await line.selectOption({ label: 'Country' })
    const value = page.getByRole('textbox', { name: 'Value' }).or(page.getByRole('combobox', { name: 'Value' }))
    await value.first().click()
    await page.getByRole('option', { name: 'KR' }).click()
    await count(page, 52)
    await page.getByRole('button', { name: 'Add a group' }).press('Enter')
    await page.locator('select[data-what]').last().selectOption({ label: 'Number of events' })
    await page.locator('input[aria-label="Events"]').fill('demo req')
    await page.getByRole('option', { name: 'demo requested' }).click()
    await page.keyboard.press('Escape')
    await count(page, 8)
    const said = await page.locator('main').innerText()
    expect(said).toContain('country is South Korea and “demo requested” at least once in the last 30 days')
    expect(await seriousFaults(page)).toEqual([])

    await page.getByRole('button', { name: 'Total', exact: true }).click()
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByLabel('Add a column').selectOption({ label: 'Country' })
    await page.keyboard.press('Escape')
    await page.getByRole('columnheader', { name: 'Country' }).waitFor()
    await page.getByRole('button', { name: 'Save this view' }).click()
    await page.getByRole('menuitem', { name: 'Save as a new view' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Koreans who asked')
    await page.getByLabel('Colleagues see it, too').check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('link', { name: 'Koreans who asked' }).waitFor()

    const colleague = await visit(browser, app.base)
    await enter(colleague, 'viewer')
    await colleague.page.goto('/people')
    await colleague.page.getByRole('link', { name: 'Koreans who asked' }).click()
    await count(colleague.page, 8)
    expect(await colleague.page.getByRole('button', { name: 'Export CSV' }).count()).toBe(0)
    await colleague.page
      .getByRole('checkbox', { name: /^Choose 김민수/ })
      .first()
      .click()
    expect(await colleague.page.getByRole('button', { name: 'Set a fact' }).count()).toBe(0)
    await colleague.context.close()
  })

  test('does something to many at once, and takes it back', async () => {
    const { page } = marketer
    await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).check()
    await page.getByText('8 people chosen').waitFor()
    await page.getByRole('button', { name: 'Set a fact' }).click()
    await page.getByRole('dialog').getByLabel('Fact').selectOption({ label: 'City' })
    await page.getByRole('dialog').getByLabel('Value').fill('Busan')
    await page.getByRole('button', { name: 'Do it for 8 people' }).click()
    await page.getByText('8 people were changed.').waitFor()
    const inBusan = async () => {
      const { rows } = await app.pool.query(`select from person where facts ->> 'city' = 'Busan'`)
      return rows.length
    }
    expect(await inBusan()).toBe(8)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('8 people were changed.').waitFor({ state: 'detached' })
    await expect.poll(inBusan).toBe(0)
  })

  test('takes the list out as a file', async () => {
    const { page } = marketer
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ])
    const text = await readFile(await download.path(), 'utf8')
    const lines = text.trim().split('\r\n')
    expect(lines).toHaveLength(9)
    expect(lines[0]).toContain('Person,Mail address,Company')
    expect(lines[0]).toMatch(/,Country$/)
  })

  test('a filter becomes a segment that says who came and who left', async () => {
    const { page, complaints } = marketer
    await page.getByRole('button', { name: 'Save as a segment' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Asked in Korea')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { name: /Asked in Korea/, level: 1 }).waitFor()
    await page.getByText('8 people belong to it now').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Show the people' }).click()
    await count(page, 8)
    await page.goto('/segments')
    await page.getByRole('link', { name: 'Asked in Korea' }).waitFor()
    expect(complaints).toEqual([])
  })

  test('holds in a narrow window, in Korean, in the dark', async () => {
    const small = await visit(browser, app.base, { width: 390, dark: true })
    await small.context.addInitScript(() => localStorage.setItem('hourglass.language', 'ko'))
    await enter(small, 'admin')
    await small.page.goto('/people')
    await small.page.getByText(`${people}명`, { exact: true }).waitFor()
    const wider = await small.page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect(wider).toBe(false)
    expect(await seriousFaults(small.page)).toEqual([])
    await small.context.close()
  })
})
