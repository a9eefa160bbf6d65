import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageDetail } from '#contract/page.ts'
import { startTestApp, type TestApp } from '#test/app.ts'
import { publishedForm } from '#test/form-help.ts'
import { filled, png } from '#test/page/fill.ts'
import { axeFindings } from './axe.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const agent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'

/** One landing page, from its template to the numbers: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('a landing page', () => {
  let app: TestApp
  let browser: Browser
  let team: Visit
  let page: Page
  let id: string
  let workspaceId: string
  let form: string
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    workspaceId = (await app.workspace('Sample company', { demo: true })).workspaceId
    form = (await publishedForm(await app.member(workspaceId, 'marketer'), 'demo')).slug
    browser = await launchBrowser()
    team = await visit(browser, app.base)
    page = team.page
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around the demo' }).click()
    await page.getByRole('link', { name: 'Settings' }).first().waitFor()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  const headline = () => page.getByLabel('Headline')
  const frame = () => page.frameLocator('iframe[title="Preview of the page"]')
  const saved = () => page.getByText('Everything is saved.').waitFor()
  const tab = (name: string) => page.getByRole('navigation', { name: 'Parts of the page' }).getByRole('link', { name })

  const eventually = <Value>(read: () => Promise<Value> | Value) => expect.poll(read, { timeout: 15_000 })

  /** Somebody new, on a phone; what they load from elsewhere is told. */
  async function stranger(options: { width?: number } = {}) {
    const context = await browser.newContext({
      baseURL: app.base,
      viewport: { width: options.width ?? 390, height: 844 },
      locale: 'en-GB',
      userAgent: agent,
      reducedMotion: 'reduce',
    })
    context.setDefaultTimeout(20_000)
    const elsewhere: string[] = []
    await context.route(
      (url) => url.origin !== app.base,
      (route) => {
        elsewhere.push(new URL(route.request().url()).host)
        return route.fulfill({ status: 200, contentType: 'text/javascript', body: '' })
      },
    )
    const own = await context.newPage()
    const complaints: string[] = []
    own.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    own.on('pageerror', (error) => complaints.push(error.message))
    return { context, page: own, elsewhere, complaints }
  }

  const seriousFindings = (of: Page) => axeFindings(of)

  async function views(): Promise<{ variant: string; anonymous_id: string; test: string | null }[]> {
    const { rows } = await app.pool.query(
      `select props ->> 'variant' as variant, props ->> 'test' as test, anonymous_id from event
        where workspace_id = $1 and name = 'page_viewed' and props ->> 'landing' = $2 order by time`,
      [workspaceId, id],
    )
    return rows
  }

  test('begins with its template, says what is missing, and is kept while it is written', async () => {
    await page.goto('/capture/pages')
    await page.getByRole('button', { name: 'New page' }).first().click()
    await page.getByLabel('Name for colleagues').fill('Autumn demo')
    await page.getByRole('button', { name: 'Create the page' }).click()
    await headline().waitFor()
    id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await page.getByText('Places in [brackets] are still to be filled.').first().waitFor()
    expect(await page.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true)

    // what only its author knows, as if typed
    const read = await page.evaluate(async (path) => (await (await fetch(path)).json()) as unknown, `/api/pages/${id}`)
    const { document, revision, name } = read as PageDetail
    const body = { revision, name, document: filled(document, { form }) }
    await page.evaluate(
      ([path, sent]) =>
        fetch(path as string, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(sent),
        }).then(({ ok }) => ok),
      [`/api/pages/${id}/change`, body] as const,
    )
    await page.reload()
    await headline().fill('Know it a day earlier')
    await saved()
    await frame().getByRole('heading', { name: 'Know it a day earlier' }).waitFor()

    // a step back, and forth again
    await page.getByRole('button', { name: 'Undo' }).click()
    await eventually(() => headline().inputValue()).toBe('See your product with your own data')
    await page.getByRole('button', { name: 'Redo' }).click()
    await eventually(() => headline().inputValue()).toBe('Know it a day earlier')

    // a block goes up by the keyboard, and a new one comes with a picture
    const order = () => page.locator('ol > li [aria-expanded]:not([aria-haspopup])').allInnerTexts()
    await page.getByRole('button', { name: /^Move Quote of a customer/ }).press('ArrowUp')
    expect((await order()).map((text) => text.split('\n')[0])).toEqual([
      'Opening',
      'Quote of a customer',
      'Benefits',
      'Form',
      'Questions and answers',
    ])
    // and another by the pointer
    const [from, to] = [
      page.getByRole('button', { name: /^Move Questions/ }),
      page.getByRole('button', { name: /^Move Form/ }),
    ]
    await from.dragTo(to)
    await eventually(async () => (await order()).map((text) => text.split('\n')[0])[3]).toBe('Questions and answers')
    await page.getByRole('button', { name: 'Add a block' }).click()
    await page.getByRole('menuitem', { name: /^Picture/ }).click()
    await page.getByRole('button', { name: 'Choose a picture' }).last().click()
    await page
      .getByLabel('Upload a picture')
      .setInputFiles({ name: 'map.png', mimeType: 'image/png', buffer: Buffer.from(png(640, 320)) })
    await page.getByText('Say in a few words what it shows.').waitFor()
    await page.getByLabel('What it shows').last().fill('A map of lanes')
    await saved()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('The page is on the web.').waitFor()
  })

  test('a stranger reads it on a phone, sends its form, and is counted', async () => {
    const { context, page: own, elsewhere, complaints } = await stranger()
    await own.goto('/l/autumn-demo?utm_source=naver&utm_medium=cpc')
    await own.getByRole('heading', { level: 1, name: 'Know it a day earlier' }).waitFor()
    await own.getByRole('img', { name: 'A map of lanes' }).waitFor()
    expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await seriousFindings(own)).toEqual([])
    await eventually(async () => (await views()).length).toBe(1)
    await own.getByRole('link', { name: 'Request a demo' }).click()
    expect(new URL(own.url()).hash).toBe('#form')
    for (const field of await own.locator('form.hgf input[aria-required], form.hgf select[aria-required]').all()) {
      const [kind, key] = [await field.getAttribute('type'), await field.getAttribute('name')]
      if (kind === 'email') await field.fill('jiho.kim@hanbit-logistics.example')
      else if (kind === 'checkbox') await field.check()
      else if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption({ index: 1 })
      else if (kind === 'tel') await field.fill('+82 2 123 4567')
      else await field.fill(key === 'name' ? 'Jiho Kim' : `Hanbit ${key}`)
    }
    // nobody types all this at once: what is sent sooner waits for a look
    await own.waitForTimeout(1500)
    await own.locator('form.hgf button[type=submit]').click()
    await eventually(async () => {
      const { rows } = await app.pool.query(
        `select p.email from event e join person p on p.id = e.person_id where e.workspace_id = $1 and e.name = 'form_submitted'`,
        [workspaceId],
      )
      return rows
    }).toEqual([{ email: 'jiho.kim@hanbit-logistics.example' }])
    expect([elsewhere, complaints]).toEqual([[], []])
    await context.close()
    await tab('Numbers').click()
    await page.getByText('paid ads').waitFor()
    await page.getByRole('button', { name: '1', exact: true }).first().click()
    await page.getByRole('dialog').getByRole('link', { name: 'Jiho Kim' }).waitFor()
    await page.keyboard.press('Escape')
  })

  test('without a script it reads the same, and its form is a plain one', async () => {
    const context = await browser.newContext({ baseURL: app.base, javaScriptEnabled: false, locale: 'en-GB' })
    const own = await context.newPage()
    await own.goto('/l/autumn-demo')
    await own.getByRole('heading', { level: 1, name: 'Know it a day earlier' }).waitFor()
    expect(await own.locator('form.hgf').getAttribute('action')).toBe(`/f/${form}`)
    await context.close()
  })

  test('is changed and gone back to', async () => {
    await tab('Write').click()
    await headline().fill('Something worse')
    await saved()
    await page.getByLabel('What is new').fill('A headline with the benefit')
    await page.getByRole('button', { name: 'Publish the changes' }).click()
    const { context, page: own } = await stranger()
    await eventually(async () => {
      await own.goto('/l/autumn-demo')
      return own.getByRole('heading', { level: 1 }).innerText()
    }).toBe('Something worse')
    await tab('Versions').click()
    await page.getByRole('row').filter({ hasText: 'A headline with the benefit' }).waitFor()
    await page.getByRole('button', { name: 'Go back to version 1' }).click()
    await page.getByText('The page says again what version 1 said.').first().waitFor()
    await own.reload()
    expect(await own.getByRole('heading', { level: 1 }).innerText()).toBe('Know it a day earlier')
    await context.close()
  })

  test('an A/B test shows both variants, each visitor the same one again, and gives no verdict yet', async () => {
    await page.getByRole('button', { name: 'Use version 1 as the draft' }).click()
    await page.getByText('The draft says what version 1 said.').first().waitFor()
    await tab('Write').click()
    await page.getByRole('button', { name: '+ Variant' }).click()
    await page.getByLabel('What is different about B').fill('Shorter')
    await headline().fill('A day earlier')
    await saved()
    await tab('A/B test').click()
    await page.getByRole('button', { name: 'Plan an A/B test' }).click()
    await page.getByLabel('Conversion now').fill('20')
    await page.getByLabel('Smallest difference worth seeing').fill('30')
    await page.getByText('of each variant').waitFor()
    await page.getByRole('button', { name: 'Publish and start the test' }).click()
    await page.getByText('Not yet: the planned sample is not full.').waitFor()

    const { context, page: own, complaints } = await stranger()
    await own.goto('/l/autumn-demo')
    const title = await own.getByRole('heading', { level: 1 }).innerText()
    const cookie = async () => (await context.cookies()).find(({ name }) => name === 'hg_id')?.value
    await eventually(async () => (await views()).find((view) => view.test !== null)).toBeTruthy()
    const mine = await cookie()
    const told = (await views()).find(({ anonymous_id }) => anonymous_id === mine)
    expect([told?.variant, told?.test]).toEqual([title === 'A day earlier' ? 'b' : 'a', expect.any(String)])
    for (let again = 0; again < 3; again++) {
      await own.reload()
      expect(await own.getByRole('heading', { level: 1 }).innerText()).toBe(title)
    }
    expect(complaints).toEqual([])
    await context.close()
    // one address and one browser is one visitor of the day; other browsers see one or the other
    const titles = await Promise.all(
      Array.from({ length: 24 }, async (_, n) => {
        const html = await (
          await fetch(`${app.base}/l/autumn-demo`, { headers: { 'user-agent': `${agent} ${n}` } })
        ).text()
        return /<h1>([^<]*)/.exec(html)?.[1]
      }),
    )
    expect(new Set(titles)).toEqual(new Set(['A day earlier', 'Know it a day earlier']))
    await page.reload()
    await page.getByText('Not yet: the planned sample is not full.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  test('a network’s tag loads only after a yes, and never after a no', async () => {
    await page.goto('/capture/pages/tags')
    await page.getByLabel('LinkedIn').fill('1234567')
    await page.getByRole('button', { name: 'Save the tags' }).click()
    await page.getByText('The tags are saved').first().waitFor()

    const shy = await stranger()
    await shy.page.goto('/l/autumn-demo')
    await shy.page.getByRole('button', { name: 'Refuse' }).click()
    await shy.page.reload()
    await shy.page.getByRole('heading', { level: 1 }).waitFor()
    expect(await shy.page.locator('#ask').isVisible()).toBe(false)
    expect(shy.elsewhere).toEqual([])
    // changed by hand, from the foot of the page
    await shy.page.getByRole('button', { name: 'Privacy choices' }).click()
    expect(await seriousFindings(shy.page)).toEqual([])
    await shy.page.getByRole('button', { name: 'Agree' }).click()
    await eventually(() => shy.elsewhere).toEqual(['snap.licdn.com'])
    await eventually(async () => {
      const { rows } = await app.pool.query(
        `select props ->> 'purpose' as purpose, props ->> 'source' as source from event where workspace_id = $1 and name = 'consent_granted' and props ->> 'purpose' = 'ads'`,
        [workspaceId],
      )
      return rows
    }).toEqual([{ purpose: 'ads', source: 'page:autumn-demo' }])
    await shy.page.reload()
    await eventually(() => shy.elsewhere.length).toBe(2)
    expect(shy.complaints).toEqual([])
    await shy.context.close()
  })

  test('where visits need consent, nothing is kept or sent before a yes; what was seen counts after it', async () => {
    await app.pool.query(
      `update workspace set settings = settings || '{"consentRequired": true}' where workspace_id = $1`,
      [workspaceId],
    )
    // the collectors follow within two seconds
    await page.waitForTimeout(2500)
    const { context, page: own, elsewhere, complaints } = await stranger()
    const sent: string[] = []
    own.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname))
    const settings = own.waitForResponse((response) => response.url().endsWith('/settings'))
    await own.goto('/l/autumn-demo')
    await settings
    await own.getByRole('button', { name: 'Save my choice' }).waitFor()
    // as long as a first visit takes to be sent
    await own.waitForTimeout(500)
    expect([sent.filter((path) => path.startsWith('/v1')), await context.cookies()]).toEqual([[], []])
    const before = (await views()).length
    // to be counted, but no advertisements
    await own.getByRole('checkbox', { name: /remember your visits/ }).check()
    await own.getByRole('button', { name: 'Save my choice' }).click()
    await eventually(async () => (await views()).length).toBe(before + 1)
    expect((await context.cookies()).map(({ name }) => name)).toEqual(['hg_id'])
    await eventually(async () => {
      const { rows } = await app.pool.query(
        `select props ->> 'purpose' as purpose from event where workspace_id = $1 and name = 'consent_granted' and props ->> 'purpose' = 'tracking'`,
        [workspaceId],
      )
      return rows.length
    }).toBe(1)
    expect([elsewhere, complaints]).toEqual([[], []])
    await context.close()
    expect(team.complaints).toEqual([])
  })
})
