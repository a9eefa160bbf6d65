import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { axeFindings } from './axe.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

/** One proposal, from the deal to the win: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('a proposal', () => {
  let app: TestApp
  let browser: Browser
  let manager: Visit
  let page: Page
  let buyer: Page
  let buyers: BrowserContext
  let link: string
  let deal: string
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    const { keys, workspaceId } = await app.workspace('Sample company', { demo: true })
    await fill(keys.secret)
    browser = await launchBrowser()
    manager = await visit(browser, app.base)
    page = manager.page
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around the demo' }).click()
    await page.getByRole('link', { name: 'Settings' }).first().waitFor()
    const { rows } = await app.pool.query(`select id from person where workspace_id = $1 and email is not null`, [
      workspaceId,
    ])
    const anna = rows[0]?.id
    const opened = await ask('/api/deals', { name: 'Muster dispatch', stage: 'proposal', from: anna })
    deal = String(opened['id'])
    const answered = { letter: 'need', answer: 'We lose a day a week on the phone', source: 'call', confidence: 'said' }
    await ask(`/api/deals/${deal}/say`, { say: { kind: 'answered', data: { ...answered, met: true, person: anna } } })
    // a person's own browser; the demo's cookie is not among its own
    buyers = await browser.newContext({
      baseURL: app.base,
      viewport: { width: 390, height: 844 },
      locale: 'en-GB',
      userAgent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
    })
    buyers.setDefaultTimeout(20_000)
    buyer = await buyers.newPage()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function fill(key: string): Promise<void> {
    const traits = { name: 'Anna Berg', email: 'anna.berg@muster.example', title: 'Head of Logistics' }
    const answer = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch: [{ type: 'identify', userId: 'anna', traits }] }),
    })
    expect(answer.status).toBe(200)
  }

  /** What the page itself would send. */
  async function ask(path: string, body: object): Promise<Record<string, unknown>> {
    return page.evaluate(
      async ([to, sent]) => {
        const response = await fetch(to as string, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(sent),
        })
        return (await response.json()) as Record<string, unknown>
      },
      [path, body] as const,
    )
  }

  const section = (name: string) =>
    page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) })

  const seriousFindings = (of: Page) => axeFindings(of)

  test('is begun on the page of its deal, takes over what they said, and says what it still lacks', async () => {
    await page.goto(`/deals/${deal}`)
    await section('Proposals').getByRole('button', { name: 'New proposal' }).click()
    await page.getByRole('menuitem', { name: 'Start plain, English' }).click()
    await page.getByLabel('The problem, in their words').waitFor()
    expect(await page.getByLabel('The problem, in their words').inputValue()).toBe('We lose a day a week on the phone')
    const ready = section('Ready to go out?')
    await ready.getByText('price each option').waitFor()
    expect(await ready.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)

    await page.getByLabel('Title').fill('Drivers who report by themselves')
    await page.getByLabel('What will change').fill('We lose less than an hour a week on the phone.')
    await page.getByRole('button', { name: 'Add a cost' }).click()
    await page.getByLabel('What costs them (1)').fill('A day a week')
    await page.getByLabel('In a year').fill('20000000')
    for (const [index, price] of ['3000000', '9000000', '6000000'].entries())
      await page.getByLabel('Price before discount').nth(index).fill(price)
    await page.getByLabel('Price before discount').nth(2).blur()
    await ready.getByText('It can go out.').waitFor()
    await ready.getByText('All is saved.').waitFor()
    const prices = await page
      .getByLabel('Price before discount')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value.replaceAll(/\D/g, '')))
    expect(prices).toEqual(prices.toSorted((a, b) => Number(b) - Number(a)))
    expect(await seriousFindings(page)).toEqual([])
  })

  test('is sent: its link is shown once', async () => {
    await section('Ready to go out?').getByRole('button', { name: 'Send' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('I copy the link and send it myself').check()
    await dialog.getByRole('button', { name: 'Give me the link' }).click()
    link = await dialog.getByLabel('Link to the proposal').inputValue()
    expect(link).toMatch(/\/p\/[\w-]{43}$/)
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await section('Who opened it').getByText('Nobody yet.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  test('is opened by the buyer, who stays and scrolls: their seller sees it at once', async () => {
    await buyer.goto(link)
    await buyer.getByRole('heading', { name: 'Drivers who report by themselves', level: 1 }).waitFor()
    expect(await buyer.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    expect(await seriousFindings(buyer)).toEqual([])
    await buyer.mouse.move(100, 200)
    await buyer.mouse.wheel(0, 400)
    await section('Who opened it').getByText('A person').waitFor()
    expect(await buyers.cookies()).toEqual([])
  })

  test('is accepted by them, with a name; the page thanks, the seller is asked for the contract', async () => {
    await buyer.getByRole('radio').first().check()
    await buyer.getByLabel('Your name', { exact: true }).fill('Anna Berg')
    await buyer.getByRole('checkbox').check()
    await buyer.getByRole('button', { name: 'Accept the proposal' }).click()
    await buyer.getByText('Accepted. Thank you!').waitFor()
    expect(await seriousFindings(buyer)).toEqual([])
    const accepted = section('Accepted')
    await accepted.getByText('Anna Berg').first().waitFor()
    await accepted.getByLabel('Its number').fill('C-2026-7')
    await accepted.getByRole('button', { name: 'Record it' }).click()
    await accepted.getByText('The proof of the sale is recorded.').waitFor()
  })

  test('the deal is won, and comes up for renewal with why they bought', async () => {
    await page.goto(`/deals/${deal}`)
    await page.getByRole('button', { name: 'On to Close' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Why did we win?').selectOption('best_fit')
    await dialog.getByLabel('Why they chose us, in their words').fill('They listened first')
    await dialog.getByRole('button', { name: 'Move to Close' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.goto('/renewals?days=365')
    await page.getByText('They listened first', { exact: true }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('rowheader').getByRole('link').first().click()
    await section('Why they bought').getByText('They listened first').waitFor()
    expect(manager.complaints).toEqual([])
  })
})
