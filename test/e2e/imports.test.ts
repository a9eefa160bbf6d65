import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const file = [
  'Name,Email,Job title,Phone,Signed',
  'Mina Seo,mina@tailor-works.example,CTO,+82 10 1234 5678,03/04/2026',
  'Oleg Sedov,oleg@@tailor-works.example,Buyer,+7 900 123 45 67,05/06/2026',
  'Jonas Ek,jonas@nordlager.example,Head of IT,+46 70 111 22 33,01/02/2026',
].join('\n')

/** A file on its way: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('importing a file', () => {
  let app: TestApp
  let browser: Browser
  let marketer: Visit
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    const { workspaceId } = await app.workspace()
    const member = await app.member(workspaceId, 'marketer')
    browser = await launchBrowser()
    marketer = await visit(browser, app.base)
    await marketer.context.addCookies(
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

  const upload = (text: string, name: string) =>
    marketer.page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

  test('a file is uploaded, its columns are guessed, and an ambiguous date is asked about', async () => {
    const { page } = marketer
    await page.goto('/imports')
    await page.getByText('Nothing was imported yet').waitFor()
    await upload(file, 'contacts.csv')
    await page.getByRole('heading', { name: 'contacts.csv', level: 1 }).waitFor()
    const becomes = (header: string) => page.getByLabel(`What ${header} becomes`)
    expect(await becomes('Email').inputValue()).toBe('email')
    expect(await becomes('Job title').inputValue()).toBe('traits.title')
    await becomes('Signed').selectOption('time')
    await page.getByText('Day first or month first?').waitFor()
    expect(await page.getByRole('button', { name: 'Try it out' }).isDisabled()).toBe(true)
    await page.getByLabel('Date format').selectOption('DD/MM/YYYY')
    await page.getByText('Day first or month first?').waitFor({ state: 'detached' })
  })

  test('trying it out says who is new and which row cannot count, and changes nothing', async () => {
    const { page } = marketer
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByText('New people').waitFor()
    await page.getByText('1 row cannot count').waitFor()
    expect(await page.locator('main').innerText()).toMatch(/Row 3:.*oleg@@tailor-works\.example/)
    const { rows } = await app.pool.query('select from person')
    expect(rows).toHaveLength(0)
  })

  test('the import runs by itself; what was refused is downloaded, mended and brought back', async () => {
    const { page } = marketer
    await page.getByRole('button', { name: 'Import 2 rows' }).click()
    await page.getByText('2 rows count.').waitFor()
    const link = page.getByRole('link', { name: 'Download the list (CSV)' })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    const text = await readFile(await download.path(), 'utf8')
    expect(text).toContain('oleg@@tailor-works.example')
    // a slow server: nothing may be tried by the guessed mapping while that of the first import is on its way
    await page.route('**/api/imports/uploads/*/preview', async (route) => {
      await sleep(700)
      await route.continue()
    })
    await upload(text.replaceAll('oleg@@', 'oleg@'), 'mended.csv')
    await page.getByRole('heading', { name: 'mended.csv', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('button', { name: 'Import 1 row' }).click()
    await page.getByText('The only row counts.').waitFor()
    const { rows } = await app.pool.query(
      `select facts->>'phone' as phone from person where facts->>'name' = 'Oleg Sedov'`,
    )
    expect(rows).toEqual([{ phone: '+7 900 123 45 67' }])
  })

  test('an import is taken back after a look at what that takes away', async () => {
    const { page, complaints } = marketer
    // a slow server: the list of before, in which the file still waits, must not lead to a file that is gone
    await page.route('**/api/imports', async (route) => {
      await sleep(700)
      await route.continue()
    })
    await page.getByRole('link', { name: 'All imports' }).click()
    await page.getByRole('link', { name: 'contacts.csv' }).click()
    await page.getByRole('button', { name: 'See what that would take away' }).click()
    await page.getByText('Of them, known by nothing else').waitFor()
    await page.getByRole('button', { name: 'Undo the whole import' }).click()
    await page.getByText('This import was undone').waitFor()
    const { rows } = await app.pool.query('select from person where merged_into is null')
    expect(rows).toHaveLength(1)
    expect(complaints).toEqual([])
  })
})
