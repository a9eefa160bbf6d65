import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

/** An SDR's afternoon with a list: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('suspects, who is left alone, and audiences', () => {
  let app: TestApp
  let browser: Browser
  let sdr: Visit
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    browser = await launchBrowser()
    const { workspaceId } = await app.workspace('Sample Logistics')
    const member = await app.member(workspaceId, 'marketer')
    const condition = { field: 'person.email', op: 'exists' }
    expect((await member.post('/api/segments', { name: 'All with mail', condition })).status).toBe(200)
    sdr = await visit(browser, app.base)
    await sdr.context.addCookies(
      member
        .cookie()
        .split('; ')
        .map((pair) => {
          const [name = '', value = ''] = pair.split(/=(.*)/s)
          return { name, value, url: app.base }
        }),
    )
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  test('a domain is left alone, with the reason', async () => {
    const { page } = sdr
    await page.goto('/audiences/excluded')
    await page.getByLabel('Domains, companies or people').fill('quiet.test\nno such thing')
    await page.getByLabel('Reason').fill('Asked us in writing')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('row', { name: /quiet\.test/ }).waitFor()
    expect(await page.getByRole('row', { name: /quiet\.test/ }).textContent()).toContain('Asked us in writing')
    expect(await page.getByText('Not understood: no such thing.').count()).toBe(1)
  })

  test('a list is made with its ground; names are looked at, then added', async () => {
    const { page } = sdr
    await page.goto('/audiences/suspects')
    await page.getByLabel('Name', { exact: true }).fill('Freight Forum')
    await page.getByLabel('Where the names come from').fill('Our stand at the forum')
    await page.getByLabel('Why it holds').fill('Heads of logistics; we weighed it in March')
    await page.getByRole('button', { name: 'Make the list' }).click()
    await page.getByRole('heading', { name: 'Freight Forum' }).waitFor()
    await page
      .getByLabel('Names')
      .fill(
        [
          'Anna Kim <anna@fresh.test>',
          'https://www.linkedin.com/in/boris-p, Boris',
          'x@quiet.test, Quiet',
          `kr.linkedin.com/in/홍길동${'길'.repeat(40)}`,
        ].join('\n'),
      )
    await page.getByRole('button', { name: 'Look before adding' }).click()
    await page.getByText('3 new, 0 known already, 1 not added').first().waitFor()
    expect(await page.getByRole('row', { name: /Quiet/ }).textContent()).toContain('not to be contacted')
    // the name of a profile is read as letters, and breaks nothing however long it is
    const profile = page.getByText(/^linkedin\.com\/in\/홍길동/)
    const right = async (box: Locator) => {
      const { x, width } = (await box.boundingBox()) ?? { x: Number.NaN, width: 0 }
      return x + width
    }
    const card = page.locator('section', { has: profile }).last()
    expect(await right(profile)).toBeLessThan(await right(card))
    expect(await right(page.getByLabel('Names'))).toBeLessThan(await right(card))
    await page.getByRole('button', { name: 'Add 3 people' }).click()
    await page.getByRole('link', { name: 'Boris' }).waitFor()
  })

  test('a connection is noted for those chosen, and can be undone', async () => {
    const { page } = sdr
    await page.getByRole('checkbox', { name: 'Choose Boris' }).check()
    await page.getByRole('button', { name: 'They connected' }).first().click()
    await page.getByRole('row', { name: /Boris/ }).getByText('Connected').waitFor()
    await page.getByText(/^100(\.0)?%/).waitFor()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await page.getByRole('row', { name: /Boris/ }).getByText('On the list').waitFor()
    // there is no address of his to mail
    await page.getByRole('checkbox', { name: 'Choose Boris' }).check()
    await page.getByRole('button', { name: 'They opted in…' }).click()
    await page.getByLabel('How do you know?').fill('Said so on the phone')
    await page.getByRole('button', { name: 'Note it' }).click()
    await page.getByText(/we know no mail address of them/).waitFor()
    expect(sdr.complaints).toEqual([])
  })

  test('a segment becomes an audience; a file is made, logged and downloaded', async () => {
    const { page } = sdr
    await page.goto('/audiences')
    await page.getByLabel('Name', { exact: true }).fill('Readers')
    await page.getByRole('button', { name: 'Make the audience' }).click()
    await page.getByRole('heading', { name: 'Readers' }).waitFor()
    // Anna has a mail address and has agreed to nothing
    expect(await page.getByRole('list', { name: 'Why others are not in it' }).textContent()).toContain(
      'no consent for the purpose',
    )
    await page.getByText('The network takes lists from 300 on; this one has 0.').waitFor()
    await page.getByRole('button', { name: 'Make the file' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: /^Download the file for LinkedIn, contacts/ }).click()
    expect((await download).suggestedFilename()).toMatch(/^linkedin_contacts-.*\.csv$/)
    await page.getByRole('table', { name: 'Log of files' }).getByRole('link', { name: '0', exact: true }).click()
    await page.getByText('no consent for the purpose').last().waitFor()
    expect(sdr.complaints).toEqual([])
  })
})
