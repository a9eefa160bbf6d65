import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { axeFindings } from './axe.ts'
import { chromiumPath, launchBrowser, visit } from './browser.ts'

/** A deal from its opening to its loss and back: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('the page of a deal', () => {
  let app: TestApp
  let browser: Browser
  let page: Page
  let complaints: string[]
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    const { workspaceId, keys } = await app.workspace('Sample company', { demo: true })
    await fill(keys.secret)
    browser = await launchBrowser()
    const manager = await visit(browser, app.base)
    ;({ page, complaints } = manager)
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around the demo' }).click()
    await page.getByRole('link', { name: 'Settings' }).first().waitFor()
    const { rows } = await app.pool.query(`select id from person where workspace_id = $1 and name = 'Anna Berg'`, [
      workspaceId,
    ])
    await page.goto(`/people/${rows[0]?.id}`)
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function fill(key: string): Promise<void> {
    const at = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()
    const person = (userId: string, name: string, title: string, hours: number) => [
      { type: 'identify', userId, timestamp: at(hours), traits: { name, title, email: `${userId}@muster.example` } },
      { type: 'page', userId, timestamp: at(hours - 1), properties: { path: '/pricing' } },
      { type: 'group', userId, groupId: 'muster', timestamp: at(hours - 2), traits: { name: 'Muster Trading' } },
    ]
    const batch = [
      ...person('anna', 'Anna Berg', 'Head of Logistics', 60),
      ...person('ben', 'Ben Roth', 'Managing Director', 40),
      { type: 'track', userId: 'anna', timestamp: at(5), event: 'demo_requested', properties: { path: '/demo' } },
    ]
    const answer = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    })
    expect(answer.status).toBe(200)
  }

  const section = (name: string) =>
    page.locator('section').filter({ has: page.locator('h2').filter({ hasText: new RegExp(`^${name}\\??$`) }) })
  const notice = (text: string) => page.getByRole('status').filter({ hasText: text })
  const dialog = () => page.getByRole('dialog')

  const seriousFindings = () => axeFindings(page)

  test('is opened from a person by one action, and carries why they were qualified', async () => {
    await section('Deals').getByRole('button', { name: 'Open a deal' }).click()
    await dialog().getByLabel('Name').fill('Muster rollout')
    await dialog().getByLabel('Stage').selectOption({ label: 'Qualification' })
    await dialog().getByRole('button', { name: 'Open the deal' }).click()
    await page.getByRole('heading', { name: 'Muster rollout', level: 1 }).waitFor()
    const evidence = section('Why it began')
    await evidence.getByText('Asked for a demo').first().waitFor()
    expect(await evidence.innerText()).toContain('Demo requested')
    expect(await evidence.getByRole('link', { name: 'Ben Roth' }).count()).toBe(1)
    await section('Buying group').getByText('It hangs on one person').waitFor()
  })

  test('the decision maker is added from the company’s people', async () => {
    const group = section('Buying group')
    await group.getByRole('button', { name: 'Add somebody' }).click()
    await group.getByRole('button', { name: /^Ben Roth/ }).click()
    await group.getByLabel('Decision maker').check()
    await group.getByLabel('Stance').selectOption({ label: 'neutral' })
    await group.getByRole('button', { name: 'Save' }).click()
    await notice('Ben Roth joined the buying group').waitFor()
    await group.getByText('The decision maker has never been heard.').waitFor()
    expect(await group.getByRole('img', { name: /^Map of the buying group: people 2, heard 0/ }).count()).toBe(1)
  })

  test('a question of the playbook is answered in place, and is evidence for BANT', async () => {
    const playbook = section('Questions to ask')
    const question = 'What drives the decision?'
    await playbook.getByRole('button', { name: `Write down the answer ${question}` }).click()
    await playbook.getByLabel('Their answer').fill('Two days a week are lost at every branch, and the board knows.')
    await playbook.getByLabel('What it tells').selectOption({ label: 'Need' })
    await playbook.getByRole('button', { name: 'Keep the answer' }).click()
    await notice('The answer is kept').waitFor()
    const bant = section('What we know \\(BANT\\)')
    await bant.getByText('1 of 4 is settled').waitFor()
    expect(await bant.innerText()).toMatch(/Anna Berg · Call · .* · they said so · written by/)
    await playbook.getByText('Two days a week').waitFor()
  })

  test('a call is logged with the playbook beside it: an answer is kept before the call is', async () => {
    await section('Tasks').getByRole('button', { name: 'Log' }).first().click()
    const asked = dialog().getByRole('region', { name: 'Questions to ask' })
    await asked.getByRole('button', { name: /^Write down the answer What matters most/ }).click()
    await asked.getByLabel('Their answer').fill('That drivers')
    // Escape closes the answer, not the log
    await page.keyboard.press('Escape')
    await asked.getByRole('button', { name: /^Write down the answer What matters most/ }).click()
    await asked.getByLabel('Their answer').fill('That drivers need no training')
    await asked.getByRole('button', { name: 'Keep the answer' }).click()
    await asked.getByText('That drivers need no training').waitFor()
    expect(await seriousFindings()).toEqual([])
    await dialog().getByText('Talked').click()
    await dialog().getByRole('button', { name: 'Log it' }).click()
    await page.getByText(/^Call: logged/).waitFor()
    const { rows } = await app.pool.query(
      `select data->>'name' as name, data->>'what' as what from deal_event where kind in ('said', 'touched') order by id`,
    )
    expect(rows).toContainEqual({ name: 'question_answered', what: null })
    expect(rows).toContainEqual({ name: null, what: 'call' })
  })

  test('a move asks for what its gates miss, lets it be filled in, and says what is still missing', async () => {
    await page.getByRole('button', { name: 'On to Meeting' }).click()
    await dialog().getByText('3 things are missing before it may go on').waitFor()
    const move = dialog().getByRole('button', { name: 'Move to Meeting' })
    expect(await move.isDisabled()).toBe(true)
    const answers = ['Out of the running budget', 'Ben signs', 'Before the summer']
    for (const [index, answer] of answers.entries()) await dialog().getByLabel('Their answer').nth(index).fill(answer)
    expect(await seriousFindings()).toEqual([])
    await move.click()
    await notice('Muster rollout moved to Meeting').waitFor()
    await section('What we know \\(BANT\\)').getByText('4 of 4 are settled').waitFor()
    const path = page.getByRole('list', { name: 'Stages of the pipeline' })
    await path.locator('[aria-current]').filter({ hasText: 'Meeting' }).waitFor()
  })

  test('an objection with its answer and a proof that is owed stand in the story', async () => {
    const objections = section('Objections')
    await objections.getByRole('button', { name: 'Add an objection' }).click()
    await objections.getByLabel('What they said, in their words').fill('Too dear for a year like this')
    await objections.getByLabel('What we answered').fill('Two lost days a week are dearer')
    await objections.getByRole('button', { name: 'Save' }).click()
    await objections.getByText('Too dear for a year like this').waitFor()

    const proofs = section('Proofs asked for')
    await proofs.getByRole('button', { name: 'Add a proof' }).click()
    await proofs.getByLabel('What they want to see').fill('A customer in logistics')
    await proofs.getByLabel('By when').fill('2031-05-02')
    await proofs.getByRole('button', { name: 'Save' }).click()
    await proofs.getByText('We still owe one').waitFor()

    await page.getByRole('link', { name: 'What happened' }).click()
    const story = section('What happened')
    await story.getByText('Objection', { exact: true }).waitFor()
    await story.getByRole('button', { name: 'Answers' }).click()
    await page.waitForURL(/part=/)
    await story.getByText('Ben signs').waitFor()
    await story.getByText('Proof asked for').waitFor({ state: 'detached' })
    expect(await seriousFindings()).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.reload()
    await section('Questions to ask').getByText('Two days a week').waitFor()
    // what stands further down is asked for when it comes near
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await story.getByText('Ben signs').waitFor()
    expect(await seriousFindings()).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
  })

  test('lost with a reason, it is remembered, and comes back', async () => {
    await page.getByRole('button', { name: 'Move', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Lost' }).click()
    await dialog().getByLabel('Why is it over?').selectOption({ label: 'Not now' })
    await dialog()
      .getByLabel(/^Return to nurture until/)
      .fill('2031-03-01')
    await dialog().getByRole('button', { name: 'Move to Lost' }).click()
    await notice('Muster rollout moved to Lost').waitFor()
    await page.getByText(/It went back to nurture, until .*2031/).waitFor()

    await page.getByRole('button', { name: 'Re-open' }).click()
    await dialog()
      .getByRole('button', { name: /^Move to/ })
      .click()
    await notice('Muster rollout moved to Meeting').waitFor()
    const memory = section('What is remembered')
    await memory.getByText(/Back to nurture: Not now, until .*2031/).waitFor()
    await memory.getByText(/^Lost .*: Not now, from Meeting\. Opened again/).waitFor()
    await page.getByText('round 2').waitFor()
  })

  test('a manager who writes a question of yes or no into a playbook is told so', async () => {
    await page.goto('/blueprint?view=playbooks')
    await page.getByRole('button', { name: 'Change it' }).click()
    const first = page.getByLabel('Question 1').first()
    await first.fill('Do you have a budget?')
    await page.getByText(/Can be answered by yes or no \(English\)/).waitFor()
    await first.fill('How is money for this found?')
    await page.getByText(/Can be answered by yes or no/).waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })
})
