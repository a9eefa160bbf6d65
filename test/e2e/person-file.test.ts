import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser as Member, startTestApp, type TestApp } from '#test/app.ts'
import { event, keys } from '#test/events.ts'
import { axeFindings } from './axe.ts'
import { chromiumPath, launchBrowser, visit } from './browser.ts'

const email = 'anna@verfracht.example'
const hostile = '<img src=x onerror="document.title=`run`"><script>document.title="run"</script>'

describe.skipIf(chromiumPath === null)('everything about one person', () => {
  let app: TestApp
  let browser: Browser
  let workspaceId: string
  let person: string
  let manager: Member
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    browser = await launchBrowser()
    workspaceId = (await app.workspace('Hourglass Freight')).workspaceId
    manager = await app.member(workspaceId, 'manager')
    const at = Date.now() - 86_400_000
    const who = { keys: keys({ userId: 'anna', email }), mailKind: 'work' as const }
    await app.flow.accept(
      workspaceId,
      [
        event('page_viewed', at, { ...who, object: '/pricing', traits: { email, name: 'Anna Vogel', title: 'CTO' } }),
        event('consent_granted', at + 1000, { ...who, props: { purpose: 'marketing' } }),
        event('demo_requested', at + 2000, { ...who, props: { note: hostile } }),
      ].map((one) => ({ event: one })),
    )
    const { rows } = await app.pool.query<{ id: string }>('select id from person where workspace_id = $1', [
      workspaceId,
    ])
    person = rows[0]?.id ?? ''
    await manager.post(`/api/people/${person}/notes`, { body: `Calls back on Monday. ${hostile}` })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function as(member: Member, options: { width?: number; dark?: boolean } = {}) {
    const visitor = await visit(browser, app.base, options)
    await visitor.context.addCookies(
      member
        .cookie()
        .split('; ')
        .map((pair) => {
          const [name = '', ...value] = pair.split('=')
          return { name, value: value.join('='), url: app.base }
        }),
    )
    return visitor
  }

  test('a manager takes it out on the page of the person, and the sheet is read without running anything', async () => {
    const { page, context, complaints } = await as(manager)
    await page.goto(`/people/${person}`)
    await page.getByRole('button', { name: 'Everything in one file' }).click()
    const dialog = page.getByRole('dialog', { name: 'Everything about Anna Vogel' })
    await dialog.getByText('Make sure that it is they who ask').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await dialog.getByRole('combobox', { name: 'Language' }).click()
    await page.getByRole('listbox', { name: 'Language' }).getByRole('option', { name: '한국어' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^person-\d{4}-\d\d-\d\d\.html$/)
    await page.getByText('stands in the audit').waitFor()
    await dialog.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])

    // opened from the disk, as whoever is given it does
    const file = await download.path()
    const sheet = await visit(browser, app.base, { width: 390 })
    await sheet.page.setContent(await readFile(file, 'utf8'))
    await sheet.page.getByRole('heading', { level: 1, name: '한 사람에 대해 보관 중인 모든 정보' }).waitFor()
    expect(await sheet.page.locator('#notes').innerText()).toContain('Calls back on Monday.')
    expect(await sheet.page.locator('#notes').innerText()).toContain('매니저')
    expect(await sheet.page.title()).not.toBe('run')
    expect(await sheet.page.locator('script, img').count()).toBe(0)
    expect(await sheet.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await sheet.context.close()
    await context.close()
  })

  test('whoever asks is found by their address; what is given out is told', async () => {
    const { page, context, complaints } = await as(manager, { width: 390, dark: true })
    await page.goto('/consent/requests')
    const asks = page.locator('section', { has: page.getByRole('heading', { name: 'Somebody asks what you keep' }) })
    const address = asks.getByLabel('Their mail address')
    await address.fill('nobody@verfracht.example')
    await address.press('Enter')
    await asks.getByText('Nothing is kept under this address.').waitFor()
    await address.fill('anna')
    await address.press('Enter')
    await asks.getByText('Write a whole address').waitFor()
    await address.fill('ANNA@verfracht.example')
    await address.press('Enter')
    await asks.getByRole('link', { name: 'Anna Vogel' }).first().waitFor()
    await asks.getByRole('button', { name: 'Everything in one file' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: /^Data \(JSON\)/ }).check()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download' }).click(),
    ])
    const file = JSON.parse(await readFile(await download.path(), 'utf8')) as Record<string, { id?: string }[]>
    expect([file['who']?.[0]?.id, (file['notes'] ?? []).length]).toEqual([person, 1])
    await asks.getByRole('table', { name: 'Given out lately' }).getByText('Anna Vogel').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('who may not take it out does not see it', async () => {
    const { page, context } = await as(await app.member(workspaceId, 'seller'))
    await page.goto(`/people/${person}`)
    await page.getByRole('heading', { name: 'Notes' }).waitFor()
    expect(await page.getByRole('button', { name: 'Everything in one file' }).count()).toBe(0)
    await page.goto('/consent/requests')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByText('Somebody asks what you keep').count()).toBe(0)
    await context.close()
  })
})
