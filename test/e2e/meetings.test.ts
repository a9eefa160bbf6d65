import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const day = 86_400_000

describe.skipIf(chromiumPath === null)('meetings', () => {
  let app: TestApp
  let browser: Browser
  let manager: Visit
  let page: Page
  let workspaceId: string
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    const made = await app.workspace('Sample company', { demo: true })
    workspaceId = made.workspaceId
    const answer = await fetch(`${app.base}/v1/identify`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${made.keys.secret}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        userId: 'anna',
        traits: { name: 'Anna Berg', email: 'anna@muster.example', title: 'COO' },
      }),
    })
    expect(answer.status).toBe(200)
    browser = await launchBrowser()
    manager = await visit(browser, app.base)
    page = manager.page
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around the demo' }).click()
    await page.getByRole('link', { name: 'Meetings' }).first().click()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  test('one is booked, prepared, moved, and said how it went', { timeout: 120_000 }, async () => {
    const wall = (at: number) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul', dateStyle: 'short', timeStyle: 'short' })
        .format(at)
        .replace(' ', 'T')
    await page.getByText('No meeting is planned').waitFor()
    await page.getByRole('button', { name: 'Book a meeting' }).click()
    const form = page.getByRole('dialog', { name: 'Book a meeting' })
    await form.getByLabel('What about').fill('Walk through their lanes')
    await form.getByLabel(/^When/).fill(wall(Date.now() + 5 * day))
    await form.getByLabel('Add somebody known here').fill('anna')
    await form.getByRole('button', { name: /^Anna Berg/ }).click()
    await form.getByRole('button', { name: 'Book it' }).click()
    await page.getByText('The meeting is booked.').waitFor()

    await page.getByRole('link', { name: 'Walk through their lanes' }).click()
    await page.getByText(/rehearse by/).waitFor()
    await page.getByLabel('Notes: Research').fill('They run forty trucks')
    await page.getByRole('checkbox', { name: /^Research/ }).check()
    await page
      .getByText(/^Mira Demo/)
      .last()
      .waitFor()
    await page.reload()
    await expect.poll(() => page.getByLabel('Notes: Research').inputValue()).toBe('They run forty trucks')

    await page.getByRole('button', { name: 'Change' }).click()
    const change = page.getByRole('dialog', { name: 'Change' })
    await change.getByLabel('Minutes').fill('60')
    await change.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The meeting is changed.').waitFor()

    const { rows } = await app.pool.query(`select calendar from mail where workspace_id = $1 order by created_at`, [
      workspaceId,
    ])
    expect(rows.map(({ calendar }) => /SEQUENCE:(\d)/.exec(calendar.content)?.[1])).toEqual(['0', '1'])

    await app.pool.query(`update meeting set starts_at = now() - interval '1 day' where workspace_id = $1`, [
      workspaceId,
    ])
    await page.getByRole('link', { name: 'Meetings' }).first().click()
    await page.getByRole('link', { name: 'How did they go?' }).click()
    await page.getByRole('button', { name: 'They came' }).click()
    const outcome = page.getByRole('dialog', { name: 'Walk through their lanes' })
    await outcome.getByLabel(/What was said/).fill('They want a pilot')
    await outcome.getByRole('button', { name: 'They came' }).click()
    await page.getByText('Every meeting has its outcome').waitFor()
    await page.getByRole('link', { name: 'Past' }).click()
    await page.getByText('Took place').waitFor()
    expect(manager.complaints).toEqual([])
  })
})
