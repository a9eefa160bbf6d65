import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consentActs } from '#actions/consent/given.ts'
import { preferenceLink, unsubscribeLink } from '#actions/consent/links.ts'
import { visitorActs } from '#actions/visitor.ts'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit } from './browser.ts'

const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

describe.skipIf(chromiumPath === null)('consent', () => {
  let app: TestApp
  let browser: Browser
  let site: Server
  let siteAddress: string
  let workspaceId: string
  let publicKey: string
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    browser = await launchBrowser()
    const made = await app.workspace('Lodestrand', { demo: true })
    workspaceId = made.workspaceId
    publicKey = made.keys.public
    // somebody's own site, at another origin, with the tracker and the banner
    site = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(`<!doctype html><html lang="en"><head><title>A shop</title>
        <script async src="${app.base}/t.js" data-key="${publicKey}" data-consent="required"></script>
        <script async src="${app.base}/consent.js?key=${publicKey}"></script></head>
        <body><h1>Our shop</h1><a href="#" data-hg-consent>Cookies</a></body></html>`)
    })
    await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
    siteAddress = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    await browser.close()
    await new Promise((done) => site.close(done))
    await app.stop()
  })

  /** Somebody sends a form with the box for marketing ticked. Gives the path of the link in the mail of the outbox. */
  async function subscribe(email: string): Promise<string> {
    const { acts } = await consentActs(app.pool, workspaceId, {
      cause: `form:${email}`,
      chosen: ['marketing'],
      email,
      source: 'form:newsletter',
      language: 'en',
      proof: { address: null, agent, page: 'https://shop.example/' },
      address: app.base,
      now: Date.now(),
    })
    await visitorActs(app, workspaceId, acts, {
      anonymousId: `of ${email}`,
      agent,
      signals: { doNotTrack: false, globalPrivacyControl: false },
      page: { url: 'https://shop.example/' },
      visitId: () => 'visit_of_today',
    })
    const { rows } = await app.pool.query<{ body: string }>('select body from mail where to_address = $1', [email])
    return /https?:\/\/\S+(\/consent\/\S+)/.exec(rows[0]?.body ?? '')?.[1] ?? ''
  }

  async function personOf(email: string): Promise<{ id: string; consent: Record<string, { state: string }> }> {
    const { rows } = await app.pool.query(
      'select id, consent from person where workspace_id = $1 and email = $2 and merged_into is null',
      [workspaceId, email],
    )
    return rows[0]
  }

  async function enterDemo() {
    const visitor = await visit(browser, app.base)
    await visitor.page.goto('/')
    await visitor.page.getByRole('button', { name: 'Look around the demo' }).click()
    await visitor.page.getByRole('link', { name: 'Settings' }).first().waitFor()
    return visitor
  }

  test('an address is confirmed by its owner’s press of a button, chosen for, and unsubscribed by one POST', async () => {
    const email = 'jiho@hanbit.example'
    const link = await subscribe(email)
    // the mail's scanner comes first
    for (const method of ['HEAD', 'GET']) await fetch(app.base + link, { method })
    expect((await personOf(email)).consent).toEqual({})
    const { page, context, complaints } = await visit(browser, app.base, { width: 390 })
    await page.goto(link)
    await page.getByText('j•••@hanbit.example').waitFor()
    await page.getByRole('button', { name: 'Yes, I agree' }).click()
    await page.getByRole('heading', { name: 'Thank you, you agreed' }).waitFor()
    expect((await personOf(email)).consent).toMatchObject({ marketing: { state: 'granted' } })

    await page.getByRole('link', { name: 'Choose what you get' }).click()
    const marketing = page.getByRole('checkbox', { name: /Mail with news and offers/ })
    expect(await marketing.isChecked()).toBe(true)
    await page.getByRole('checkbox', { name: /Calls about our offers/ }).check()
    await page.getByLabel('The language of our mails to you').selectOption('ru')
    await page.getByRole('button', { name: 'Save my choices' }).click()
    await page.getByText('Ваш выбор сохранён.').waitFor()
    const { id } = await personOf(email)
    expect((await personOf(email)).consent).toMatchObject({ calls: { state: 'granted' } })

    const services = { pool: app.pool, address: app.base }
    const oneClick = await fetch(await unsubscribeLink(services, workspaceId, id, 'marketing'), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    })
    expect([oneClick.status, oneClick.headers.getSetCookie()]).toEqual([200, []])
    await page.goto(new URL(await preferenceLink(services, workspaceId, id)).pathname)
    expect(await page.getByRole('checkbox', { name: /Рекламная рассылка|Mail with news/ }).isChecked()).toBe(false)
    await page.getByRole('button', { name: 'Отключить всё' }).click()
    await page.getByText('Всё отключено').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('the ledger of a person says who, what, when and how we know; a colleague records and takes back', async () => {
    await subscribe('anna@sever.example')
    const { id } = await personOf('anna@sever.example')
    const { page, context, complaints } = await enterDemo()
    await page.goto(`/people/${id}`)
    const section = page.locator('section', { has: page.locator('h2', { hasText: /^Consent/ }) })
    await section.getByText('asked, ').waitFor()
    await section.getByRole('button', { name: 'Record what they said' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('They said').selectOption('granted')
    await dialog.getByLabel('Why do you say so?').fill('Told me at the fair')
    await dialog.getByLabel('Where is the proof?').fill('Notes of the fair')
    await dialog.getByRole('button', { name: 'Record', exact: true }).click()
    await section.getByText(/^agreed, /).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await section.getByText('asked, ').waitFor()
    await section.getByText('1 entry with their proof').click()
    await section.getByText('Send me useful content').waitFor()

    await page.goto('/consent?state=withdrawn')
    await page.getByRole('heading', { name: 'Who agreed to what' }).waitFor()
    await page.locator('ol').getByText('unsubscribe link').first().waitFor()
    await page.goto('/consent/requests')
    await page
      .getByRole('cell', { name: 'anna@sever.example' })
      .or(page.getByRole('rowheader', { name: /anna@sever/ }))
      .first()
      .waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('purposes are written with new words, and an address is put on the list of those never written to', async () => {
    const { page, context, complaints } = await enterDemo()
    await page.goto('/consent/purposes')
    await page.getByRole('button', { name: 'Edit Calls about our offers' }).click()
    await page.getByLabel('Words, English').fill('You may call me on working days.')
    await page.getByText('Saving makes a new version').waitFor()
    await page.getByRole('button', { name: 'Save' }).first().click()
    await page.getByText('calls.2 is in force now').waitFor()
    await page.getByText('1 older wording').waitFor()

    await page.goto('/consent/suppressed')
    await page.getByLabel('Mail addresses and phone numbers').fill('never@example.com\nnonsense')
    await page.getByRole('button', { name: 'Add to the list' }).click()
    await page.getByText('1 line is no address').waitFor()
    await page.getByLabel('Mail address or phone number').fill('Never@example.com')
    await page.getByRole('button', { name: 'Look', exact: true }).click()
    await page.getByText(/On the list since/).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('a site’s banner asks before anything is kept, records the yes with its words, and lets it be taken back', async () => {
    const { page, context, complaints } = await visit(browser, siteAddress)
    const events = async () => {
      const { rows } = await app.pool.query<{ name: string; props: Record<string, unknown> }>(
        `select name, props from event where workspace_id = $1 and props ->> 'source' = 'banner' order by time`,
        [workspaceId],
      )
      return rows
    }
    await page.goto(siteAddress)
    const banner = page.getByRole('dialog', { name: 'May we remember your visits?' })
    await banner.waitFor()
    expect(await context.cookies()).toEqual([])
    const [no, yes] = await Promise.all(['No', 'Yes'].map((name) => banner.getByRole('button', { name }).boundingBox()))
    expect([no?.width, no?.height]).toEqual([yes?.width, yes?.height])
    await banner.getByRole('button', { name: 'Yes' }).click()
    await expect
      .poll(events)
      .toMatchObject([
        { name: 'consent_granted', props: { purpose: 'tracking', wording: 'tracking.1', language: 'en' } },
      ])
    expect((await context.cookies()).map(({ name }) => name)).toEqual(['hg_id'])
    await page.reload()
    await page.getByRole('heading', { name: 'Our shop' }).waitFor()
    await page.getByRole('link', { name: 'Cookies' }).click()
    await banner.getByRole('button', { name: 'No' }).click()
    await expect
      .poll(async () => (await events()).map(({ name }) => name))
      .toEqual(['consent_granted', 'consent_withdrawn'])
    expect(await context.cookies()).toEqual([])
    const script = await fetch(`${app.base}/consent.js?key=${publicKey}`, { headers: { 'accept-encoding': 'gzip' } })
    expect(Number((await script.arrayBuffer()).byteLength)).toBeGreaterThan(1000)
    expect((await fetch(`${app.base}/consent.js?key=pk_unknown`)).status).toBe(404)
    expect(complaints).toEqual([])
    await context.close()
  })
})
