import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const day = 86_400_000

/** The start page and the frame around every screen, as somebody at a keyboard meets them. */
describe.skipIf(chromiumPath === null)('the frame and the start page', () => {
  let app: TestApp
  let browser: Browser
  let visitor: Visit
  let page: Page
  let workspaceId: string
  let key: string
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    browser = await launchBrowser()
    const made = await app.workspace('Sample company', { demo: true })
    workspaceId = made.workspaceId
    key = made.keys.secret
    visitor = await visit(browser, app.base)
    page = visitor.page
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around the demo' }).click()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  const main = () => page.locator('#main')

  test('an empty workspace is told how to begin', async () => {
    await page.getByRole('heading', { name: 'Three ways to begin' }).waitFor()
    expect(await page.getByRole('link', { name: 'Home', exact: true }).getAttribute('data-status')).toBe('active')
  })

  test('the morning after says what changed, who became hot and why, and who waits', async () => {
    const at = (days: number) => new Date(Date.now() - days * day).toISOString()
    const seoyeon = { userId: 'u1', context: {} }
    const batch = [
      ...['a', 'b', 'c'].map((userId) => ({ type: 'page', userId, timestamp: at(2), properties: { path: '/' } })),
      {
        type: 'identify',
        ...seoyeon,
        timestamp: at(20),
        traits: { name: '김서연', email: 'seoyeon@muster-trading.example', title: 'CTO', country: 'KR' },
      },
      {
        type: 'group',
        ...seoyeon,
        groupId: 'm',
        timestamp: at(20),
        traits: { name: 'Muster Trading', employees: 400 },
      },
      { type: 'track', ...seoyeon, timestamp: at(19), event: 'consent_granted', properties: { purpose: 'marketing' } },
      { type: 'track', ...seoyeon, timestamp: at(0.02), event: 'demo_requested' },
      { type: 'track', ...seoyeon, timestamp: at(0.01), event: 'meeting_booked' },
      { type: 'track', userId: 'u1', event: 'nobody knows when', timestamp: '0000-01-01T00:00:00Z' },
    ]
    const answer = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    })
    expect(answer.status).toBe(200)
    await page.reload()

    const hot = page.locator('section', { has: page.getByRole('heading', { name: /Became hot, and why/ }) })
    await hot.getByRole('link', { name: '김서연' }).waitFor()
    expect(await hot.innerText()).toMatch(/Asked for a demo, a call or a quote \+30/)
    const waiting = page.locator('section', { has: page.getByRole('heading', { name: /What waits for a decision/ }) })
    expect(await waiting.innerText()).toMatch(/김서연[^]*Entered MQL[^]*1\s+event could not count/)
    expect(await main().locator('header').first().innerText()).toMatch(/3 people came in these seven days/)
    const glance = page.locator('section', { has: page.getByRole('heading', { name: /The funnel at a glance/ }) })
    await glance.getByRole('link', { name: /^Suspect \/ Prospect: 4 people\. Show them\.$/ }).waitFor()
    // each leads to its list
    await waiting.getByRole('link', { name: 'Look' }).first().click()
    await page.waitForURL(/\/events\/missing/)
    await page.goBack()
    await hot.getByRole('link', { name: '김서연' }).click()
    await page.getByRole('heading', { name: '김서연', level: 1 }).waitFor()
  })

  test('the palette finds people, companies, pages and actions by keyboard alone, and remembers', async () => {
    await page.keyboard.press('Control+k')
    const box = page.getByRole('combobox', { name: /A name, a mail address/ })
    await box.waitFor()
    await page.keyboard.type('서연')
    await page.getByRole('option', { name: /김서연/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/people\/0/)
    await box.waitFor({ state: 'detached' })

    await page.keyboard.press('Control+k')
    await box.waitFor()
    await page
      .getByRole('group', { name: 'Lately' })
      .getByRole('option', { name: /김서연/ })
      .waitFor()
    await page.keyboard.type('muster')
    await page
      .getByRole('group', { name: 'Companies' })
      .getByRole('option', { name: /Muster Trading/ })
      .waitFor()
    await box.fill('gloss')
    await page.getByRole('option', { name: /Glossary/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Glossary', level: 1 }).waitFor()

    await page.keyboard.press('Control+k')
    await box.waitFor()
    await box.fill('русский')
    await page.getByRole('option', { name: 'Language: Русский' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Словарь', level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    // its name is in Russian now
    const search = page.getByRole('dialog').getByRole('combobox')
    await search.waitFor()
    await search.fill('english')
    await page.getByRole('option', { name: 'Язык: English' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Glossary', level: 1 }).waitFor()
  })

  test('a language chosen while a screen is on its way is the one that it speaks', async () => {
    let english = 0
    await page.route(/\/texts-[^/]+\/en\/company\.companies-page/, async (route) => {
      english++
      await new Promise((done) => setTimeout(done, 1000))
      await route.continue()
    })
    await page.getByRole('link', { name: 'Companies', exact: true }).click()
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ru')
    await page.getByRole('heading', { name: 'Компании', level: 1 }).waitFor()
    expect(english).toBe(1)
    // seen before, and new
    await page.getByRole('link', { name: 'Словарь', exact: true }).click()
    await page.getByRole('heading', { name: 'Словарь', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'События', exact: true }).click()
    await page.getByRole('heading', { name: 'События', level: 1 }).waitFor()
    await page.getByRole('combobox', { name: 'Язык' }).selectOption('en')
    await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor()
    expect(visitor.complaints).toEqual([])
  })

  test('g and a letter go to a room; the keyboard goes on there, and screen readers hear its name', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    expect(await page.evaluate(() => document.querySelector('#main')?.contains(document.activeElement))).toBe(true)
    await page.locator('p[role=status]', { hasText: 'People · Hourglass' }).waitFor({ state: 'attached' })
    // letters typed into a field are letters
    await page.getByRole('searchbox').first().fill('')
    await page.getByRole('searchbox').first().pressSequentially('gh')
    expect(new URL(page.url()).pathname).toBe('/people')
  })

  test('the keys are shown on ?, and single keys can be switched off', async () => {
    await page.goto('/glossary')
    await page.getByRole('heading', { name: 'Glossary', level: 1 }).waitFor()
    await page.keyboard.press('Shift+Slash')
    const dialog = page.getByRole('dialog', { name: 'Keyboard' })
    await dialog.getByRole('switch', { name: 'Keys without Ctrl' }).click()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: /A name, a mail address/ }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/glossary')
    await page.keyboard.press('Escape')
    await page.evaluate(() => localStorage.removeItem('hourglass.shortcuts'))
  })

  test('a figure’s definition opens where it stands and leads on into the glossary', async () => {
    await page.goto('/')
    const mark = page.getByRole('button', { name: 'What does “Cohort” mean?' })
    await mark.focus()
    await page.keyboard.press('Enter')
    const said = page.getByText('Those who first entered the first stage in the chosen period.')
    await said.waitFor()
    await page.keyboard.press('Escape')
    await said.waitFor({ state: 'detached' })
    expect(await mark.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'In the glossary' }).click()
    await page.getByRole('heading', { name: 'Glossary', level: 1 }).waitFor()
    expect(await page.locator('#cohort').evaluate((element) => element === document.activeElement)).toBe(true)
    await page.getByRole('searchbox', { name: 'Find a word' }).fill('half-life')
    await page.getByText('The number of days in which an engagement point loses half its worth.').waitFor()
    expect(await page.getByText('Those who first entered').count()).toBe(0)
    expect(new URL(page.url()).searchParams.get('q')).toBe('half-life')
  })

  test('on a small screen the rooms lie in a menu that goes when one has chosen', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('/glossary')
    const people = page.getByRole('link', { name: 'People', exact: true })
    await page.getByRole('heading', { name: 'Glossary', level: 1 }).waitFor()
    expect(await people.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Menu' }).click()
    await people.click()
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    expect(await people.isVisible()).toBe(false)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  test('what one’s role may not see is in no menu, and says so to whoever comes by address', async () => {
    await app.pool.query(`update workspace_member set role = 'viewer' where workspace_id = $1`, [workspaceId])
    await page.goto('/')
    await page.getByRole('link', { name: 'Funnel', exact: true }).waitFor()
    expect(await page.getByRole('link', { name: 'Imports', exact: true }).count()).toBe(0)
    await page.goto('/imports')
    await page.getByText('Your role may not see or do this.').first().waitFor()
    expect(visitor.complaints).toEqual([])
  })
})
