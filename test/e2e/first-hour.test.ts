import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { password, startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const day = 86_400_000

/** One hour of a newcomer: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('the first hour', () => {
  let app: TestApp
  let browser: Browser
  let newcomer: Visit
  let secretKey = ''
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    browser = await launchBrowser()
    newcomer = await visit(browser, app.base)
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function send(path: string, body: object): Promise<void> {
    const answer = await fetch(`${app.base}/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${secretKey}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(200)
  }

  test('the set-up link makes the first admin and the workspace, and shows the secret key once', async () => {
    const { page } = newcomer
    await page.goto(await app.setupLink())
    await page.getByLabel('Your name').fill('Mira Han')
    await page.getByLabel('Mail address').fill('mira@example.com')
    await page.getByLabel('Password', { exact: true }).fill('too short')
    await page.getByLabel('Name of the company or team').fill('Sample Logistics')
    expect(await page.getByLabel('Time zone').inputValue()).toBe('Asia/Seoul')
    await page.getByLabel('Currency').selectOption('KRW')
    await page.getByRole('button', { name: 'Create the workspace' }).click()
    expect(page.url()).toContain('/setup/')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Create the workspace' }).click()
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    secretKey = (await page.locator('[data-new-key]').textContent()) ?? ''
    expect(secretKey).toMatch(/^sk_/)
    await page.reload()
    await page.getByRole('heading', { name: 'Write keys' }).waitFor()
    expect(await page.locator('body').innerText()).not.toContain(secretKey)
  })

  test('the used link says that it is used', async () => {
    const { page, context } = await visit(browser, app.base)
    await page.goto('/setup/used-up')
    await page.getByText('This set-up link is used or too old').waitFor()
    await context.close()
  })

  test('an empty funnel says what to do next', async () => {
    const { page } = newcomer
    await page.getByRole('link', { name: 'Funnel' }).click()
    await page.getByText('Nobody entered this funnel in that time').waitFor()
  })

  test('events sent with the key stand in the funnel, and each number opens to its people', async () => {
    const now = Date.now()
    const at = (daysAgo: number): string => new Date(now - daysAgo * day).toISOString()
    for (const [userId, name] of [
      ['u1', '김서연'],
      ['u2', 'Дмитрий Павлов'],
      ['u3', 'Jonas Ohlsson'],
    ] as const)
      await send('page', { userId, timestamp: at(9), properties: { path: '/pricing' }, traits: { name } })
    await send('identify', {
      userId: 'u1',
      timestamp: at(8),
      traits: {
        name: '김서연',
        email: 'seoyeon@muster-trading.example',
        title: 'CTO',
        company: 'Muster Trading',
        industry: 'logistics',
      },
    })
    await send('group', {
      userId: 'u1',
      groupId: 'muster',
      timestamp: at(8),
      traits: { name: 'Muster Trading', employees: 400, industry: 'logistics' },
    })
    await send('track', {
      userId: 'u1',
      timestamp: at(7),
      event: 'Consent Granted',
      properties: { purpose: 'marketing', wording: 'Send me useful mail.' },
    })
    await send('track', { userId: 'u1', timestamp: at(6), event: 'Demo Requested', properties: { form: 'demo' } })

    const { page } = newcomer
    await page.goto('/funnel')
    const top = page.getByRole('button', { name: 'Suspect / Prospect: 3 people. Show them.' })
    await top.waitFor()
    await page.getByRole('button', { name: 'Subscriber: 1 person. Show them.' }).click()
    const drawer = page.getByRole('dialog', { name: 'Reached “Subscriber”' })
    await drawer.getByText('김서연').waitFor()
    expect(new URL(page.url()).searchParams.get('stage')).toBe('subscriber')
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await page.getByLabel('Window to convert').selectOption('90d')
    await page.getByText('may still come').first().waitFor()
    expect(new URL(page.url()).searchParams.get('window')).toBe('90d')
  })

  test('the person’s page adds up the score and says why they stand where they stand', async () => {
    const { page } = newcomer
    await page.getByRole('link', { name: 'People' }).click()
    await page.getByLabel('Search').fill('서연')
    await page.getByText('1 person', { exact: true }).waitFor()
    await page.getByRole('link', { name: '김서연' }).click()
    await page.getByRole('heading', { name: '김서연', level: 1 }).waitFor()

    await page.getByRole('link', { name: 'Scores opened' }).click()
    const ledger = page.locator('section', { has: page.getByRole('heading', { name: 'Engagement, opened' }) })
    await ledger.getByText('Asked for a demo, a call or a quote').waitFor()
    const worths = await ledger.locator('tbody tr > td:nth-child(3)').allInnerTexts()
    const sum = Number(await ledger.locator('tfoot td').first().innerText())
    expect(sum).toBeGreaterThan(0)
    expect(worths.map(Number).reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 1)

    await page.getByRole('link', { name: 'Stages and why' }).click()
    const stages = page.locator('section', { has: page.getByRole('heading', { name: 'Stages, and why' }) })
    await stages.getByText('consent to “Mail with news and offers” is granted').first().waitFor()
    const said = await stages.innerText()
    expect(said).toContain('consent to “Mail with news and offers” is granted')
    expect(said).toMatch(/Demo requested/)
    const wording = page.getByText('Send me useful mail.').first()
    await page.locator('details', { has: wording }).first().locator('summary').first().click()
    await wording.waitFor()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
  })

  test('another language changes the words, the numbers and the dates, and is remembered', async () => {
    const { page } = newcomer
    await page.getByRole('combobox', { name: 'Language' }).first().selectOption('ru')
    await page.getByRole('heading', { name: 'Этапы и причины' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('ru')
    expect(await page.locator('main').innerText()).toMatch(/\d+,\d+/)
    await page.getByRole('combobox', { name: 'Язык' }).first().selectOption('ko')
    await page.getByRole('heading', { name: '단계와 그 이유' }).waitFor()
    expect(await page.locator('main').innerText()).toMatch(/\d{4}\. \d{1,2}\. \d{1,2}\./)
    await page.reload()
    await page.getByRole('heading', { name: '단계와 그 이유' }).waitFor()
    await page.getByRole('combobox', { name: '언어' }).first().selectOption('en')
    await page.getByRole('heading', { name: 'Stages, and why' }).waitFor()
  })

  test('an event that could not count says why', async () => {
    await send('track', {
      userId: 'u1',
      messageId: 'too-early',
      event: 'Demo Requested',
      timestamp: '0000-01-01T00:00:00Z',
    })
    const { page } = newcomer
    await page.goto('/settings/missing')
    await page.locator('main li', { hasText: 'too-early' }).waitFor()
    expect(await page.locator('main').innerText()).toMatch(/time/i)
  })

  test('signing out and in leads back to where one wanted to be', async () => {
    const { page, complaints } = newcomer
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.goto('/people?sort=total')
    await page.getByLabel('Mail address').fill('mira@example.com')
    await page.getByLabel('Password', { exact: true }).fill('not my password')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('The mail address or the password is not right.').waitFor()
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    expect(new URL(page.url()).search).toBe('?sort=total')
    expect(complaints).toEqual([])
  })
})
