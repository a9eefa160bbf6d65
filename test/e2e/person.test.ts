import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { axeFindings } from './axe.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const hour = 3_600_000

/** One afternoon of somebody who looks after leads: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('the page of a person', () => {
  let app: TestApp
  let browser: Browser
  let manager: Visit
  let page: Page
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    const { keys } = await app.workspace('Sample company', { demo: true })
    await fill(keys.secret)
    browser = await launchBrowser()
    manager = await visit(browser, app.base)
    page = manager.page
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around the demo' }).click()
    await page.getByRole('link', { name: 'Settings' }).first().waitFor()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function fill(key: string): Promise<void> {
    const at = (hours: number): string => new Date(Date.now() - hours * hour).toISOString()
    const anna = { userId: 'anna' }
    const twin = { userId: 'twin' }
    const path = (page: string) => ({ path: page })
    // Anna comes first, in a request of her own: the older of two that are merged stays
    const first = [
      {
        type: 'page',
        ...anna,
        timestamp: at(50),
        properties: path('/pricing'),
        context: { campaign: { source: 'google' } },
      },
      {
        type: 'identify',
        ...anna,
        timestamp: at(49),
        traits: {
          name: 'Anna Berg',
          email: 'anna.berg@muster.example',
          title: 'Head of Logistics',
          phone: '+49 30 1234567',
        },
      },
      { type: 'track', ...anna, timestamp: at(48), event: 'consent_granted', properties: { purpose: 'marketing' } },
      { type: 'track', ...anna, timestamp: at(5), event: 'demo_requested', properties: path('/demo') },
      ...[40, 39].map((hours) => ({
        type: 'track',
        ...anna,
        timestamp: at(hours),
        event: 'email_opened',
        properties: { machine: true },
      })),
    ]
    const batch = [
      {
        type: 'identify',
        ...twin,
        timestamp: at(30),
        traits: { name: 'Berg, Anna', email: 'annaberg@muster.example' },
      },
      { type: 'page', ...twin, timestamp: at(29), properties: path('/customers/x') },
      { type: 'page', userId: 'ben', timestamp: at(28), properties: path('/'), traits: { name: 'Ben Roth' } },
      { type: 'identify', userId: 'ben', timestamp: at(27), traits: { name: 'Ben Roth', email: 'ben@muster.example' } },
      {
        type: 'group',
        ...anna,
        groupId: 'muster',
        timestamp: at(26),
        traits: { name: 'Muster Trading', domain: 'muster.example', industry: 'logistics' },
      },
    ]
    for (const part of [first, batch]) {
      const answer = await fetch(`${app.base}/v1/batch`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ batch: part }),
      })
      expect(answer.status).toBe(200)
    }
  }

  // a heading may hold a help mark, whose words follow the name
  const section = (name: string) =>
    page.locator('section').filter({ has: page.locator('h2').filter({ hasText: new RegExp(`^${name}\\??$`) }) })
  // what stands further down is asked for when it comes near, or is about to be printed
  // said more than once: what is not on the page yet does not hear it
  const loadAll = () =>
    page.evaluate(async () => {
      for (let round = 0; round < 12; round++) {
        dispatchEvent(new Event('beforeprint'))
        await new Promise((done) => setTimeout(done, 100))
      }
    })
  const notice = (text: string) => page.getByRole('status').filter({ hasText: text })

  const seriousFindings = () => axeFindings(page)

  test('a company leads to its people, and the first look tells who, where from, how warm and what next', async () => {
    await page.getByRole('link', { name: 'Companies' }).first().click()
    await page.getByLabel('Name or domain').fill('must')
    await page.getByText('Companies with “must” in name or domain.').waitFor()
    await page.getByRole('rowheader').getByRole('link', { name: 'Muster Trading' }).click()
    await page.getByRole('heading', { name: 'Muster Trading', level: 1 }).waitFor()
    await section('What happened').getByText('Demo requested').waitFor()
    expect(await seriousFindings()).toEqual([])
    await section('Its people').getByRole('link', { name: 'Anna Berg' }).click()
    await page.getByRole('heading', { name: 'Anna Berg', level: 1 }).waitFor()
    const story = await page.getByText('Next: answer “Demo requested”').locator('..').innerText()
    expect(story).toMatch(/^Came on .* landing on \/pricing\. In MQL since/)
    const next = await section('The next step they probably want').innerText()
    expect(next).toContain('They want an answer to “Demo requested”.')
    expect(next).toContain('They may be mailed: consent to marketing is there.')
    await loadAll()
    await section('Muster Trading').getByRole('link', { name: 'Ben Roth' }).waitFor()
  })

  test('both scores open to lines that add up, and each stage says why', async () => {
    await page.getByRole('link', { name: 'Scores opened' }).click()
    const ledger = section('Engagement, opened')
    await ledger.getByRole('table').waitFor()
    const shown = await ledger.getByRole('row').filter({ hasText: 'Adds up to' }).innerText()
    const worths = await ledger.locator('tbody tr td:nth-child(3)').allInnerTexts()
    const cents = (text: string) => Math.round(Number(text) * 100)
    expect(worths.reduce((sum, text) => sum + cents(text), 0)).toBe(cents(shown.replace(/[^\d.]/g, '')))
    const rule = ledger.getByRole('button', { name: 'Asked for a demo' })
    await rule.click()
    expect(await ledger.innerText()).toContain('Demo requested')
    await page.getByRole('link', { name: 'Stages and why' }).click()
    const stages = section('Stages, and why')
    await stages.getByRole('button', { name: 'Buyer journey' }).click()
    await stages.getByText('In Active evaluation since').waitFor()
    expect(page.url()).toContain('model=buyer_journey')
    await stages.getByRole('button', { name: 'Lifecycle' }).click()
    await stages.getByText('consent to “Mail with news and offers” is granted').first().waitFor()
  })

  test('the timeline is filtered by the address, and machines stand apart with the reason', async () => {
    const happened = section('What happened')
    await happened.getByRole('button', { name: /^Requests/ }).click()
    await page.waitForURL(/kind=/)
    await page.reload()
    await happened.getByRole('button', { name: 'Demo requested' }).waitFor()
    expect(await happened.innerText()).not.toContain('Consent granted')
    await happened.getByRole('button', { name: /^Requests/ }).click()
    await happened.getByRole('button', { name: 'Consent granted' }).waitFor()
    await happened.getByText('2 reported as a machine by the mail service').waitFor()
    await happened.getByRole('button', { name: '2 events by machines are folded away and do not count' }).click()
    await happened.getByText('Mail opened').first().waitFor()
  })

  test('a fact is changed where it stands, by keyboard, and taken back', async () => {
    const facts = section('Known')
    const title = facts.getByRole('button', { name: 'Change Job title' })
    await title.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Job title' }).fill('CFO')
    await page.keyboard.press('Enter')
    await notice('“Job title” is changed.').getByRole('button', { name: 'Undo' }).waitFor()
    await facts.getByText('CFO').waitFor()
    await notice('“Job title” is changed.').getByRole('button', { name: 'Undo' }).click()
    await facts.getByText('Head of Logistics').waitFor()
    await title.click()
    await page.getByRole('textbox', { name: 'Job title' }).fill('nonsense')
    await page.keyboard.press('Escape')
    await title.waitFor()
    expect(await title.innerText()).toContain('Head of Logistics')
  })

  test('the team defines a field with choices, and fills it in', async () => {
    const facts = section('Known')
    await facts.getByRole('button', { name: 'Define a field…' }).click()
    await facts.getByLabel('Name of the field').fill('Interest')
    await facts.getByRole('combobox', { name: /^Kind/ }).selectOption('choice')
    await facts.getByLabel('Choices, one a line').fill('Pilot\nRollout')
    await facts.getByRole('button', { name: 'Define for everybody' }).click()
    await facts.getByRole('button', { name: 'Change Interest' }).click()
    await facts.getByRole('combobox', { name: 'Interest' }).selectOption('Rollout')
    await facts.getByRole('button', { name: 'Change Interest' }).filter({ hasText: 'Rollout' }).waitFor()
  })

  test('notes are written, changed, deleted and brought back', async () => {
    const notes = section('Notes')
    await notes.getByLabel('Write a note…').fill('Call after the fair <b>soon</b>')
    await page.keyboard.press('Control+Enter')
    await notes.getByText('Call after the fair <b>soon</b>').waitFor()
    await notes.getByRole('button', { name: 'Change' }).click()
    await notes.getByLabel('Change').fill('Call on Monday')
    await notes.getByRole('button', { name: 'Save' }).first().click()
    await notes.getByText('changed since').waitFor()
    await notes.getByRole('button', { name: 'Delete' }).click()
    await notes.getByText('No notes yet.').waitFor()
    await notice('The note is deleted.').getByRole('button', { name: 'Undo' }).click()
    await notes.getByText('Call on Monday').waitFor()
  })

  test('moved by hand with a reason, and moved back', async () => {
    await page.getByRole('button', { name: 'Move…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Move Anna Berg' })
    await dialog.getByLabel('Where to').selectOption({ label: 'Lost' })
    expect(await dialog.getByRole('button', { name: 'Move', exact: true }).isDisabled()).toBe(true)
    await dialog.getByLabel('Reason').selectOption({ label: 'Not now' })
    await dialog.getByRole('button', { name: 'Move', exact: true }).click()
    await page.getByText(/^Nothing: they are out of the order\.$/).waitFor()
    await notice('Anna Berg is in “Lost” now.').getByRole('button', { name: 'Undo' }).click()
    await page.getByText('They want an answer to “Demo requested”.').waitFor()
  })

  test('a duplicate is suggested with reasons, compared, merged and taken apart again', async () => {
    const duplicates = section('Perhaps the same person')
    await loadAll()
    await duplicates.getByText('one mailbox in two spellings').waitFor()
    await duplicates.getByRole('button', { name: 'Compare and merge…' }).click()
    const preview = page.getByRole('dialog', { name: 'What the merge brings' })
    await preview.getByRole('table').waitFor()
    expect(await preview.getByRole('row').filter({ hasText: 'Events' }).innerText()).toMatch(/\d+\s+2\s+\d+/)
    await preview.getByRole('button', { name: 'Merge them' }).click()
    await notice('They are one person now.').waitFor()
    await loadAll()
    const known = section('Known as')
    await known.getByRole('button', { name: /Take .* apart again/ }).click()
    const parting = page.getByRole('dialog', { name: 'What taking apart brings' })
    await parting.getByRole('table').waitFor()
    await parting.getByRole('button', { name: 'Take them apart' }).click()
    await notice('They are two people again.').waitFor()
    await loadAll()
    await duplicates.getByRole('button', { name: 'Somebody else' }).click()
    await duplicates.waitFor({ state: 'detached' })
  })

  test(
    'nothing serious for axe with everything loaded, in both lights; and nothing was complained of',
    { timeout: 90_000 },
    async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.reload()
        await page.getByRole('link', { name: 'Stages and why' }).click()
        await section('Stages, and why').getByRole('button', { name: 'Lifecycle' }).waitFor()
        const known = section('Known as')
        await expect
          .poll(
            async () => {
              await loadAll()
              return (await known.count()) === 0 ? '' : known.innerText()
            },
            { timeout: 40_000 },
          )
          .toContain('anna.berg@muster.example')
        expect(await seriousFindings()).toEqual([])
      }
      await page.setViewportSize({ width: 390, height: 844 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      expect(manager.complaints).toEqual([])
    },
  )
})
