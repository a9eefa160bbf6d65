import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const day = 86_400_000

/** A marketer reads the funnel, its sources and the dashboard: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('the funnel, sources and the dashboard', () => {
  let app: TestApp
  let browser: Browser
  let marketer: Visit
  let axe: string
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    axe = await readFile(axeFile, 'utf8')
    browser = await launchBrowser()
    const { keys } = await app.workspace('Sample company', { demo: true, zone: 'UTC' })
    await fill(keys.secret)
    marketer = await visit(browser, app.base)
    await marketer.page.goto('/sign-in')
    await marketer.page.getByRole('button', { name: 'Look around the demo' }).click()
    await marketer.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  /** This month 40 visitors, 24 of them subscribers; in the 30 days before 40, of whom 8. Two campaigns, two pages. */
  async function fill(key: string): Promise<void> {
    const visitors = Array.from({ length: 80 }, (_, n) => ({
      n,
      days: n < 40 ? 10 : 45,
      stays: n < 40 ? n < 24 : n < 48,
    }))
    const batch = visitors.flatMap(({ n, days, stays }) => {
      const at = (later: number): string => new Date(Date.now() - (days - later) * day).toISOString()
      const anonymousId = `a${n}`
      const campaign =
        n % 2 ? { source: 'google', medium: 'cpc', name: '=spring' } : { source: 'google', medium: 'cpc' }
      const visited = {
        type: 'page',
        anonymousId,
        timestamp: at(0),
        properties: { path: n % 4 ? '/pricing' : '/demo' },
        context: { campaign },
      }
      const known = {
        type: 'identify',
        anonymousId,
        timestamp: at(1),
        traits: { email: `p${n}@example.com`, name: `P ${n}` },
      }
      const consented = {
        type: 'track',
        anonymousId,
        timestamp: at(1),
        event: 'consent_granted',
        properties: { purpose: 'marketing' },
      }
      return stays ? [visited, known, consented] : [visited]
    })
    for (let from = 0; from < batch.length; from += 100) {
      const answer = await fetch(`${app.base}/v1/batch`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ batch: batch.slice(from, from + 100) }),
      })
      expect(answer.status).toBe(200)
    }
  }

  async function findings(page: Page): Promise<string[]> {
    await page.evaluate(axe)
    return page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
      }
      const { violations } = await checker.run()
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    })
  }

  async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
    const [download]: [Download, void] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ])
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }

  test('a comparison says what changed, how sure that is, and opens both cohorts to their people', async () => {
    const { page } = marketer
    await page.goto('/funnel?period=30d')
    await page.getByRole('button', { name: 'Suspect / Prospect: 40 people. Show them.' }).waitFor()
    await page.getByLabel('Compare with').selectOption('previous')
    await page.getByText('+40.0 points').first().waitFor()
    expect(await page.locator('main').innerText()).toMatch(/Against the former period most has improved .*Subscriber/)
    expect(new URL(page.url()).searchParams.get('compare')).toBe('previous')

    await page.getByRole('button', { name: '40 people in the former period' }).click()
    const former = page.getByRole('dialog', { name: 'Reached “Suspect / Prospect”' })
    await former.getByText('40 people').waitFor()
    await page.keyboard.press('Escape')
    await former.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Subscriber: 24 people. Show them.' }).click()
    const drawer = page.getByRole('dialog', { name: 'Reached “Subscriber”' })
    await drawer.getByText('24 people').waitFor()
    await drawer.getByRole('link').first().click()
    await page.getByRole('heading', { level: 1, name: /^P \d+$/ }).waitFor()
    await page.goBack()
  })

  test('it is shared as a link that lasts, as a picture and as a table whose names cannot compute', async () => {
    const { page, context } = marketer
    await page.goto('/funnel?period=30d&by=campaign&compare=previous')
    await page.getByRole('heading', { name: 'By group' }).waitFor()
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()))
    expect(link.searchParams.get('period')).toBe('custom')
    expect(link.searchParams.get('from')).toMatch(/^\d{4}-\d\d-\d\d$/)

    const picture = await saved(page, 'PNG')
    expect(picture.name).toMatch(/^lifecycle-\d{4}-\d\d-\d\d\.png$/)
    expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG')
    // twice as fine as the drawing of 1,200
    expect(picture.bytes.readUInt32BE(16)).toBe(2400)

    const table = await saved(page, 'CSV')
    const text = table.bytes.toString('utf8')
    expect(text).toMatch(/^\uFEFFperiod,from,to,zone,/)
    expect(text).toContain(",'=spring,")
    expect(text).not.toMatch(/,=spring/)

    await page.goto(link.href)
    await page.getByText('+40.0 points').first().waitFor()
  })

  test('a group can be looked at alone', async () => {
    const { page } = marketer
    await page.goto('/funnel?period=30d&by=campaign')
    await page.getByRole('rowheader', { name: '=spring' }).getByRole('button').click()
    await page.getByRole('button', { name: 'Suspect / Prospect: 20 people. Show them.' }).waitFor()
    await page.getByRole('button', { name: /^Remove the filter/ }).click()
    await page.getByRole('button', { name: 'Suspect / Prospect: 40 people. Show them.' }).waitFor()
  })

  test('sources open from the channel to the campaign to the landing page to the people', async () => {
    const { page } = marketer
    await page.goto('/sources?period=30d')
    await page.getByRole('rowheader', { name: 'paid ads' }).getByRole('button').click()
    await page.getByRole('rowheader', { name: '=spring' }).getByRole('button').click()
    await page.getByRole('heading', { name: 'By page of the first touch' }).waitFor()
    const row = page.getByRole('row', { name: /\/pricing/ })
    await row.getByRole('button', { name: '20', exact: true }).click()
    await page.getByRole('dialog', { name: 'People' }).getByText('20 people').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('navigation', { name: 'Where you are' }).getByRole('button', { name: 'All channels' }).click()
    await page.getByRole('heading', { name: 'By channel of the first touch' }).waitFor()
  })

  test('a target is set by those who may, says whether one is on course, and can be taken back', async () => {
    const { page } = marketer
    await page.goto('/go-to-market?period=' + monthOf(10))
    await page.getByRole('button', { name: 'Set a target for Subscriber' }).click()
    await page.getByLabel(/^People to enter Subscriber/).fill('48')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The target of Subscriber is saved.').waitFor()
    await page.getByText('of 48').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('of 48').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Set a target for Subscriber' }).waitFor()
  })

  test.each(['/funnel?period=30d&window=30d&compare=previous&by=channel', '/sources', '/go-to-market'])(
    '%s has nothing serious for axe, in both schemes, and fits a small screen in Russian',
    async (path) => {
      const { page } = marketer
      await page.goto(path)
      await page.locator('main table').first().waitFor()
      expect(await findings(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.evaluate(() => localStorage.setItem('hourglass.language', 'ru'))
      await page.setViewportSize({ width: 390, height: 844 })
      await page.reload()
      await page.locator('main table').first().waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      expect(await findings(page)).toEqual([])
      await page.evaluate(() => localStorage.setItem('hourglass.language', 'en'))
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize({ width: 1440, height: 900 })
      expect(marketer.complaints).toEqual([])
    },
  )
})

/** The month of so many days ago, as the dashboard names it. */
function monthOf(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * day).toISOString().slice(0, 7)
}
