import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newField } from '#core/form/document.ts'
import { startTestApp, type Browser as Client, type TestApp } from '#test/app.ts'
import { chrome, publishedForm } from '#test/form-help.ts'
import { axeFindings } from './axe.ts'
import { chromiumPath, launchBrowser, visit } from './browser.ts'

describe.skipIf(chromiumPath === null)('forms', () => {
  let app: TestApp
  let browser: Browser
  let admin: Client
  let key: string
  let workspaceId: string
  let site: Server
  /** somebody else's site: another origin, with a policy of its own */
  let foreign: string
  let body = ''
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    const made = await app.workspace('Sample company', { demo: true })
    key = made.keys.public
    workspaceId = made.workspaceId
    admin = await app.member(made.workspaceId, 'admin')
    browser = await launchBrowser()
    site = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader(
        'content-security-policy',
        `default-src 'none'; script-src ${app.base}; connect-src ${app.base}; style-src 'self'; require-trusted-types-for 'script'; trusted-types hourglass-form`,
      )
      response.end(`<!doctype html><html lang="en"><head><title>A shop</title></head><body>${body}</body></html>`)
    })
    await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
    foreign = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    await browser.close()
    site.close()
    await app.stop()
  })

  /** A person's own browser. */
  function stranger(more: { locale?: string; javaScriptEnabled?: boolean } = {}): Promise<BrowserContext> {
    return browser.newContext({ userAgent: chrome, locale: 'en-GB', viewport: { width: 800, height: 900 }, ...more })
  }

  function watched(page: Page): string[] {
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      const { url } = message.location()
      // the other site has no icon of its own
      if (message.type() === 'error' && url !== `${foreign}/favicon.ico`) complaints.push(`${message.text()} ${url}`)
    })
    return complaints
  }

  const findings = (page: Page) => axeFindings(page)

  test('one script tag puts a form on somebody’s site, under its policy; what is sent there counts', async () => {
    const form = await publishedForm(admin, 'demo')
    body = `<h1>Shop</h1><script async src="${app.base}/f.js" data-form="${form.slug}"></script>`
    const context = await stranger({ locale: 'ko-KR' })
    const page = await context.newPage()
    const complaints = watched(page)
    await page.goto(`${foreign}/demo?utm_source=naver&utm_medium=cpc&utm_campaign=spring`)
    // the page says that it is English
    const send = page.getByRole('button', { name: 'Request a demo' })
    await send.waitFor()
    expect(await page.evaluate(() => document.querySelector('[data-hourglass-form]')?.shadowRoot !== null)).toBe(true)
    expect(await send.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(61, 90, 128)')
    await send.click()
    const name = page.getByLabel('Name')
    expect(await name.getAttribute('aria-invalid')).toBe('true')
    expect(await name.evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input)).toBe(true)
    expect(await page.getByText('Please fill this in.').count()).toBe(4)
    await name.fill('Anna Berg')
    await page.getByLabel('Company', { exact: false }).first().fill('Muster')
    await page.getByLabel('Work email').fill('anna@muster-embedded.cmo')
    await page.getByLabel('Job title').click()
    await page.getByRole('button', { name: 'Did you mean anna@muster-embedded.com?' }).click()
    await page.getByLabel('Job title').fill('Head of Logistics')
    await send.click()
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    expect(complaints).toEqual([])
    const { rows } = await app.pool.query(
      `select p.name, e.channel, s.fields ->> 'utm_campaign' as campaign, s.reasons, v.host, v.sent_at is not null as sent
       from form_submission s join event e on e.message_id = 'form:' || s.id join person p on p.id = e.person_id
       left join form_visit v on v.id = s.visit_id where s.form_id = $1`,
      [form.id],
    )
    const host = new URL(foreign).host
    expect(rows).toEqual([{ name: 'Anna Berg', channel: 'ppc', campaign: 'spring', reasons: [], host, sent: true }])
    await context.close()
  })

  test('three visits ask three things, the job title first, and never again what was told', async () => {
    const form = await publishedForm(admin, 'ebook', (document) => ({
      ...document,
      hosts: ['example.com'],
      thanks: { kind: 'content', asset: null, url: 'https://example.com/e.pdf', label: { en: 'Read it' }, mail: false },
    }))
    body = `<script async src="${app.base}/t.js" data-key="${key}"></script><script async src="${app.base}/f.js" data-form="${form.slug}"></script>`
    const context = await stranger()
    const asked = async (answers: Record<string, string>): Promise<string[]> => {
      const page = await context.newPage()
      await page.goto(`${foreign}/e-book`)
      await page.getByRole('button', { name: 'Get the e-book' }).waitFor()
      await page.waitForFunction(() => document.cookie.includes('hg_id') || localStorage.getItem('hg_id') !== null)
      const labels = await page.locator('label[for]').allTextContents()
      for (const [label, value] of Object.entries(answers)) {
        const input = page.getByLabel(label)
        if ((await input.evaluate((one) => one.tagName)) === 'SELECT') await input.selectOption(value)
        else await input.fill(value)
      }
      await page.getByRole('button', { name: 'Get the e-book' }).click()
      expect(await page.getByRole('link', { name: 'Read it' }).getAttribute('href')).toBe('https://example.com/e.pdf')
      await page.close()
      return labels
        .map((label) => label.replace(/[*(].*| optional/s, '').trim())
        .filter((label) => !/consent|agree|mail with/i.test(label))
    }
    const email = 'mina@profil-three.example'
    const first = await asked({ 'Work email': email, 'Job title': 'Buyer', Company: 'Profil' })
    expect(first.slice(0, 3)).toEqual(['Work email', 'Job title', 'Company'])
    const second = await asked({ 'Work email': email, 'Company size': '200' })
    expect(second.slice(0, 2)).toEqual(['Work email', 'Company size'])
    expect(second).not.toContain('Job title')
    const third = await asked({ 'Work email': email, Industry: 'Steel' })
    expect(third.slice(0, 2)).toEqual(['Work email', 'Industry'])
    const { rows } = await app.pool.query('select facts from person where email = $1 and merged_into is null', [email])
    expect(rows).toMatchObject([{ facts: { title: 'Buyer', company: 'Profil', employees: 200, industry: 'Steel' } }])
    await context.close()
  })

  test('the form’s own page knows its visitor again, and keeps nothing of one who asks not to be followed', async () => {
    const form = await publishedForm(admin, 'ebook', (one) => ({ ...one, thanks: { kind: 'words' } }))
    const asked = async (context: BrowserContext, email: string): Promise<string[]> => {
      const page = await context.newPage()
      const complaints = watched(page)
      // the page script asks what it may keep, and from then on may keep it
      const allowed = page.waitForResponse(/\/v1\/projects\/.*settings/)
      await page.goto(`${app.base}/f/${form.slug}`)
      await (await allowed).finished()
      const labels = await page.locator('label[for]').allTextContents()
      await page.getByLabel('Work email').fill(email)
      const title = page.getByLabel('Job title')
      if ((await title.count()) > 0) {
        await title.fill('Buyer')
        await page.getByLabel('Company').fill('Hosted')
      }
      await page.getByRole('button', { name: 'Get the e-book' }).click()
      await page.locator('.hgf-thanks').waitFor()
      expect(complaints).toEqual([])
      await page.close()
      return labels
    }
    const known = await stranger()
    expect((await asked(known, 'again@hosted.example')).join()).toContain('Job title')
    expect((await asked(known, 'again@hosted.example')).join()).not.toContain('Job title')
    await known.close()
    const set = (how: string) =>
      app.pool.query(`update workspace set settings = settings ${how} where workspace_id = $1`, [workspaceId])
    await set(`|| '{"honourGpc": true}'`)
    // what is shown is read anew every two seconds
    await new Promise((done) => setTimeout(done, 2100))
    const quiet = await stranger()
    await quiet.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
    await quiet.setExtraHTTPHeaders({ 'sec-gpc': '1' })
    expect((await asked(quiet, 'quiet@hosted.example')).join()).toContain('Job title')
    expect((await asked(quiet, 'quiet@hosted.example')).join()).toContain('Job title')
    expect(await quiet.cookies()).toEqual([])
    await quiet.close()
    await set(`- 'honourGpc'`)
  })

  test('without JavaScript: errors in Korean with what was typed kept, then thanks', async () => {
    const form = await publishedForm(admin, 'contact')
    const context = await stranger({ locale: 'ko-KR', javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${app.base}/f/${form.slug}`)
    await page.getByLabel('이름').fill('김지호')
    await page.getByLabel('회사 이메일').fill('jiho@')
    await page.getByRole('button', { name: '보내기' }).click()
    const alert = page.getByRole('alert')
    expect(await alert.textContent()).toContain('아직 보내지 않았습니다')
    expect(await page.locator('.hgf-error:not([hidden])').allTextContents()).toEqual([
      '입력해 주세요.',
      '이메일 주소 형식이 아닙니다. name@company.co.kr처럼 입력해 주세요.',
      '입력해 주세요.',
    ])
    expect(await page.getByLabel('이름').inputValue()).toBe('김지호')
    await page.getByLabel('회사명').fill('한빛물류')
    await page.getByLabel('회사 이메일').fill('jiho@hanbit-nojs.example')
    await page.getByLabel('문의 내용').fill('도입 절차가 궁금합니다. 연락 부탁드립니다.')
    await page.getByRole('button', { name: '보내기' }).click()
    await page.getByRole('heading', { name: '감사합니다' }).waitFor()
    const { rows } = await app.pool.query(`select state, language from form_submission where form_id = $1`, [form.id])
    expect(rows).toEqual([{ state: 'counted', language: 'ko' }])
    await context.close()
  })

  test('nothing is lost when the server is busy: the page keeps what was typed, and sends it again', async () => {
    const form = await publishedForm(admin, 'newsletter')
    const context = await stranger()
    const page = await context.newPage()
    let refused = 0
    await page.route(`**/f/${form.slug}`, (route) => {
      if (route.request().method() !== 'POST' || refused++ > 0) return route.continue()
      return route.fulfill({ status: 503, headers: { 'retry-after': '1' }, body: '{}' })
    })
    await page.goto(`${app.base}/f/${form.slug}`)
    await page.getByLabel('Email').fill('reader@muster-busy.example')
    await page.getByLabel('Job title').fill('Editor')
    await page.getByRole('checkbox').check()
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: 'Subscribe' }).click()
    await page.getByText('What you wrote is still here').waitFor()
    expect(await page.getByLabel('Email').inputValue()).toBe('reader@muster-busy.example')
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    const { rows } = await app.pool.query(`select count(*)::int as n from form_submission where form_id = $1`, [
      form.id,
    ])
    expect(rows).toEqual([{ n: 1 }])
    await context.close()
  })

  test('a form of several steps asks one after the other, and goes back to where something is wrong', async () => {
    const form = await publishedForm(admin, 'contact', (document) => {
      const step = { ...newField('step', 'step'), label: { en: 'What it is about' } }
      const shop = {
        ...newField('text', 'shop'),
        label: { en: 'Which shop?' },
        required: true,
        when: { match: 'all' as const, tests: [{ field: 'company', is: 'contains' as const, value: 'retail' }] },
      }
      const at = document.fields.findIndex(({ id }) => id === 'message')
      return { ...document, fields: [...document.fields.slice(0, at), step, shop, ...document.fields.slice(at)] }
    })
    const context = await stranger()
    const page = await context.newPage()
    await page.goto(`${app.base}/f/${form.slug}`)
    expect(await page.getByLabel('Your message').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Continue' }).click()
    expect(await page.getByLabel('Name').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Name').fill('Eun')
    await page.getByLabel('Company').fill('Han Retail')
    await page.getByLabel('Work email').fill('eun@han-retail.example')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('Step 2 of 2').waitFor()
    await page.getByLabel('Which shop?').fill('Seoul')
    await page.getByLabel('Your message').fill('Two steps, one form.')
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByLabel('Company').fill('Han')
    await page.getByRole('button', { name: 'Continue' }).click()
    expect(await page.getByLabel('Which shop?').isVisible()).toBe(false)
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    const { rows } = await app.pool.query(`select fields from form_submission where form_id = $1`, [form.id])
    expect(rows[0].fields).toMatchObject({ company: 'Han', message: 'Two steps, one form.' })
    expect(rows[0].fields).not.toHaveProperty('shop')
    await context.close()
  })

  test('a form is built: fields added, moved by keys, shown as they will be, published', async () => {
    const { context, page, complaints } = await visit(browser, app.base)
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around the demo' }).click()
    await page.getByRole('link', { name: 'Capture' }).click()
    await page.getByRole('button', { name: 'New form' }).first().click()
    await page.getByLabel('Contact').check()
    await page.getByLabel('Name').fill('Fair in May')
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByRole('button', { name: 'Add a field' }).click()
    await page.getByRole('menuitem', { name: 'List to choose from' }).click()
    await page.getByLabel('Label', { exact: true }).fill('Which hall?')
    await page.getByRole('button', { name: 'Add an answer' }).click()
    await page.getByLabel('Answer 1, as it is shown').fill('North')
    const field = page.getByRole('button', { name: 'Which hall? List to choose' })
    await field.press('Alt+ArrowUp')
    await page.getByText('Everything is saved.').waitFor()
    const preview = page.frameLocator('iframe')
    await preview.getByLabel('Which hall?').waitFor()
    const order = await preview
      .locator('[data-field]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-field')))
    expect(order.indexOf('select')).toBe(order.indexOf('message') - 1)
    // a step back and forth again, kept each time
    await page.getByRole('button', { name: 'Undo' }).click()
    await preview.locator('[data-field=message] ~ [data-field=select]').waitFor()
    await page.getByRole('button', { name: 'Redo' }).click()
    await preview.locator('[data-field=select] ~ [data-field=message]').waitFor()
    await page.getByText('Everything is saved.').waitFor()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('shown, version 1').waitFor()
    await page.getByRole('link', { name: 'Put on pages' }).click()
    const address = await page.getByLabel('Its own page').inputValue()
    await page.goto(address)
    await page.getByLabel('Which hall?').selectOption('option_1')
    await page.goBack()
    await page.getByRole('link', { name: 'Sent', exact: true }).click()
    await page.getByText('Nothing was sent yet').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
