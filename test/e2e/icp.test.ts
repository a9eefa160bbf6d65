import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

describe.skipIf(chromiumPath === null)('who we want', () => {
  let app: TestApp
  let browser: Browser
  let marketer: Visit
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    const workspace = await app.workspace()
    await fill(workspace.keys.secret)
    const member = await app.member(workspace.workspaceId, 'marketer')
    browser = await launchBrowser()
    marketer = await visit(browser, app.base)
    await marketer.context.addCookies(
      member
        .cookie()
        .split('; ')
        .map((pair) => {
          const [name = '', value = ''] = pair.split(/=(.*)/s)
          return { name, value, url: app.base }
        }),
    )
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  /** Twelve people of one title nobody knows, four heads of marketing, each with a company. */
  async function fill(key: string): Promise<void> {
    const at = (minute: number): string => new Date(Date.now() - 20 * 86_400_000 + minute * 60_000).toISOString()
    const batch = Array.from({ length: 16 }, (_, n) => [
      {
        type: 'identify',
        userId: `p${n}`,
        timestamp: at(n),
        traits: { email: `p${n}@c${n}.example`, title: n < 12 ? 'Disponent' : '마케팅팀장' },
      },
      {
        type: 'group',
        userId: `p${n}`,
        groupId: `c${n}`,
        timestamp: at(n + 30),
        traits: { name: `Company ${n}`, employees: n < 4 ? 20 : 300 },
      },
    ]).flat()
    const sent = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    })
    expect(sent.status).toBe(200)
  }

  test('a title is tried; one that nobody knows is mapped, the effect is seen first, then it holds', async () => {
    const { page } = marketer
    await page.goto('/icp/titles')
    await page.getByLabel('Job title').fill('Зам. ген. директора по логистике')
    const tried = page.locator('section', { has: page.getByRole('heading', { name: 'Try a title' }) })
    await tried.getByText('vice president').first().waitFor()
    await tried.getByText('logistics and supply chain').first().waitFor()
    await page.getByText('12 people').first().waitFor()
    await page.getByLabel('Seniority of Disponent').selectOption('specialist')
    await page.getByLabel('Function of Disponent').selectOption('logistics')
    await page.getByText('1 change is not applied yet.').waitFor()
    await page.getByRole('button', { name: 'See who would change' }).click()
    await page.getByText('12 people: not known → logistics and supply chain').waitFor()
    await page.getByRole('button', { name: 'Apply to everybody' }).click()
    await page.getByText('Every title is known.').waitFor()
    await page.getByText('Disponent', { exact: true }).first().waitFor()
  })

  test('a narrower rule shows both sides, is kept for the team, and applied', async () => {
    const { page } = marketer
    await page.goto('/icp')
    await page.getByText('16 people fit, at 16 companies').waitFor()
    await page.getByText('Both rules are the same').waitFor()
    await page.getByText('Change the rule', { exact: true }).click()
    await page.getByRole('button', { name: 'Add a condition' }).last().click()
    await page.locator('select[data-what]').last().selectOption('account.employees')
    await page.getByLabel('How it is compared').last().selectOption('gte')
    await page.locator('input[aria-label="Value"]').last().fill('100')
    await page.getByText('25% fewer people in.').waitFor()
    const sides = page.getByRole('table', { name: 'Both sides' })
    expect(await sides.getByRole('row', { name: /^People/ }).innerText()).toMatch(/16\s+12\s+4/)
    await page.getByRole('button', { name: 'Keep the draft' }).click()
    await page.getByText(/A draft of the team/).waitFor()
    await page.reload()
    await page.getByText('25% fewer people in.').waitFor()
    await page.getByRole('button', { name: 'See the plan and apply' }).click()
    await page.getByRole('button', { name: 'Apply to everybody' }).click()
    // the draft is in force now: nothing is left between the two
    await page.getByText('Both rules are the same').waitFor()
  })

  test('a worksheet is kept as it is written, and its words and phrases are offered where texts are', async () => {
    const { page } = marketer
    await page.goto('/icp/phrases')
    await page.getByLabel('What they said').fill('We fly blind until the truck is at the gate')
    await page.getByRole('button', { name: 'Keep it' }).click()
    await page.getByRole('blockquote').getByText('We fly blind').waitFor()
    await page.goto('/icp/worksheet')
    await page.getByLabel('Name').fill('Shippers')
    await page.getByRole('button', { name: 'Begin', exact: true }).click()
    await page.getByLabel('What do they want?').fill('To know where the load is')
    await page.getByRole('button', { name: 'Their words …' }).nth(1).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /We fly blind/ })
      .click()
    await page.getByText('saved', { exact: true }).waitFor()
    await page.getByText('2 of 23 answered').waitFor()
    await page.reload()
    expect(await page.getByLabel('How do they talk about it?').inputValue()).toContain('We fly blind')
    await page
      .getByRole('link', { name: /Problems and help/ })
      .first()
      .click()
    await page.getByLabel('The one benefit that counts most').fill('You know first')
    await page.getByText('3 of 23 answered').waitFor()
    await page.getByText('saved', { exact: true }).waitFor()
    await page.goto('/proposals/templates/new')
    await page.getByRole('button', { name: 'Their words …' }).first().click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /You know first/ })
      .click()
    expect(await page.getByLabel('The problem', { exact: false }).first().inputValue()).toContain('You know first')
    expect(marketer.complaints).toEqual([])
  })
})
