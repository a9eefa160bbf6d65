import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit } from './browser.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

describe.skipIf(chromiumPath === null)('every screen', () => {
  let app: TestApp
  let browser: Browser
  let setupPath: string
  let personPath: string
  let axe: string
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    axe = await readFile(axeFile, 'utf8')
    browser = await launchBrowser()
    setupPath = new URL(await app.setupLink()).pathname
    const { workspaceId, keys } = await app.workspace('Sample company', { demo: true })
    await fill(keys.secret)
    const { rows } = await app.pool.query(`select id from person where workspace_id = $1 and email is not null`, [
      workspaceId,
    ])
    personPath = `/people/${rows[0]?.id}`
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  /** A page's worth of people, one of them with a score, consent and stages. */
  async function fill(key: string): Promise<void> {
    const at = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()
    const kim = { userId: 'kim', context: { userAgent: 'Mozilla/5.0' } }
    const batch = [
      ...Array.from({ length: 30 }, (_, n) => ({
        type: 'page',
        userId: `u${n}`,
        timestamp: at(n),
        properties: { path: '/' },
      })),
      {
        type: 'identify',
        ...kim,
        timestamp: at(9),
        traits: { name: 'Kim', email: 'kim@muster.example', title: 'CTO' },
      },
      { type: 'track', ...kim, timestamp: at(8), event: 'consent_granted', properties: { purpose: 'marketing' } },
      { type: 'track', ...kim, timestamp: at(7), event: 'demo_requested' },
      { type: 'track', ...kim, event: 'impossible', timestamp: 'the day before yesterday' },
    ]
    const answer = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    })
    expect(answer.status).toBe(200)
  }

  /** What axe finds that is serious or worse. Run inside, since the page's policy takes no foreign script. */
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

  const screens: [name: string, path: () => string, ready: string][] = [
    ['sign-in', () => '/sign-in', 'form'],
    ['set-up', () => setupPath, 'form'],
    ['funnel', () => '/funnel?by=channel&window=30d', 'ol li button'],
    ['people behind a number', () => '/funnel?stage=suspect_prospect&state=reached', '[role=dialog]'],
    ['people', () => '/people', 'table'],
    ['person', () => personPath, 'h1'],
    ['settings', () => '/settings', 'table'],
    ['missing events', () => '/settings/missing', 'main li'],
  ]

  describe.each(['light', 'dark'])('%s', (scheme) => {
    test.each(screens)(
      '%s has nothing serious for axe, and fits a small screen in Russian',
      async (name, path, ready) => {
        const { context, page, complaints } = await visit(browser, app.base, { dark: scheme === 'dark' })
        if (name !== 'sign-in' && name !== 'set-up') {
          await page.goto('/sign-in')
          await page.getByRole('button', { name: 'Look around the demo' }).click()
          await page.getByRole('link', { name: 'Settings' }).waitFor()
        }
        await page.goto(path())
        await page.locator(ready).first().waitFor()
        expect(await findings(page)).toEqual([])
        await page.evaluate(() => localStorage.setItem('hourglass.language', 'ru'))
        await page.setViewportSize({ width: 390, height: 844 })
        await page.reload()
        await page.locator(ready).first().waitFor()
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
        expect(await findings(page)).toEqual([])
        expect(complaints).toEqual([])
        await context.close()
      },
    )
  })

  test('the first screen takes under 250 KB of compressed script', async () => {
    const { context, page } = await visit(browser, app.base)
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    const scripts = new Set<string>()
    let bytes = 0
    session.on('Network.responseReceived', ({ requestId, type }) => void (type === 'Script' && scripts.add(requestId)))
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength
    })
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around the demo' }).click()
    await page.locator('ol li button').first().waitFor()
    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThan(250_000)
    await context.close()
  })
})
