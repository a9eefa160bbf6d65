import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser as Member, startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const day = 86_400_000
const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** A marketer names what nobody knew, then asks what a person cost: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('channels and ad spend', () => {
  let app: TestApp
  let browser: Browser
  let member: Member
  let marketer: Visit
  let page: Page
  let key: string
  let sent = 0

  /** Somebody new lands on the site. */
  async function land(query: string, referrer: string, ago: number): Promise<void> {
    const url = `https://www.example.com/${query}`
    const view = {
      type: 'page',
      anonymousId: `v${++sent}`,
      timestamp: new Date(Date.now() - ago * day + sent * 1000).toISOString(),
      properties: { path: '/', url, referrer },
      context: { userAgent: agent, page: { path: '/', url, referrer } },
    }
    const answer = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch: [view] }),
    })
    expect(answer.status).toBe(200)
  }

  beforeAll(async () => {
    app = await startTestApp({ web: true })
    browser = await launchBrowser()
    const made = await app.workspace('Sample Logistics', { zone: 'UTC' })
    key = made.keys.public
    await app.pool.query(`update workspace set currency = 'USD' where workspace_id = $1`, [made.workspaceId])
    for (let k = 0; k < 3; k++) await land('', 'https://freight-forum.example/hall-4', 3)
    for (let k = 0; k < 6; k++) await land('?utm_source=google&utm_medium=cpc&utm_campaign=Spring', '', 5)
    member = await app.member(made.workspaceId, 'marketer')
    marketer = await visit(browser, app.base)
    ;({ page } = marketer)
    await marketer.context.addCookies(
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

  test('an unknown site is named in a click; what that changes is shown before it is saved', async () => {
    await page.goto('/sources/channels')
    await page.getByText('9 arrivals in 30 days').waitFor()
    await page.getByRole('button', { name: 'Name freight-forum.example' }).click()
    const form = page.getByRole('form', { name: 'Rule' })
    expect(await form.getByLabel('is', { exact: true }).inputValue()).toBe('freight-forum.example')
    await form.getByRole('button', { name: 'Take over' }).click()
    await form.getByText('Name the channel.').waitFor()
    await form.getByLabel('then the channel is').selectOption('+')
    await form.getByLabel('Its name').fill('Fair')
    await form.getByRole('button', { name: 'Take over' }).click()
    await page.getByText('3 of 9 arrivals of 30 days would have another channel.').waitFor()
    expect(await page.getByRole('list', { name: 'What saving would change' }).textContent()).toContain('referral')
    expect((await member.get('/api/channels')).body['version']).toBe(0)
  })

  test('a link is tried by the rules being written, then saved and tried by those in force', async () => {
    await page.getByLabel('Address they landed on').fill('www.example.com/pricing')
    await page.getByLabel('Came from').fill('https://m.freight-forum.example/')
    await page.getByRole('button', { name: 'Which channel?' }).click()
    await page.getByText('Your rule 1 holds.').waitFor()
    await page.getByText('Our lists alone would say: referral.').waitFor()
    await page.getByRole('button', { name: 'Save: from now on' }).click()
    await page.getByText('Every site that brought people is known.').waitFor()
    expect((await member.get('/api/channels')).body).toMatchObject({ version: 1, own: ['fair'] })
    // collectors take it up within two seconds
    await page.waitForTimeout(2100)
    await land('', 'https://freight-forum.example/hall-4', 0)
    await page.reload()
    expect(await page.getByRole('row', { name: /^fair/ }).textContent()).toContain('1')
    await page.getByLabel('Address they landed on').fill('www.example.com/?utm_source=chatgpt.com')
    await page.getByRole('button', { name: 'Which channel?' }).click()
    await page.getByText('utm_source is “chatgpt.com”.').waitFor()
    expect(marketer.complaints).toEqual([])
  })

  test('a network’s export is recognised, shown as it would count, and added', async () => {
    await page.goto('/sources/spend')
    await page.getByText('Nothing entered yet').waitFor()
    const on = (ago: number): string => new Date(Date.now() - ago * day).toISOString().slice(0, 10)
    const csv = [
      'Campaign report',
      'Day,Campaign,Currency code,Cost,Impr.,Clicks',
      `${on(6)},spring,USD,"1,200.00",900,40`,
      `${on(5)},spring,USD,600.00,500,20`,
      `${on(5)},winter,USD,90.50,80,2`,
      `${on(4)},spring,USD,a lot,80,2`,
      'Total: Account, --,USD,"1,890.50","1,480",62',
    ].join('\n')
    const file = { name: 'google.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }
    await page.getByLabel('File of costs').setInputFiles(file)
    const opened = page.getByRole('region', { name: 'google.csv' })
    await opened.getByText('Google Ads', { exact: true }).first().waitFor()
    await opened.getByText('$1,890.50').waitFor()
    await opened.getByText('1 line cannot be read').click()
    await opened.getByText('Line 6: “a lot” is no sum.').waitFor()
    expect(await opened.textContent()).toContain('Nobody has come by this campaign yet: winter')
    await opened.getByRole('button', { name: 'Add 3 rows' }).click()
    const row = page.getByRole('row', { name: /^paid ads/ })
    await row.waitFor()
    expect(await row.textContent()).toContain('$1,890.50')
    expect(await page.locator('main header p').first().textContent()).toContain('brought 6 people')
    await page.getByRole('row', { name: /^google\.csv/ }).waitFor()
  })

  test('a channel opens to its campaigns; a target is set for what is paid for', async () => {
    await page.getByRole('button', { name: 'paid ads' }).click()
    const winter = page.getByRole('row', { name: /^winter/ })
    await winter.waitFor()
    expect(await winter.textContent()).toContain('Nobody came by it')
    expect(new URL(page.url()).searchParams.get('channel')).toBe('ppc')
    await page.getByRole('button', { name: /^Target CPA of/ }).click()
    await page.getByLabel(/should cost at most/).fill('400')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText(/^Target CPA of .* saved\.$/).waitFor()
    await page.getByText('$400', { exact: true }).waitFor()
    // nobody is a lead yet
    expect(await page.getByRole('row', { name: /^spring/ }).textContent()).toContain('too few to say')
  })

  test('a stand is entered by hand, undone and restored; the sources show the money', async () => {
    await page.goto('/sources/spend')
    await page.getByText('By hand', { exact: true }).click()
    await page.getByLabel('What it was for').fill('Stand in hall 4')
    await page.getByLabel('Amount').fill('2500')
    const add = page.locator('form').filter({ has: page.getByLabel('What it was for') })
    await add.getByLabel('Channel', { exact: true }).selectOption('fair')
    await add.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('button', { name: 'Undo Stand in hall 4' }).click()
    await page.getByText(/^Undone on /).waitFor()
    await page.getByRole('button', { name: 'Restore Stand in hall 4' }).click()
    await page.getByRole('button', { name: 'Undo Stand in hall 4' }).waitFor()
    await page.goto('/sources')
    const fair = page.getByRole('row', { name: /^fair/ })
    await fair.waitFor()
    expect(await fair.textContent()).toContain('$2,500 spent')
    expect(await page.getByRole('row', { name: /^paid ads/ }).textContent()).toContain('$315 each')
    expect(marketer.complaints).toEqual([])
  })
})
