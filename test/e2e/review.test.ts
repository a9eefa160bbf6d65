import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

/** A review over three deals, by keys alone. */
describe.skipIf(chromiumPath === null)('a review', () => {
  let app: TestApp
  let browser: Browser
  let manager: Visit
  let page: Page
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    await app.workspace('Sample company', { demo: true })
    browser = await launchBrowser()
    manager = await visit(browser, app.base)
    page = manager.page
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around the demo' }).click()
    await page.getByRole('link', { name: 'Settings' }).first().waitFor()
    for (const [name, minor] of [
      ['Alpha', 3000],
      ['Beta', 2000],
      ['Gamma', 1000],
    ] as const) {
      const fields = { amountMinor: minor * 1000, currency: 'KRW', closeDate: '2026-01-31' }
      const made = await page.evaluate(
        async (body) => {
          const headers = { 'content-type': 'application/json' }
          return (await fetch('/api/deals', { method: 'POST', headers, body: JSON.stringify(body) })).status
        },
        { name, stage: 'qualification', fields },
      )
      expect(made).toBe(200)
    }
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  test(
    'three deals are decided by keys; the summary stays, and the owner has a task',
    { timeout: 120_000 },
    async () => {
      await page.goto('/review')
      await page.getByRole('button', { name: 'Start a review' }).click()
      const form = page.getByRole('dialog', { name: 'A new review' })
      await form.getByLabel('Others, by name').fill('The board')
      await form.getByRole('button', { name: 'Begin' }).click()

      // guided, since nobody has led one: the step is explained
      await page.getByText('First the deals that need attention').waitFor()
      await page.getByRole('heading', { name: 'Alpha' }).waitFor()
      await page.getByText(/Its close date passed/).waitFor()
      // on to the second and back
      await page.keyboard.press('j')
      await page.getByRole('heading', { name: 'Beta' }).waitFor()
      await page.keyboard.press('k')
      await page.getByRole('heading', { name: 'Alpha' }).waitFor()

      await page.keyboard.press('2')
      await page.getByLabel(/^Note/).fill('Call the COO about the date')
      await page.keyboard.press('Control+Enter')
      await page.getByRole('heading', { name: 'Beta' }).waitFor()

      await page.keyboard.press('3')
      await page.locator('input[type=date]').fill('2027-03-31')
      await page.keyboard.press('Control+Enter')
      await page.getByRole('heading', { name: 'Gamma' }).waitFor()
      await page.keyboard.press('s')

      await page.getByText('You are through').waitFor()
      await page.getByLabel('What we learned').fill('Dates are wishes')
      await page.getByRole('button', { name: 'End the review' }).last().click()

      await page.getByRole('heading', { name: 'Summary' }).waitFor()
      await page.getByText('The board').waitFor()
      await page.getByText('Dates are wishes').waitFor()
      await page.getByRole('row', { name: /Alpha.*Push it on.*Call the COO/ }).waitFor()
      await page.getByRole('row', { name: /Beta.*New close date/ }).waitFor()
      await page.getByRole('row', { name: /Gamma.*skipped/ }).waitFor()

      await page.goto('/tasks/all')
      await page.getByText('Push on: Alpha').waitFor()
      await page.getByText('Agree the new date: Beta').waitFor()
      await page.goto('/review')
      await page.getByRole('row', { name: /2 of 3/ }).waitFor()
    },
  )

  test('hygiene names what is wrong and offers the next act', { timeout: 60_000 }, async () => {
    await page.goto('/review/hygiene')
    await page.getByRole('link', { name: /Past its close date 2/ }).click()
    await page.getByRole('button', { name: 'Next act for Gamma' }).click()
    await page.getByRole('menuitem', { name: 'Change the close date' }).click()
    const dialog = page.getByRole('dialog', { name: /Gamma/ })
    await dialog.getByLabel('Expected close date').fill('2027-01-31')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/Gamma.*is expected to close on/).waitFor()
    await page.getByRole('link', { name: /Past its close date 1/ }).waitFor()
    expect(manager.complaints).toEqual([])
  })
})
