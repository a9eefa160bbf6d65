import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#core/permission.ts'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** A seller's morning at the board: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('the board of deals', () => {
  let app: TestApp
  let browser: Browser
  let seller: Visit
  let workspaceId = ''
  let axe = ''
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    axe = await readFile(axeFile, 'utf8')
    ;({ workspaceId } = await app.workspace('Sample Logistics'))
    browser = await launchBrowser()
    seller = await visit(browser, app.base)
    await enter(seller, 'seller')
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function enter({ context }: Visit, role: Role): Promise<void> {
    const member = await app.member(workspaceId, role)
    const cookies = member
      .cookie()
      .split('; ')
      .map((pair) => ({ name: pair.split(/=(.*)/s)[0] ?? '', value: pair.split(/=(.*)/s)[1] ?? '', url: app.base }))
    await context.addCookies(cookies)
  }
  async function seriousFaults(page: Page): Promise<string[]> {
    await page.evaluate(axe)
    const found = (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`)) as {
      violations: { id: string; impact: string; nodes: { target: string[] }[] }[]
    }
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  }
  const column = (page: Page, key: string) => page.locator(`[data-column="${key}"]`)
  const card = (page: Page, key: string, name: string) =>
    column(page, key).getByRole('listitem').filter({ hasText: name })
  const stageOf = async (name: string) => {
    const { rows } = await app.pool.query('select coalesce(stage, outcome) as stage from deal where name = $1', [name])
    return rows[0]?.stage
  }
  const drag = (from: Locator, to: Locator) => from.dragTo(to, { targetPosition: { x: 60, y: 200 } })

  test('an empty board teaches; a deal is added in three fields, with a company that was not known', async () => {
    const { page } = seller
    await page.goto('/deals')
    await page.getByRole('heading', { name: 'No deals in this pipeline yet' }).waitFor()
    await page.getByRole('main').getByRole('button', { name: 'Add a deal' }).last().click()
    await page.getByLabel('What is it about?').fill('Cold chain')
    await page.getByLabel('Company', { exact: true }).fill('Nordlicht GmbH')
    await page.getByText('Not known yet: it will be added.').waitFor()
    await page.getByLabel('Amount, KRW').fill('470만')
    await page.getByLabel('Amount, KRW').press('Enter')
    await card(page, 'stage:contact', 'Cold chain').getByText('₩4,700,000').waitFor()
    await card(page, 'stage:contact', 'Cold chain').getByText('Nordlicht GmbH').waitFor()
    // the form stays for the next one
    await page.getByLabel('What is it about?').fill('Arrival times')
    await page.getByLabel('What is it about?').press('Enter')
    await card(page, 'stage:contact', 'Arrival times').waitFor()
    await page.getByLabel('What is it about?').press('Escape')
    await page.getByLabel('What is it about?').waitFor({ state: 'detached' })
    expect(await seriousFaults(page)).toEqual([])
  })

  test('is moved by mouse, and taken back by the notice', async () => {
    const { page } = seller
    await drag(card(page, 'stage:contact', 'Cold chain'), column(page, 'stage:qualification'))
    await card(page, 'stage:qualification', 'Cold chain').waitFor()
    await page
      .getByText(/Cold chain.*: moved to.*Qualification/)
      .last()
      .waitFor()
    await expect.poll(() => stageOf('Cold chain')).toBe('qualification')
    await page.getByRole('button', { name: 'Undo' }).click()
    await card(page, 'stage:contact', 'Cold chain').waitFor()
    expect(await stageOf('Cold chain')).toBe('contact')
  })

  test('is moved by keys: from card to card, to the stage beside, by the menu', async () => {
    const { page } = seller
    await page.getByRole('link', { name: 'Arrival times' }).focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Home')
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    const first = await focused()
    await page.keyboard.press('ArrowDown')
    await expect.poll(focused).not.toBe(first)
    await page.getByRole('link', { name: 'Cold chain' }).focus()
    await page.keyboard.press('Shift+ArrowRight')
    await card(page, 'stage:qualification', 'Cold chain').waitFor()
    // the keyboard went with the card
    await expect.poll(focused).toBe('Cold chain')
    await expect.poll(() => stageOf('Cold chain')).toBe('qualification')
    await page.keyboard.press('m')
    await page.getByRole('menuitem', { name: 'Contact' }).click()
    await card(page, 'stage:contact', 'Cold chain').waitFor()
    await expect.poll(() => stageOf('Cold chain')).toBe('contact')
  })

  test('where a gate is not met, or a reason is wanted, the dialog asks, and the card stays until it is answered', async () => {
    const { page } = seller
    await drag(card(page, 'stage:contact', 'Arrival times'), column(page, 'stage:qualification'))
    await expect.poll(() => stageOf('Arrival times')).toBe('qualification')
    await card(page, 'stage:qualification', 'Arrival times').waitFor()
    await drag(card(page, 'stage:qualification', 'Arrival times'), column(page, 'stage:meeting'))
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Budget: has the money').first().waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await card(page, 'stage:qualification', 'Arrival times').waitFor()
    await page.getByRole('link', { name: 'Arrival times' }).focus()
    await page.keyboard.press('m')
    await page.getByRole('menuitem', { name: 'Lost', exact: true }).click()
    await dialog.getByLabel('Why is it over?').selectOption({ index: 1 })
    await dialog.getByRole('button', { name: /Move to.*Lost/ }).click()
    await card(page, 'outcome:lost', 'Arrival times').waitFor()
    expect(await stageOf('Arrival times')).toBe('lost')
  })

  test('two people move the same card: one wins, the other is told and sees the truth', async () => {
    const { page } = seller
    const manager = await visit(browser, app.base)
    await enter(manager, 'manager')
    // nothing tells this window what happens elsewhere
    await manager.page.route('**/api/live**', (route) => route.abort())
    await manager.page.goto('/deals')
    await card(manager.page, 'stage:contact', 'Cold chain').waitFor()
    await drag(card(page, 'stage:contact', 'Cold chain'), column(page, 'stage:qualification'))
    await expect.poll(() => stageOf('Cold chain')).toBe('qualification')
    await manager.page.getByRole('link', { name: 'Cold chain' }).focus()
    await manager.page.keyboard.press('m')
    await manager.page.getByRole('menuitem', { name: 'Qualification' }).click()
    const told = manager.page.getByRole('dialog', { name: 'Somebody was quicker' })
    expect(await told.innerText()).toMatch(/A seller.* moved .*Cold chain.* to .*Qualification.* just now/s)
    await told.getByRole('button', { name: 'Leave it there' }).click()
    await card(manager.page, 'stage:qualification', 'Cold chain').waitFor()
    expect(await stageOf('Cold chain')).toBe('qualification')
    await manager.context.close()
  })

  test('lanes by owner, table and forecast show the same deals; a month is changed by the menu, a tag is put on many', async () => {
    const { page } = seller
    await page.getByLabel('A lane for each owner').check()
    await page.getByRole('button', { name: /A seller.*1 deal/ }).waitFor()
    await card(page, 'stage:qualification', 'Cold chain').waitFor()
    await page.getByRole('button', { name: 'Forecast' }).click()
    await card(page, 'none', 'Cold chain').waitFor()
    await page.getByRole('button', { name: /^Move .*Cold chain/ }).click()
    await page.getByRole('menuitem').nth(1).click()
    await card(page, 'none', 'Cold chain').waitFor({ state: 'detached' })
    const dated = async () =>
      (await app.pool.query(`select close_date is not null as dated from deal where name = 'Cold chain'`)).rows[0].dated
    await expect.poll(dated).toBe(true)
    expect(await seriousFaults(page)).toEqual([])

    await page.getByRole('button', { name: 'Table' }).click()
    await page.getByRole('checkbox', { name: /^Choose .*Cold chain/ }).click()
    await page.getByRole('button', { name: 'Tag', exact: true }).click()
    await page.getByRole('dialog').getByLabel('Tag', { exact: true }).fill('fair 2026')
    await page.getByRole('button', { name: 'Do it for 1 deal' }).click()
    await page.getByText('1 deal was changed.').waitFor()
    const tags = async () =>
      (await app.pool.query(`select tags from deal where name = 'Cold chain'`)).rows[0].tags as string[]
    expect(await tags()).toEqual(['fair 2026'])
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect.poll(tags).toEqual([])
    expect(await seriousFaults(page)).toEqual([])
    expect(seller.complaints).toEqual([])
  })

  test('holds in a narrow window, in Korean, in the dark; who may only look moves nothing', async () => {
    const small = await visit(browser, app.base, { width: 390, dark: true })
    await small.context.addInitScript(() => localStorage.setItem('hourglass.language', 'ko'))
    await enter(small, 'viewer')
    const { page } = small
    await page.goto('/deals')
    await page.getByRole('link', { name: 'Cold chain' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Cold chain' }).focus()
    await page.keyboard.press('m')
    expect(await page.getByRole('menuitem').count()).toBe(0)
    expect(await page.getByRole('button', { name: '딜 추가' }).count()).toBe(0)
    await small.context.close()
  })
})
