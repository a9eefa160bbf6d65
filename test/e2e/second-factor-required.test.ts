import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser as Client, password, startTestApp, type TestApp } from '#test/app.ts'
import { totp } from '#test/totp.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

/** A workspace comes to require it: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('a second factor required of everybody', () => {
  let app: TestApp
  let browser: Browser
  let admin: Visit
  let seller: Visit
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    const { workspaceId } = await app.workspace('Hanbit')
    browser = await launchBrowser()
    const boss = await app.member(workspaceId, 'admin')
    const begun = await boss.post('/api/account/second-factor/begin', { password })
    await boss.post('/api/account/second-factor/confirm', { code: totp(String(begun.body['secret'])) })
    admin = await enter(boss)
    seller = await enter(await app.member(workspaceId, 'seller'))
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function enter(client: Client): Promise<Visit> {
    const visitor = await visit(browser, app.base)
    const cookies = client.cookie().split('; ')
    await visitor.context.addCookies(
      cookies.map((pair) => {
        const [name = '', value = ''] = pair.split(/=(.*)/s)
        return { name, value, url: app.base }
      }),
    )
    return visitor
  }

  /** What axe finds that is serious or worse. */
  async function findings(page: Page): Promise<string[]> {
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string }[] }> }
      }
      const { violations } = await axe.run()
      return violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ id }) => id)
    })
  }

  test('the admin switches it on, and sees how many have none yet', async () => {
    await seller.page.goto('/people')
    await seller.page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    const { page } = admin
    await page.goto('/settings/team')
    await page.getByText('One member has none yet.').waitFor()
    await page.getByRole('switch', { name: 'Required of everybody here' }).click()
    await page.getByText('Everybody here needs a second factor from now on.').waitFor()
    expect(await page.getByRole('switch').isChecked()).toBe(true)
  })

  test('who has none is led to set it up before anything else, and then goes on', async () => {
    const { page, complaints } = seller
    // an open page hears of it
    await page.getByRole('heading', { name: 'First, your second factor' }).waitFor()
    expect(await findings(page)).toEqual([])
    await page.goto('/funnel')
    await page.getByRole('heading', { name: 'First, your second factor' }).waitFor()
    await page.getByRole('button', { name: 'Set up a second factor' }).click()
    await page.getByLabel('Your password').fill(password)
    await page.getByRole('button', { name: 'Continue' }).click()
    const secret = (await page.locator('[data-secret]').textContent({ timeout: 20_000 })) ?? ''
    await page.getByLabel('Six digits').fill(totp(secret.replaceAll(' ', '')))
    await page.getByRole('button', { name: 'Check the code' }).click()
    await page.getByRole('list', { name: 'Recovery codes' }).waitFor()
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: 'kept' }).click()
    await page.getByRole('link', { name: 'Companies', exact: true }).click()
    await page.getByRole('heading', { name: 'Companies', level: 1 }).waitFor()
    expect(complaints).toEqual([])
  })

  test('one’s own address is changed by the button of a link that went to the new one', async () => {
    const { page, complaints } = seller
    await page.goto('/account')
    await page.getByRole('button', { name: 'Change the address…' }).click()
    await page.getByLabel('New mail address').fill('new.seller@example.com')
    await page.getByLabel('Your password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.getByText('A link is on its way to new.seller@example.com').waitFor()
    const { rows } = await app.pool.query<{ body: string }>(`select body from mail where kind = 'email_change'`)
    const link = /\/email\/[\w-]+/.exec(rows[0]?.body ?? '')?.[0] ?? ''
    await page.goto(link)
    await page.getByText('new.seller@example.com').waitFor()
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: 'Confirm the address' }).click()
    await page.getByRole('heading', { name: 'Your address is changed' }).waitFor()
    await page.goto('/account')
    expect(await page.getByLabel('Mail address', { exact: true }).inputValue()).toBe('new.seller@example.com')
    expect(complaints).toEqual([])
  })
})
