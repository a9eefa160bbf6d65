import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

/** An SDR's morning: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('the room of tasks', () => {
  let app: TestApp
  let browser: Browser
  let sdr: Visit
  let member: Awaited<ReturnType<TestApp['member']>>
  let workspaceId = ''
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    const { workspaceId: id, keys } = await app.workspace('Sample Logistics')
    workspaceId = id
    await fill(keys.secret)
    browser = await launchBrowser()
    sdr = await visit(browser, app.base)
    member = await app.member(workspaceId, 'sdr')
    const cookies = member
      .cookie()
      .split('; ')
      .map((pair) => ({ name: pair.split(/=(.*)/s)[0] ?? '', value: pair.split(/=(.*)/s)[1] ?? '', url: app.base }))
    await sdr.context.addCookies(cookies)
    const made = async (body: object) => expect((await member.post('/api/tasks', body)).status).toBe(200)
    await made({ kind: 'todo', title: 'Tidy the list' })
    await made({ kind: 'todo', title: 'Send the price list', promised: true })
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  /** Kim fits, has agreed, and has just asked for a demo: handed over to sales development. */
  async function fill(key: string): Promise<void> {
    const at = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
    const kim = { userId: 'kim' }
    const facts = {
      name: 'Kim Minsu',
      email: 'kim@muster.example',
      title: 'Head of logistics',
      phone: '+82 2 1234 5678',
    }
    const company = { name: 'Muster Ltd', industry: 'logistics', employees: 400, country: 'KR' }
    const batch = [
      { type: 'identify', ...kim, timestamp: at(60), traits: { ...facts, country: 'KR', industry: 'logistics' } },
      { type: 'group', ...kim, groupId: 'muster', timestamp: at(59), traits: company },
      { type: 'page', ...kim, timestamp: at(50), properties: { path: '/pricing' } },
      { type: 'track', ...kim, timestamp: at(49), event: 'consent_granted', properties: { purpose: 'marketing' } },
      { type: 'track', ...kim, timestamp: at(0.1), event: 'demo_requested' },
    ]
    const answer = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    })
    expect(answer.status).toBe(200)
  }

  const lines = (page: Page) =>
    page.locator('[data-line]').evaluateAll((all) => all.map((one) => one.textContent ?? ''))
  const order = async (page: Page, words: string[]) => {
    await expect
      .poll(async () => (await lines(page)).map((text) => words.find((word) => text.includes(word))))
      .toEqual(words)
  }

  test('takes a hand-off on, with what was known at that moment', async () => {
    const { page } = sdr
    await page.goto('/tasks/handoffs')
    const card = page.locator('[data-handoff]')
    await card.getByRole('link', { name: 'Kim Minsu' }).first().waitFor()
    const said = await card.innerText()
    for (const part of ['Known at that moment', 'Head of logistics', 'Demo requested', 'answer by'])
      expect(said).toContain(part)
    await card.getByRole('button', { name: 'Take on: Kim Minsu' }).click()
    await page.getByText('Kim Minsu is yours now.').waitFor()
    await page.getByText('Nobody waits for an answer').waitFor()
    // at a weekend the first attempt is planned for Monday: this morning is a working day
    const queue = (await member.get('/api/tasks/today')).body as { today: string }
    const { items } = (await member.get('/api/tasks?kind=call')).body as { items: { id: string; revision: number }[] }
    const { id, revision } = items[0] ?? { id: '', revision: 0 }
    const moved = await member.post(`/api/tasks/${id}/change`, { revision, dueDay: queue.today })
    expect(moved.status).toBe(200)
  })

  test('today’s queue is in the order of worth, and is worked by keys', async () => {
    const { page } = sdr
    await page.goto('/tasks')
    await order(page, ['Send the price list', 'Kim Minsu', 'Tidy the list'])
    expect((await lines(page))[0]).toContain('Promised today')
    expect((await lines(page))[1]).toContain('First attempt')

    // down to Kim, log the call: no answer; the plan proposes the second attempt
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('c')
    await page.getByRole('dialog').getByText('Kim Minsu: what happened?').waitFor()
    await page.getByRole('dialog').getByRole('link', { name: '+82 2 1234 5678' }).waitFor()
    await expect
      .poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name))
      .toBe('outcome')
    await page.keyboard.press('3')
    await page.getByRole('dialog').getByText('attempt 2 of 8').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText(/^Call: logged\. Next/).waitFor()
    await order(page, ['Send the price list', 'Tidy the list'])
    const { rows } = await app.pool.query(`select kind, attempt from task where state = 'open' and source = 'plan'`)
    expect(rows).toEqual([{ kind: 'mail', attempt: 2 }])
  })

  test('somebody without a deal is asked the questions of their stage; the answer is kept where it was given', async () => {
    const { page } = sdr
    const { rows } = await app.pool.query(`select id from person where workspace_id = $1 and name = 'Kim Minsu'`, [
      workspaceId,
    ])
    await page.goto(`/people/${rows[0]?.id}`)
    await page.getByRole('button', { name: 'Log', exact: true }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('What they answer stays with them').waitFor()
    await dialog.getByRole('button', { name: 'Results and alternatives', pressed: true }).waitFor()
    await dialog.getByRole('button', { name: /Write down the answer What drives the decision/ }).click()
    await dialog.getByLabel('Their answer').fill('The director wants it before the peak.')
    await dialog.getByRole('button', { name: 'Keep the answer' }).click()
    await dialog.getByText('✓ The director wants it').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.locator('#happened').getByRole('button', { name: 'Question answered' }).waitFor()
  })

  test('what is put off leaves the queue, and comes back by undo', async () => {
    const { page } = sdr
    await page.goto('/tasks')
    await order(page, ['Send the price list', 'Tidy the list'])
    await page.keyboard.press('s')
    await page.getByRole('dialog').getByRole('button', { name: '1 working day' }).waitFor()
    await page.keyboard.press('2')
    await page.getByText(/Send the price list: put off/).waitFor()
    await order(page, ['Tidy the list'])
    await page.getByRole('button', { name: 'Undo' }).click()
    await order(page, ['Send the price list', 'Tidy the list'])
    // what came next has the keyboard
    await page.keyboard.press('k')
    await page.keyboard.press('d')
    await page.getByText(/Send the price list: done/).waitFor()
    await order(page, ['Tidy the list'])
    expect(sdr.complaints).toEqual([])
  })
})
