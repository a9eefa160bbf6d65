import { randomUUIDv7 } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

/** Every page with an id, what it is about, and where its list is. */
const pages = [
  ['/deals', 'deal', '/deals'],
  ['/people', 'person', '/people'],
  ['/companies', 'company', '/companies'],
  ['/segments', 'segment', '/segments'],
  ['/meetings', 'meeting', '/meetings'],
  ['/proposals', 'proposal', '/proposals'],
  ['/proposals/templates', 'template', '/proposals/templates'],
  ['/review', 'review', '/review'],
  ['/imports', 'import', '/imports'],
  ['/capture/surveys', 'survey', '/capture/surveys'],
  ['/imports/file', 'import', '/imports'],
] as const

describe.skipIf(chromiumPath === null)('an address under which nothing stands', () => {
  let app: TestApp
  let browser: Browser
  let visitor: Visit
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    await app.workspace('Sample company', { demo: true })
    browser = await launchBrowser()
    visitor = await visit(browser, app.base)
    await visitor.page.goto('/sign-in')
    await visitor.page.getByRole('button', { name: 'Look around the demo' }).click()
    await visitor.page.getByRole('link', { name: 'Settings' }).first().waitFor()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  test('says so in the room’s words and leads to the list, whether it is no id or that of nothing', async () => {
    const { page, complaints } = visitor
    for (const [path, thing, list] of pages) {
      for (const id of ['xyz', randomUUIDv7()]) {
        await page.goto(`${path}/${id}`)
        await page.getByRole('heading', { name: `There is no such ${thing}` }).waitFor()
        expect(await page.title()).toContain(`There is no such ${thing}`)
      }
      await page.getByRole('link', { name: 'To the list' }).click()
      await page.waitForURL((url) => url.pathname === list)
    }
    expect(complaints).toEqual([])
  }, 60_000)
})
