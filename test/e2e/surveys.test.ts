import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type Browser as Client, type TestApp } from '#test/app.ts'
import { chrome } from '#test/form-help.ts'
import { openedSurvey } from '#test/survey-help.ts'
import { chromiumPath, launchBrowser, visit } from './browser.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

describe.skipIf(chromiumPath === null)('surveys', () => {
  let app: TestApp
  let browser: Browser
  let admin: Client
  let workspaceId: string
  let axe: string
  let key: string
  let site: Server
  /** somebody else's site: another origin, with a policy of its own */
  let foreign: string
  let body = ''
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    axe = await readFile(axeFile, 'utf8')
    const made = await app.workspace('Sample company', { demo: true })
    ;({ workspaceId } = made)
    key = made.keys.public
    admin = await app.member(workspaceId, 'admin')
    browser = await launchBrowser()
    site = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader(
        'content-security-policy',
        `default-src 'none'; script-src ${app.base}; connect-src ${app.base}; style-src 'self'; require-trusted-types-for 'script'; trusted-types hourglass-survey`,
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
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    return complaints
  }

  async function findings(page: Page): Promise<string[]> {
    await page.evaluate(axe)
    return page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
      }
      const { violations } = await checker.run()
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
    })
  }

  test('one script tag asks on somebody’s site, in the corner and under its policy; the answer is the visitor’s', async () => {
    const survey = await openedSurvey(admin, 'knows_us', (document) => ({ ...document, after: 0 }))
    body = `<h1>Shop</h1><script async src="${app.base}/t.js" data-key="${key}"></script><script async src="${app.base}/s.js" data-survey="${survey.slug}"></script>`
    const context = await stranger()
    const page = await context.newPage()
    const complaints = watched(page)
    await page.goto(`${foreign}/?utm_source=naver&utm_medium=cpc`)
    const corner = page.getByRole('region', { name: 'One question' })
    await corner.waitFor()
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
    expect(await corner.evaluate((box) => getComputedStyle(box).position)).toBe('fixed')
    await corner.getByRole('button', { name: 'Answer' }).click()
    await corner.getByText('Please answer first.').waitFor()
    await corner.getByText('I know the name only').click()
    await corner.getByRole('button', { name: 'Answer' }).click()
    await corner.getByText('Thank you for your answer.').waitFor()
    expect(complaints).toEqual([])
    const found = (await admin.get(`/api/surveys/${survey.id}/answers?known=true`)).body
    expect(found['items']).toMatchObject([
      { chosen: ['name'], says: true, channel: 'ppc', host: new URL(foreign).host, person: { id: expect.any(String) } },
    ])
    const asked: string[] = []
    page.on('request', (request) => request.url().endsWith('/open') && asked.push(request.url()))
    // the page is there when its scripts have run
    await page.reload()
    expect([asked, await corner.count()]).toEqual([[], 0])
    // the browser remembers nothing, the server does
    await page.evaluate(() => localStorage.removeItem('hg_surveys'))
    const opened = page.waitForResponse((answer) => answer.url().endsWith('/open'))
    await page.reload()
    expect(await (await opened).json()).toEqual({ answered: true })
    await context.close()
  })

  test('closed by Escape it is not asked again; a place of one’s own is never a corner', async () => {
    const survey = await openedSurvey(admin, 'recommend', (document) => ({ ...document, after: 0 }))
    body = `<div id="here"></div><script async src="${app.base}/s.js" data-survey="${survey.slug}"></script>`
    const context = await stranger({ locale: 'ko-KR' })
    const page = await context.newPage()
    await page.goto(foreign)
    const corner = page.getByRole('region', { name: 'One question' })
    await corner.getByRole('radio', { name: '7' }).focus()
    await page.keyboard.press('Escape')
    expect(await corner.count()).toBe(0)
    const asked: string[] = []
    page.on('request', (request) => request.url().endsWith('/open') && asked.push(request.url()))
    await page.reload()
    expect([asked, await corner.count()]).toEqual([[], 0])
    await page.evaluate(() => localStorage.clear())
    body = `<div id="here"></div><script async src="${app.base}/s.js" data-survey="${survey.slug}" data-target="#here" data-lang="ko"></script>`
    await page.goto(foreign)
    await page.getByRole('radio', { name: '9' }).check()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: '답변 보내기' }).click()
    await page.getByText('답변해 주셔서 감사합니다.').waitFor()
    const found = (await admin.get(`/api/surveys/${survey.id}/answers`)).body
    expect(found['items']).toMatchObject([{ chosen: ['10'], language: 'ko', person: null }])
    await context.close()
  })

  test('its own page works without a script, and axe finds nothing serious on either', async () => {
    const survey = await openedSurvey(admin, 'recommend')
    const without = await stranger({ javaScriptEnabled: false, locale: 'ru-RU' })
    const plain = await without.newPage()
    await plain.goto(`${app.base}/s/${survey.slug}`)
    await plain.getByRole('radio', { name: '8' }).check({ force: true })
    await plain.getByRole('button', { name: 'Ответить' }).click()
    await plain.getByText('Спасибо за ответ.').waitFor()
    expect(new URL(plain.url()).search).toBe('?done&lang=ru')
    await without.close()
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: { width: 390, height: 800 }, colorScheme, locale: 'en-GB' })
      const page = await context.newPage()
      const complaints = watched(page)
      await page.goto(`${app.base}/s/${survey.slug}?answer=3`)
      expect(await findings(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      expect(await page.getByRole('radio', { name: '3', exact: true }).isChecked()).toBe(true)
      expect(complaints).toEqual([])
      await context.close()
    }
  })

  test('a marketer makes a survey, opens it, reads its answers, and takes social numbers in and back', async () => {
    const { page, context, complaints } = await visit(browser, app.base)
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around the demo' }).click()
    await page.getByRole('link', { name: 'Settings' }).first().waitFor()
    await page.goto('/capture/surveys')
    await page.getByRole('button', { name: 'New survey' }).first().click()
    await page.getByRole('radio', { name: /Do they know the problem/ }).check()
    await page.getByRole('textbox', { name: 'Name' }).fill('Late trucks')
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByRole('heading', { name: 'Late trucks' }).waitFor()
    await page.getByRole('textbox', { name: 'Question' }).fill('Do late trucks cost you?')
    const preview = page.getByRole('complementary', { name: 'Preview' })
    await preview.getByText('Do late trucks cost you?').waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved.').waitFor()
    await page.getByRole('button', { name: 'Open it' }).click()
    await page.getByText('It takes answers now.').waitFor()
    await page.getByRole('link', { name: 'Put on pages' }).click()
    const line = await page.getByRole('textbox', { name: 'On your site' }).inputValue()
    const slug = /data-survey="([^"]+)"/.exec(line)?.[1] ?? ''
    const sent = await fetch(`${app.base}/s/${slug}`, {
      method: 'POST',
      headers: { 'user-agent': chrome, 'content-type': 'text/plain' },
      body: JSON.stringify({ answer: ['looking'], page: 'one' }),
    })
    expect(sent.status).toBe(200)
    await page.getByRole('link', { name: 'Results' }).click()
    const row = page.getByRole('row', { name: /Yes, and we are looking for a way out/ })
    await row.getByRole('link', { name: '1' }).click()
    await page.getByText('nobody we know').waitFor()
    expect(new URL(page.url()).search).toContain('chosen=looking')
    await page.getByRole('link', { name: 'Question' }).click()
    await page.getByText('It has been answered').waitFor()

    await page.goto('/sources/awareness')
    await page.getByRole('heading', { name: 'Awareness' }).waitFor()
    await page.getByRole('button', { name: 'From a file' }).click()
    const day = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel('Choose a file').setInputFiles({
      name: 'linkedin.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`Date,Reactions (total),Reposts (total)\n${day},"1,250",31\nsome day,1,1\n`),
    })
    await page.getByRole('combobox', { name: 'Network' }).fill('LinkedIn')
    await page.getByText('1 line cannot be read').waitFor()
    await page.getByRole('button', { name: 'Keep these counts' }).click()
    await page.getByText('2 numbers kept.').waitFor()
    const network = page.getByRole('row', { name: /LinkedIn/ })
    await network.getByText('1,250').waitFor()
    await page.getByRole('button', { name: 'Add counts' }).click()
    await page.getByRole('textbox', { name: 'Day' }).fill(day)
    await page.getByRole('combobox', { name: 'Network' }).fill('LinkedIn')
    await page.getByRole('textbox', { name: 'Likes' }).fill('1300')
    await page.getByRole('button', { name: 'Keep', exact: true }).click()
    await network.getByText('1,300').waitFor()
    await page.getByRole('button', { name: 'Take back' }).first().click()
    await network.getByText('1,250').waitFor()
    await page.getByRole('button', { name: 'Bring back' }).click()
    await network.getByText('1,300').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
