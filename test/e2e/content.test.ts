import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** The content library, from an empty one to a read file: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('content', () => {
  let app: TestApp
  let browser: Browser
  let marketer: Visit
  let small: Visit
  let page: Page
  let readers: BrowserContext
  let axe: string
  let person: string
  let link: string
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    axe = await readFile(axeFile, 'utf8')
    const { keys, workspaceId } = await app.workspace('Sample company', { demo: true })
    await fill(keys.secret)
    browser = await launchBrowser()
    marketer = await visit(browser, app.base)
    small = await visit(browser, app.base, { dark: true, width: 390 })
    page = marketer.page
    for (const one of [small.page, page]) {
      await one.goto('/sign-in')
      await one.getByRole('button', { name: 'Look around the demo' }).click()
      await one.waitForURL((url) => url.pathname !== '/sign-in')
    }
    const { rows } = await app.pool.query(`select id from person where workspace_id = $1 and name = 'Anna Berg'`, [
      workspaceId,
    ])
    person = rows[0].id
    readers = await browser.newContext({
      baseURL: app.base,
      viewport: { width: 390, height: 844 },
      locale: 'en-GB',
      userAgent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
    })
    readers.setDefaultTimeout(20_000)
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  /** Anna reads two pages, and asks for a demo. */
  async function fill(key: string): Promise<void> {
    const traits = {
      name: 'Anna Berg',
      email: 'anna.berg@muster.example',
      title: 'CFO',
      country: 'Germany',
      language: 'en',
    }
    const at = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()
    const page = (path: string, title: string, hours: number) => ({
      type: 'page',
      userId: 'anna',
      timestamp: at(hours),
      properties: { path, title, url: `https://www.muster.example${path}` },
    })
    const answer = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        batch: [
          { type: 'identify', userId: 'anna', timestamp: at(50), traits },
          page('/blog/late-trucks', 'Late trucks', 49),
          page('/about', 'About us', 48),
          { type: 'track', userId: 'anna', timestamp: at(2), event: 'demo_requested', properties: { form: 'demo' } },
        ],
      }),
    })
    expect(answer.status).toBe(200)
  }

  async function faults(where: Page): Promise<string[]> {
    const broken: { id: string; nodes: { html: string }[] }[] = await where.evaluate(`(async () => {
      if (!window.axe) { ${axe} }
      const { violations } = await axe.run(document, { resultTypes: ['violations'] })
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    })()`)
    return broken.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  }

  test('an empty library leads to what people read on the site already, and takes it in in a click', async () => {
    await page.goto('/capture/content')
    await page.getByRole('link', { name: 'See what people read on your site' }).click()
    await page.getByRole('link', { name: 'Add “Late trucks” to the library' }).click()
    await page.getByRole('button', { name: 'Add to the library' }).click()
    await page.getByRole('heading', { level: 1, name: 'Late trucks' }).waitFor()
    await page.getByRole('link', { name: '/blog/late-trucks' }).waitFor()
    // she read it before it was in the library
    await page.locator('dl dd a', { hasText: '1' }).click()
    const drawer = page.getByRole('dialog', { name: 'Readers' })
    await drawer.getByRole('link', { name: 'Anna Berg' }).waitFor()
    expect(await drawer.innerText()).toContain('1 asset, last Late trucks')
    await page.goto('/capture/content/found')
    await page.getByRole('button', { name: '“About us” is no content' }).click()
    await page.getByText('Nothing was found that is not in the library').waitFor()
  })

  test('a demo with a file is added, refuses what is no file to give, and is what Anna needs next', async () => {
    await page.goto('/capture/content/new?kind=demo')
    await page.getByLabel('Name').fill('The tour')
    await page.getByRole('button', { name: 'Add to the library' }).click()
    await page.getByRole('heading', { level: 1, name: 'The tour' }).waitFor()
    const [wrong] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Add a file: English' }).click(),
    ])
    await wrong.setFiles({ name: 'tour.html', mimeType: 'text/html', buffer: Buffer.from('<script>alert(1)</script>') })
    await page.getByRole('alert').waitFor()
    const [right] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Add a file: English' }).click(),
    ])
    await right.setFiles({ name: 'tour.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 the tour') })
    await page.getByRole('link', { name: /tour\.pdf/ }).waitFor()
    await page.goto(`/people/${person}`)
    const next = page.locator('#next')
    await next.getByRole('link', { name: 'The tour' }).waitFor()
    expect(await next.innerText()).toContain('They asked for it')
    await next.getByRole('button', { name: 'Make a link for them: “The tour”' }).click()
    link = await next.locator('code').innerText()
    expect(link).toContain(`${app.base}/c/`)
  })

  test('she looks at it for some seconds and takes the file; both are hers', async () => {
    const reader = await readers.newPage()
    await reader.goto(link)
    await reader.getByRole('heading', { name: 'The tour' }).waitFor()
    expect(await faults(reader)).toEqual([])
    await reader.waitForResponse((answer) => answer.url().endsWith('/c/read') && answer.status() === 204)
    const [download] = await Promise.all([
      reader.waitForEvent('download'),
      reader.getByRole('button', { name: 'Download' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('tour.pdf')
    expect(await readers.cookies()).toEqual([])
    const { rows } = await app.pool.query(
      `select name from event where person_id = $1 and name like 'content_%' order by time`,
      [person],
    )
    expect(rows.map(({ name }) => name)).toEqual(['content_viewed', 'content_downloaded'])
    await page.goto('/capture/content/reading')
    await page.getByRole('button', { name: '1 reader', exact: true }).first().waitFor()
    await page.goto(`/people/${person}`)
    await page.locator('#next').waitFor()
    await expect.poll(() => page.locator('#next').getByRole('link', { name: 'The tour' }).count()).toBe(0)
  })

  test('the matrix says what is missing for whom, a cell opens to its people, a list of content fills it', async () => {
    await page.goto('/capture/content/gaps')
    const first = page.getByRole('listitem').filter({ hasText: /^No / }).first()
    expect(await first.innerText()).toContain('Finance or procurement')
    await first.getByRole('link', { name: 'Add it' }).click()
    await page.getByLabel('Personas').first().waitFor()
    await page.getByText('Finance or procurement', { exact: true }).first().waitFor()
    expect(await page.getByLabel('Stage', { exact: false }).first().inputValue()).not.toBe('')
    await page.goBack()
    await page
      .getByRole('table')
      .getByRole('button', { name: /1 person now/ })
      .first()
      .click()
    await page.getByRole('status').getByRole('link', { name: '1 person stands there' }).click()
    await page.getByRole('link', { name: 'Anna Berg' }).waitFor()
    await page.goto('/capture/content/import')
    await page
      .getByLabel('Or paste it here')
      .fill('title,type,persona,url\nThe cost of late,case study,Finance or procurement,/case-studies/late\nBad,poem,,')
    await page.getByRole('button', { name: 'See what would happen' }).click()
    await page.getByText('is no content kind of the blueprint').waitFor()
    await page.getByRole('button', { name: 'Take in 1 asset' }).click()
    await page.getByRole('table').getByRole('link', { name: 'The cost of late' }).waitFor()
  })

  test.each([
    ['the library', () => '/capture/content', 'table'],
    ['consumption', () => '/capture/content/reading?of=all', '[role=dialog] li'],
    ['gaps, a cell open', () => '/capture/content/gaps?cell=finance_procurement/active_evaluation', '[role=status] h3'],
    ['an asset', () => '', 'h1'],
  ])('%s: nothing serious for axe, in the dark and small too', async (_name, path, ready) => {
    const { rows } = await app.pool.query(`select id from content_asset where title = 'The tour'`)
    const address = path() === '' ? `/capture/content/${rows[0].id}` : path()
    await page.goto(address)
    await page.locator(ready).first().waitFor()
    expect(await faults(page)).toEqual([])
    await small.page.goto(address)
    await small.page.locator(ready).first().waitFor()
    expect(await faults(small.page)).toEqual([])
    expect(await small.page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  })

  test('no screen complained', () => expect([...marketer.complaints, ...small.complaints]).toEqual([]))
})
