import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageDetail } from '#contract/page.ts'
import type { SlotDetail } from '#contract/slot.ts'
import { armOf } from '#core/slot/decide.ts'
import { emptySlotVariant, type SlotDocument, type SlotVariant } from '#core/slot/document.ts'
import { startTestApp, type Browser as Client, type TestApp } from '#test/app.ts'
import { chrome } from '#test/form-help.ts'
import { filled } from '#test/page/fill.ts'
import { chromiumPath, launchBrowser, visit } from './browser.ts'

const byDefault = 'Software for everybody'
const forBanks = 'Software for banks'

describe.skipIf(chromiumPath === null)('personalised slots', () => {
  let app: TestApp
  let browser: Browser
  let admin: Client
  let workspaceId: string
  let key: string
  let slot: SlotDetail
  let site: Server
  /** somebody else's site: another origin, with a policy of its own */
  let foreign: string
  let head = ''
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    const made = await app.workspace('Sample company', { demo: true })
    ;({ workspaceId } = made)
    key = made.keys.public
    admin = await app.member(workspaceId, 'admin')
    const bare = emptySlotVariant('a')
    slot = await published('hero', [
      {
        ...bare,
        name: 'Banks',
        when: { field: 'person.industry', op: 'is', value: 'finance' },
        content: { ...bare.content, title: forBanks, text: '<b>not markup</b>', label: 'See it', href: '/banks' },
      },
      {
        ...emptySlotVariant('b'),
        name: 'From an ad',
        visit: { channels: ['ppc'], returning: null, languages: [] },
        content: { ...bare.content, title: 'You saw our ad' },
      },
    ])
    browser = await launchBrowser()
    site = createServer((request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader(
        'content-security-policy',
        `default-src 'none'; script-src ${app.base}; connect-src ${app.base}; style-src 'nonce-s'; require-trusted-types-for 'script'; trusted-types 'none'`,
      )
      response.end(`<!doctype html><html lang="en"><head><title>A shop</title>
<style nonce="s">[data-hg-slot]{animation:hg-slot 1ms 150ms both}@keyframes hg-slot{from{visibility:hidden}} .low{margin-top:2000px}</style>
${head}</head><body><h1>Shop</h1>
<div data-hg-slot="hero"${request.url?.includes('low') ? ' class="low"' : ''}><h2 class="ours" data-hg-part="title">${byDefault}</h2><p data-hg-part="text">Since 1999</p><a data-hg-part="link" href="/all">All</a></div>
<p id="end">end</p></body></html>`)
    })
    await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
    foreign = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
    head = `<script async src="${app.base}/slots.js" data-key="${key}"></script><script async src="${app.base}/t.js" data-key="${key}"></script>`
  })
  afterAll(async () => {
    await browser.close()
    site.close()
    await app.stop()
  })

  async function published(name: string, variants: SlotVariant[]): Promise<SlotDetail> {
    const { body } = await admin.post('/api/slots', { name: `The ${name}`, key: name })
    const id = String(body['id'])
    const read = async () => (await admin.get(`/api/slots/${id}`)).body as unknown as SlotDetail
    const { document, revision } = await read()
    const next: SlotDocument = { ...document, variants }
    await admin.post(`/api/slots/${id}/change`, { revision, name: `The ${name}`, document: next })
    const shown = await admin.post(`/api/slots/${id}/publish`, { revision: revision + 1 })
    expect([shown.status, shown.body]).toMatchObject([200, { state: 'live' }])
    return read()
  }

  /** Somebody whose browser has that id already, and of whom it told that. */
  async function known(arm: 'shown' | 'control', traits: object): Promise<BrowserContext> {
    let id = ''
    do id = `e2e${Math.random().toString(36).slice(2)}`
    while (armOf(slot.id, id, slot.document.control) !== arm)
    const item = { type: 'identify', messageId: `told-${id}`, anonymousId: id, traits, context: { userAgent: chrome } }
    const answer = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      body: JSON.stringify({ writeKey: key, batch: [item] }),
    })
    expect(answer.status).toBe(200)
    const context = await stranger()
    await context.addInitScript((own) => localStorage.setItem('hg_id', own), id)
    return context
  }

  /** A new browser that notes each text of the box that could be seen, frame by frame. */
  async function stranger(): Promise<BrowserContext> {
    const context = await browser.newContext({
      userAgent: chrome,
      locale: 'en-GB',
      viewport: { width: 800, height: 600 },
    })
    await context.addInitScript(() => {
      const scope = window as unknown as { seen: string[] }
      scope.seen = []
      const look = (): void => {
        const box = document.querySelector<HTMLElement>('[data-hg-slot]')
        const text =
          box && getComputedStyle(box).visibility !== 'hidden' ? (box.querySelector('h1,h2')?.textContent ?? '') : ''
        if (text !== '' && scope.seen.at(-1) !== text) scope.seen.push(text)
        requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
    return context
  }

  const seenIn = (page: Page) => page.evaluate(() => (window as unknown as { seen: string[] }).seen)

  /**
   * Opens the page until its answer came in time, as it may not on a busy machine: then the default must have stayed. In
   * no case is anything exchanged that could be seen.
   */
  async function open(
    context: BrowserContext,
    address: string,
    wanted: string,
  ): Promise<{ page: Page; complaints: string[] }> {
    for (let round = 1; ; round++) {
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      await page.goto(address)
      await page.waitForFunction(() => (window as unknown as { seen: string[] }).seen.length > 0)
      await page.waitForTimeout(500)
      const seen = await seenIn(page)
      expect(seen).toHaveLength(1)
      if (seen[0] === wanted) return { page, complaints }
      expect([seen[0], round < 8]).toEqual([byDefault, true])
      await page.close()
    }
  }

  const exposures = async (id?: string) =>
    (
      await app.pool.query<{ variant: string; arm: string }>(
        `select props ->> 'variant' as variant, props ->> 'arm' as arm from event
         where workspace_id = $1 and name = 'slot_shown' and props ->> 'slot' = $2 and ($3::text is null or anonymous_id = $3)
         order by time`,
        [workspaceId, slot.id, id ?? null],
      )
    ).rows
  const idOf = (page: Page) => page.evaluate(() => localStorage.getItem('hg_id') ?? '')

  test('a variant stands in the box before anybody sees it, under a strict policy, in the site’s own looks', async () => {
    const context = await known('shown', { industry: 'finance' })
    const { page, complaints } = await open(context, `${foreign}/low`, forBanks)
    expect(complaints).toEqual([])
    const box = page.locator('[data-hg-slot]')
    expect(await box.locator('h2').getAttribute('class')).toBe('ours')
    expect(await box.locator('p').textContent()).toBe('<b>not markup</b>')
    expect(await box.locator('a').getAttribute('href')).toBe('/banks')
    expect(await box.getAttribute('data-hg-slot-variant')).toBe('a')
    // it is below the screen: nobody has seen it
    const id = await idOf(page)
    expect(await exposures(id)).toEqual([])
    await page.locator('#end').scrollIntoViewIfNeeded()
    await expect.poll(() => exposures(id), { timeout: 10_000 }).toEqual([{ variant: 'a', arm: 'shown' }])
    await context.close()
  })

  test('the control group sees the default, and is counted as that', async () => {
    const context = await known('control', { industry: 'finance' })
    const { page } = await open(context, foreign, byDefault)
    const id = await idOf(page)
    for (let round = 0; (await exposures(id)).length === 0 && round < 8; round++) {
      await page.reload()
      await page.waitForTimeout(700)
    }
    const counted = await exposures(id)
    expect(new Set(counted.map(({ variant, arm }) => `${variant} ${arm}`))).toEqual(new Set(['a control']))
    expect(await seenIn(page)).toEqual([byDefault])
    await context.close()
  })

  test('a stranger from an ad sees the ad’s variant on the first page, and is the same one afterwards', async () => {
    const context = await stranger()
    const page = await context.newPage()
    await page.goto(`${foreign}/?utm_source=google&utm_medium=cpc`)
    await page.waitForFunction(() => localStorage.getItem('hg_id') !== null)
    const id = await idOf(page)
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    const arm = armOf(slot.id, id, slot.document.control)
    const wanted = arm === 'shown' ? 'You saw our ad' : byDefault
    await open(context, `${foreign}/?utm_source=google&utm_medium=cpc`, wanted)
    await context.close()
  })

  test('a slow server, or none, leaves the default within a moment and for good', async () => {
    const context = await known('shown', { industry: 'finance' })
    const page = await context.newPage()
    await page.route('**/v1/slots', async (route) => {
      await new Promise((done) => setTimeout(done, 1000))
      await route.continue().catch(() => {})
    })
    await page.goto(foreign)
    await page.waitForTimeout(1600)
    expect(await seenIn(page)).toEqual([byDefault])
    expect(await page.locator('[data-hg-slot]').evaluate((box) => getComputedStyle(box).visibility)).toBe('visible')
    await page.route('**/slots.js', (route) => route.abort())
    await page.goto(foreign)
    await page.waitForTimeout(600)
    expect(await seenIn(page)).toEqual([byDefault])
    expect(await exposures(await idOf(page))).toEqual([])
    await context.close()
  })

  test('on a landing page the variant comes with the page, and counts once it is in view', async () => {
    const made = await admin.post('/api/pages', { name: 'Banks', call: 'demo', language: 'en' })
    const draft = (await admin.get(`/api/pages/${made.body['id']}`)).body as unknown as PageDetail
    const whole = filled(draft.document)
    const block = { id: 's', kind: 'slot' as const, slot: slot.id, title: byDefault, text: '', label: '', href: '' }
    const blocks = [...(whole.variants[0]?.blocks ?? []), block]
    const document = { ...whole, variants: [{ key: 'a' as const, name: '', blocks }] }
    await admin.post(`/api/pages/${draft.id}/change`, { revision: draft.revision, name: 'Banks', document })
    const shown = await admin.post(`/api/pages/${draft.id}/publish`, { revision: draft.revision + 1 })
    expect(shown.status).toBe(200)
    const context = await known('shown', { industry: 'finance' })
    const first = await context.newPage()
    await first.goto(foreign)
    const id = await idOf(first)
    await context.addCookies([{ name: 'hg_id', value: id, url: app.base }])
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      // a browser asks for an icon that the page does not have
      if (message.type() === 'error' && !message.text().startsWith('Failed to load')) complaints.push(message.text())
    })
    await page.goto(`${app.base}/l/${draft.slug}`)
    const before = (await exposures(id)).length
    const heading = page.getByRole('heading', { name: forBanks })
    await heading.scrollIntoViewIfNeeded()
    await expect
      .poll(async () => (await exposures(id)).slice(before), { timeout: 10_000 })
      .toEqual([{ variant: 'a', arm: 'shown' }])
    expect([await seenIn(page), complaints]).toEqual([[forBanks], []])
    await context.close()
  })

  test('a marketer makes a slot, says for whom and what, puts it in force, and is told that there is not enough data', async () => {
    const { context, page, complaints } = await visit(browser, app.base)
    const [name = '', value = ''] = admin.cookie().split(/=(.*)/s)
    await context.addCookies([{ name, value, url: app.base }])
    await page.goto('/capture/slots')
    await page.getByRole('button', { name: 'New slot' }).first().click()
    await page.getByLabel('Name').fill('Prices')
    await page.getByLabel('Word in the page').fill('Prices!')
    await page.getByText('a letter first').waitFor()
    await page.getByLabel('Word in the page').fill('prices')
    await page.getByRole('button', { name: 'Make the slot' }).click()
    await page.getByText('It says nothing.').waitFor()
    await page.getByLabel('Headline').fill('Fair prices')
    await page.getByLabel('social networks').check()
    await page.getByText('Everything is saved.').waitFor()
    await page.getByRole('button', { name: 'Put in force' }).click()
    await page.getByText('It is in force').waitFor()
    await page.getByRole('link', { name: 'What it brings' }).click()
    await page.getByText('Not enough data yet.').waitFor()
    await page.getByRole('link', { name: 'On your site' }).click()
    await page.getByText('data-hg-slot="prices"').first().waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
