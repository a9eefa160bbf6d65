import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

describe.skipIf(chromiumPath === null)('blueprint, set-up guide and events', () => {
  let app: TestApp
  let browser: Browser
  let marketer: Visit
  let keys: { public: string; secret: string }
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    const workspace = await app.workspace()
    keys = workspace.keys
    const member = await app.member(workspace.workspaceId, 'admin')
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
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  test('a marketer reads who owns a stage and who enters it, and changes a goal and a threshold through a plan', async () => {
    const { page } = marketer
    await page.goto('/blueprint')
    const lead = page.locator('li', { has: page.getByRole('heading', { name: /Lead$/ }) })
    await lead.getByText('Fits the ICP and has a persona').waitFor()
    expect(await lead.innerText()).toMatch(/Marketing[^]*Teach the pain/)
    await page.getByRole('button', { name: 'Change it' }).click()
    await page.getByLabel('Goal').nth(2).fill('Show what waiting costs.')
    await page.getByText('stage Lifecycle / Lead').waitFor()
    await page.getByRole('link', { name: 'Scores and personas' }).click()
    await page.getByLabel('Sales threshold').fill('72')
    const plan = page.locator('section', { has: page.getByRole('heading', { name: 'What your changes would do' }) })
    await plan.getByText('80 → 72').waitFor()
    await plan.getByLabel('Why').fill('Agreed on Monday')
    await plan.getByRole('button', { name: 'Apply to everybody' }).click()
    await page.getByText(/^Version 2, applied by A admin/).waitFor()
    await page.getByRole('link', { name: 'Versions' }).click()
    await page.getByText('Agreed on Monday').waitFor()
  })

  test('a template shows what it would change before anything does', async () => {
    const { page } = marketer
    await page.goto('/blueprint?view=templates')
    await page.getByRole('button', { name: 'See what the template First contact to won would change' }).click()
    await page.getByText('leading model').waitFor()
    await page.getByRole('button', { name: 'Leave it as it is' }).click()
    await page.getByText('leading model').waitFor({ state: 'detached' })
  })

  test('the size of the pipeline follows from four numbers and is kept', async () => {
    const { page } = marketer
    await page.goto('/setup-guide?step=size')
    await page.getByLabel(/Target revenue/).fill('100000')
    await page.getByLabel(/Average sale/).fill('500')
    await page.getByLabel('Close rate').fill('80')
    await page.getByLabel('Reps').fill('10')
    const figures = page.locator('main dl')
    await figures.getByText('250').waitFor()
    expect(await figures.innerText()).toMatch(/200[^]*250[^]*25/)
    await page.getByRole('button', { name: 'Save this step' }).click()
    await page.getByText('1 of four steps is done.').waitFor()
    await page.reload()
    await figures.getByText('250').waitFor()
  })

  test('the page waits for the first event, sees it come, and the stream opens it without running what it holds', async () => {
    const { page, complaints } = marketer
    await page.goto('/settings')
    await page.getByText('Waiting for the first event of your server').waitFor()
    const answer = await fetch(`${app.base}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${keys.secret}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        userId: 'u1',
        event: 'Demo Requested',
        properties: { note: '<img src=x onerror=alert(1)>' },
      }),
    })
    expect(answer.status).toBe(200)
    await page.getByText(/It works: Demo requested/).waitFor()
    await page.getByRole('link', { name: 'See them' }).click()
    await page.getByRole('button', { name: /Demo requested/ }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('<img src=x onerror=alert(1)>').waitFor()
    expect(new URL(page.url()).searchParams.get('source')).toBe('server')
    expect(complaints).toEqual([])
  })
})
