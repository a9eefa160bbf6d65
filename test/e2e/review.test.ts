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
      await page.getByText('one was skipped').waitFor()
      // one notice at a time: what was decided can be taken back in its place as well
      await page.getByText('Beta: New close date.').waitFor()
      expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(1)
      await page.getByRole('button', { name: 'Back to what was skipped' }).click()
      await page.getByRole('heading', { name: 'Gamma' }).waitFor()
      // a decision is taken back where it was made, and made anew
      await page.keyboard.press('k')
      await page.getByRole('heading', { name: 'New close date' }).waitFor()
      await page.getByRole('button', { name: 'Take it back' }).click()
      await page.getByText('The decision on Beta is taken back').waitFor()
      await page.getByRole('radio', { name: /Close as lost/ }).waitFor()
      await page.keyboard.press('5')
      await page.getByLabel(/^Reason/).selectOption({ label: 'No budget' })
      await page.getByLabel(/^Note/).fill('Frozen until summer')
      await page.keyboard.press('Control+Enter')
      await page.getByText('You are through').waitFor()
      await page.getByLabel('What we learned').fill('Dates are wishes')
      await page.getByRole('button', { name: 'End the review' }).last().click()

      await page.getByRole('heading', { name: 'Summary' }).waitFor()
      await page.getByText('The board').waitFor()
      await page.getByText('Dates are wishes').waitFor()
      await page.getByRole('row', { name: /Alpha.*Push it on.*Call the COO/ }).waitFor()
      await page.getByRole('row', { name: /Beta.*Close as lost \(No budget\)/ }).waitFor()
      await page.getByRole('row', { name: /Gamma.*Past its close date.*skipped/ }).waitFor()

      await page.goto('/tasks/all')
      await page.getByText('Push on: Alpha').waitFor()
      expect(await page.getByText('Agree the new date: Beta').count()).toBe(0)
      await page.goto('/review')
      await page.getByRole('row', { name: /2 of 3/ }).waitFor()
    },
  )

  test('what was lost late and what was won is looked at with its reason', { timeout: 60_000 }, async () => {
    const post = async (path: string, body: object): Promise<{ id: string; revision: number }> =>
      page.evaluate(
        async ([to, text]) => {
          const headers = { 'content-type': 'application/json' }
          const answer = await fetch(to, { method: 'POST', headers, body: text })
          if (!answer.ok) throw new Error(await answer.text())
          return answer.json()
        },
        [path, JSON.stringify(body)] as const,
      )
    const fields = { amountMinor: 1_000_000, currency: 'KRW' }
    for (const [name, to] of [
      ['Delta', { outcome: 'lost', reason: 'price' }],
      ['Epsilon', { stage: 'close', reason: 'trust' }],
    ] as const) {
      const { id } = await post('/api/deals', { name, stage: 'proposal', fields })
      const signed = { kind: 'signed', data: { what: 'contract', reference: null } }
      const { revision } = await post(`/api/deals/${id}/say`, { say: signed })
      await post(`/api/deals/${id}/move`, { revision, ...to, override: true, note: 'Told by phone' })
    }
    await page.goto('/review')
    await page.getByRole('button', { name: 'Start a review' }).click()
    await page.getByRole('dialog', { name: 'A new review' }).getByRole('button', { name: 'Begin' }).click()
    await page.getByText('All deals of this review').waitFor()
    await page.getByRole('button', { name: /Delta.*Lost late/ }).click()
    await page.getByRole('heading', { name: 'Delta' }).waitFor()
    await page.getByText(/Lost on .* from Proposal/).waitFor()
    await page.getByText('Reason given: Price').waitFor()
    // what is over is kept or talked over
    expect(await page.getByRole('radio').count()).toBe(2)
    await page.keyboard.press('6')
    await page.getByLabel(/^Note/).fill('Ask for the budget in the first talk')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Epsilon' }).waitFor()
    await page.getByText(/Won on/).waitFor()
    await page.getByText('Reason given: Trust').waitFor()
    await page.getByRole('button', { name: 'End the review' }).first().click()
    await page.getByRole('button', { name: 'End the review' }).last().click()
    await page.getByRole('row', { name: /Delta.*Reason given: Price.*Coach.*first talk/ }).waitFor()
    await page.getByRole('row', { name: /Epsilon.*Reason given: Trust.*not reached/ }).waitFor()
  })

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
