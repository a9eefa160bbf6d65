import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyRetention } from '#actions/retention-keep.ts'
import { type Browser as Member, startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit } from './browser.ts'

describe.skipIf(chromiumPath === null)('retention', () => {
  let app: TestApp
  let browser: Browser
  let workspaceId: string
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    browser = await launchBrowser()
    ;({ workspaceId } = await app.workspace('Keepers', { zone: 'UTC' }))
    for (let row = 0; row < 3; row++)
      await app.pool.query(
        `insert into set_aside (workspace_id, id, received_at, source, code, message)
         values ($1, gen_random_uuid(), now() - interval '200 days', 'browser', 'unreadable', 'No.')`,
        [workspaceId],
      )
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function enter(member: Member, options: { width?: number } = {}) {
    const visitor = await visit(browser, app.base, options)
    const cookies = member
      .cookie()
      .split('; ')
      .map((pair) => {
        const [name = '', value = ''] = pair.split(/=(.*)/s)
        return { name, value, url: app.base }
      })
    await visitor.context.addCookies(cookies)
    return visitor
  }

  test('an admin sees what a period would remove, sets it, takes it back, sets it, and reads what was removed', async () => {
    const { page, context, complaints } = await enter(await app.member(workspaceId, 'admin'))
    await page.goto('/consent/retention')
    await page.getByText('Nothing is limited yet').waitFor()
    await page.getByRole('button', { name: 'Limit: What was set aside' }).click()
    const days = page.getByRole('textbox', { name: 'Days' })
    expect(await days.evaluate((input) => input === document.activeElement)).toBe(true)
    await page.getByText(/Today this would remove 3 entries/).waitFor()
    await days.fill('365')
    await page.getByText(/Today nothing is that old/).waitFor()
    await days.fill('3')
    await page.getByText('A whole number from 7 to 3,650.').waitFor()
    expect(await page.getByRole('button', { name: /^Keep for/ }).isDisabled()).toBe(true)
    await days.fill('90')
    await page.getByText(/Today this would remove 3 entries/).waitFor()
    await page.getByRole('button', { name: 'Keep for 90 days' }).click()
    await page.getByText('1 of 9 kinds of data is kept').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Nothing is limited yet').waitFor()

    await page.getByRole('button', { name: 'Limit: What was set aside' }).click()
    await page.getByRole('button', { name: 'Keep for 90 days' }).click()
    await page.getByText(/· begins /).waitFor()
    // nothing goes before a day is over
    expect((await applyRetention(app.pool)).workspaces.size).toBe(0)
    await page.getByText('Nothing was removed yet').waitFor()
    await app.pool.query(`update retention_rule set applies_at = now() - interval '1 minute'`)
    for (const workspace of (await applyRetention(app.pool)).workspaces) app.live.touch(workspace, 'retention')
    // the page hears of it by itself
    await page.getByRole('table', { name: 'What was removed' }).getByText('3 entries').waitFor()
    await page.goto('/consent/records')
    await page.getByText('What was set aside · Kept for 90 days').waitFor()
    await page
      .getByText(/tables?, \d+ columns with personal data/)
      .first()
      .click()
    await page.getByText('identity_run').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('who is no admin reads it, on a small screen too', async () => {
    const { page, context, complaints } = await enter(await app.member(workspaceId, 'viewer'), { width: 390 })
    for (const path of ['/consent/retention', '/consent/records']) {
      await page.goto(path)
      await page
        .getByText(/Visitors nobody knows/)
        .first()
        .waitFor()
      expect(await page.getByRole('button', { name: /^(Limit|Change)/ }).count()).toBe(0)
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 390])
    }
    expect(complaints).toEqual([])
    await context.close()
  })
})
