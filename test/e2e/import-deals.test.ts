import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const prices = ['product,series,sales_price', 'GTX Pro,GTX,4821', 'GTX Basic,GTX,550'].join('\n')
const deals = [
  'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value',
  'A1,Moses Frase,GTX Basic,Cancity,Won,2025-10-20,2026-03-01,1054',
  'A2,Darcel Schlecht,GTXPro,Isdom,Won,2025-10-25,2026-03-11,4514',
  'A3,Darcel Schlecht,GTX Basic,,Engaging,2025-10-25,,',
  'A4,Moses Frase,GTX Basic,Cancity,Lost,2025-10-26,2026-01-02,0',
  'A5,Zane Levy,GTX Basic,Ron-tech,Won,2026-03-01,2026-01-02,50',
].join('\n')

/** From an empty workspace to deals that add up: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('importing deals', () => {
  let app: TestApp
  let browser: Browser
  let manager: Visit
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    const { workspaceId } = await app.workspace()
    const member = await app.member(workspaceId, 'manager')
    browser = await launchBrowser()
    manager = await visit(browser, app.base)
    await manager.context.addCookies(
      member
        .cookie()
        .split('; ')
        .map((pair) => {
          const [name = '', value = ''] = pair.split(/=(.*)/s)
          return { name, value, url: app.base }
        }),
    )
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  const upload = async (text: string, name: string) => {
    await manager.page.goto('/imports')
    await manager.page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
    await manager.page.getByRole('heading', { name, level: 1 }).waitFor()
  }

  test('a price list is known by its headers, and its prices take a currency', async () => {
    const { page } = manager
    await upload(prices, 'products.csv')
    expect(await page.getByLabel('Each row is about').inputValue()).toBe('products')
    await page.getByLabel('Currency').selectOption('USD')
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('button', { name: 'Import 2 rows' }).click()
    await page.getByText('All 2 rows count.').waitFor()
    await page.goto('/settings/products')
    await page.getByRole('row', { name: /GTX Pro.*\$4,821/ }).waitFor()
  })

  test('stages are guessed by name, and the one that is not is asked for', async () => {
    const { page } = manager
    await upload(deals, 'deals.csv')
    expect(await page.getByLabel('Each row is about').inputValue()).toBe('deals')
    await page.getByLabel('Currency').selectOption('USD')
    await page.getByText('One word matches no stage').waitFor()
    expect(await page.getByLabel('What Won is').inputValue()).toBe('close')
    expect(await page.getByLabel('What Lost is').inputValue()).toBe('lost')
    await page.getByLabel('What Engaging is').selectOption('qualification')
    await page.getByText('What each word of the file means').waitFor()
  })

  test('a product spelt another way is named; said to be the same, it is remembered', async () => {
    const { page } = manager
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('heading', { name: /Products that the price list does not have/ }).waitFor()
    await page.getByRole('heading', { name: /^No company/ }).waitFor()
    await page.getByText('1 row: Closed before it was opened').waitFor()
    await page.getByText('2 won deals: $5,568, $2,784 on average.').waitFor()
    await page.getByText('There is no rate of USD yet').waitFor()
    expect(await page.getByLabel('Is it the same as …?').locator('option:checked').innerText()).toBe('GTX Pro')
    await page.getByRole('button', { name: 'Yes, keep this spelling' }).click()
    await page
      .getByRole('heading', { name: /Products that the price list does not have/ })
      .waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Import 4 rows' }).click()
    await page.getByText('4 rows count.').waitFor()
    const { rows } = await app.pool.query(
      `select d.name, d.status, p.name as product from deal d join deal_product dp on dp.deal_id = d.id
         join product p on p.id = dp.product_id where d.external_id = 'A2'`,
    )
    expect(rows).toEqual([{ name: 'Isdom · GTXPro', status: 'won', product: 'GTX Pro' }])
  })

  test('a rate converts what stood apart', async () => {
    const { page } = manager
    await page.goto('/settings/rates')
    await page.getByText('2 deals ($5,568): there is no rate').waitFor()
    await page.getByLabel('Several at once').fill('USD 2026-01-01 1385.5\nUSD 2026-13-01 1')
    await page.getByRole('button', { name: 'Take them' }).click()
    await page.getByText('Line 2 is no rate. Nothing was taken.').waitFor()
    await page.getByLabel('Several at once').fill('USD 2026-01-01 1385.5')
    await page.getByRole('button', { name: 'Take them' }).click()
    await page.getByText('all converted').waitFor()
    const { rows } = await app.pool.query(`select base_minor::integer as base from deal where external_id = 'A1'`)
    expect(rows).toEqual([{ base: 1_460_317 }])
  })

  test('another pipeline is added from a template', async () => {
    const { page } = manager
    await page.goto('/settings/pipelines')
    await page.getByLabel('Name', { exact: true }).fill('Partners')
    await page.getByLabel('Stages as in').selectOption({ label: 'Opportunity pipeline' })
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByRole('heading', { name: 'Partners' }).waitFor()
  })

  test('undoing says what would go, and takes the deals back', async () => {
    const { page } = manager
    await page.goto('/imports')
    await page.getByRole('link', { name: 'deals.csv' }).click()
    await page.getByRole('button', { name: 'See what that would take away' }).click()
    await page.getByText('Deals that vanish').waitFor()
    await page.getByRole('button', { name: 'Undo the whole import' }).click()
    await page.getByText('This import was undone').waitFor()
    const { rows } = await app.pool.query('select from deal')
    expect(rows).toHaveLength(0)
    expect(manager.complaints).toEqual([])
  })
})
