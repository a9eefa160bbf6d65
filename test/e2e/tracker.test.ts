import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trackerBundle } from '#server/tracker-bundle.ts'
import { chromiumFlags, findChromium } from '../chromium.ts'
import { type TestCollector, startCollector, testWorkspaceWithKeys } from '../collector.ts'

let c: TestCollector

beforeAll(async () => {
  c = await startCollector()
})
afterAll(() => c.stop())

describe('/t.js', () => {
  test('is under 2.5 KB compressed and imports nothing', async () => {
    const { plain, gzip, brotli } = await trackerBundle()
    expect(gzipSync(plain).length).toBeLessThan(2500)
    expect(gzip.length).toBeLessThan(2500)
    expect(brotli.length).toBeLessThan(2500)
    expect(plain.toString()).not.toMatch(/\bimport\b|require\(/)
  })

  test('is served to any page, compressed, and known again by its tag', async () => {
    const answer = await fetch(`${c.address}/t.js`, { headers: { 'accept-encoding': 'gzip' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(await answer.text()).toBe((await trackerBundle()).plain.toString())
    const again = await fetch(`${c.address}/t.js`, {
      headers: { 'if-none-match': answer.headers.get('etag') as string },
    })
    expect(again.status).toBe(304)
    expect((await fetch(`${c.address}/t.js`, { method: 'POST' })).status).toBe(405)
  })
})

const executablePath = findChromium()
const userAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

interface Row {
  name: string
  message_id: string
  anonymous_id: string | null
  person_id: string | null
  email: string | null
  user_id: string | null
  cookieless: boolean
  channel: string | null
  object: string | null
  verdict: string
  props: Record<string, unknown>
}

declare global {
  interface Window {
    hourglass: ((name: string, ...args: unknown[]) => void) & { consent(granted: boolean): void }
  }
}

describe.skipIf(executablePath === null)('in a browser', () => {
  let browser: Browser
  let site: Server
  let home: string

  beforeAll(async () => {
    site = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://site')
      if (url.pathname.startsWith('/files/'))
        return void response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-')
      const headers: Record<string, string> = { 'content-type': 'text/html; charset=utf-8' }
      if (url.searchParams.has('sandbox')) headers['content-security-policy'] = 'sandbox allow-scripts'
      response.writeHead(200, headers).end(pageOf(url))
    })
    await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
    // another origin than the collector's
    home = `http://localhost:${(site.address() as AddressInfo).port}`
    browser = await chromium.launch({ executablePath: executablePath as string, args: chromiumFlags })
  })
  afterAll(async () => {
    await browser?.close()
    site?.closeAllConnections()
    site?.close()
  })

  function pageOf(url: URL): string {
    const key = url.searchParams.get('key') ?? currentKey
    const consent = url.searchParams.has('ask') ? ' data-consent="required"' : ''
    return `<!doctype html><html><head><title>Page ${url.pathname}</title>
      <script>window.hourglass = window.hourglass || function () { (hourglass.q = hourglass.q || []).push(arguments) }</script>
      <script async src="${c.address}/t.js" data-key="${key}"${consent}></script></head><body>
      <a id="next" href="/next">next</a> <a id="file" href="/files/guide.pdf" data-hg-content="buyers_guide" download>guide</a>
      <a id="out" href="https://other.example/x" onclick="event.preventDefault()">out</a>
      <button id="cta" data-hg-cta="demo"><b>Ask for a demo</b></button>
      <button id="own" data-hg-event="Price Asked" data-hg-product="routes">price</button>
      <form id="form" data-hg-event="form_submitted" data-hg-form="newsletter" onsubmit="event.preventDefault()"><input name="email"><button id="submit">send</button></form>
      </body></html>`
  }
  let currentKey = ''

  interface Visit {
    page: Page
    context: BrowserContext
    errors: string[]
    workspaceId: string
    rows(): Promise<Row[]>
    /** waits until exactly these have arrived, in any order */
    arrived(...names: string[]): Promise<Row[]>
  }

  async function visit(
    work: (visit: Visit) => Promise<void>,
    {
      settings = {},
      context: contextOptions = {},
      before,
    }: {
      settings?: object
      context?: BrowserContextOptions
      before?: (context: BrowserContext) => Promise<unknown>
    } = {},
  ): Promise<void> {
    const { workspaceId, keys } = await testWorkspaceWithKeys(c.pool)
    await c.pool.query('update workspace set settings = $2 where workspace_id = $1', [
      workspaceId,
      JSON.stringify(settings),
    ])
    currentKey = keys.public
    const context = await browser.newContext({ userAgent, ...contextOptions })
    if (before) await before(context)
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    const rows = async () => {
      const found = await c.pool.query('select * from event where workspace_id = $1 order by time, message_id', [
        workspaceId,
      ])
      return found.rows as Row[]
    }
    // on a slow machine a page is looked at for a second before it is left: that is only asked for by name
    const seen = async (names: string[]) =>
      (await rows()).filter((row) => row.name !== 'page_left' || names.includes('page_left'))
    const arrived = async (...names: string[]) => {
      await expect
        .poll(async () => (await seen(names)).map((row) => row.name).toSorted(), { timeout: 10_000 })
        .toEqual(names.toSorted())
      return seen(names)
    }
    try {
      await work({ page, context, errors, workspaceId, rows, arrived })
      expect(errors).toEqual([])
    } finally {
      await context.close()
    }
  }

  const kept = (page: Page) =>
    page.evaluate(() =>
      [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((text) =>
        text.includes('hg'),
      ),
    )
  /** what a browser does when its tab is covered */
  const hide = (page: Page, hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)

  test('page views of a single-page application, with the landing’s campaign, and time on page', () =>
    visit(async ({ page, arrived }) => {
      await page.goto(`${home}/?utm_source=naver&utm_medium=cpc&utm_campaign=Autumn&gclid=AbC`, {
        referer: 'https://search.naver.com/',
      })
      await arrived('page_viewed')
      await page.waitForTimeout(1100)
      await page.evaluate(() => {
        history.pushState({}, '', '/pricing')
        document.title = 'Pricing'
      })
      await arrived('page_viewed', 'page_left', 'page_viewed')
      await page.evaluate(() => history.replaceState({ same: true }, '', '/pricing'))
      await page.evaluate(() => history.back())
      const rows = await arrived('page_viewed', 'page_left', 'page_viewed', 'page_viewed')
      expect(rows.map((row) => row.object)).toEqual(['/', '/', '/pricing', '/'])
      expect(rows[1]).toMatchObject({ name: 'page_left', props: { seconds: expect.any(Number) } })
      expect(rows[1]?.props['seconds']).toBeGreaterThanOrEqual(1)
      expect(rows[2]).toMatchObject({ props: { title: 'Pricing' } })
      expect(
        rows.every((row) => row.channel === 'ppc' && row.verdict === 'human' && row.props['campaign'] === 'Autumn'),
      ).toBe(true)
      expect(new Set(rows.map((row) => row.anonymous_id)).size).toBe(1)
      expect(rows.every((row) => row.person_id !== null)).toBe(true)
      await page.goto(`${home}/later`)
      const later = await arrived('page_viewed', 'page_left', 'page_viewed', 'page_viewed', 'page_viewed')
      expect(later.at(-1)).toMatchObject({ object: '/later', channel: 'ppc', anonymous_id: rows[0]?.anonymous_id })
    }))

  test('downloads, links to other sites, calls to action, marked elements and forms', () =>
    visit(async ({ page, arrived }) => {
      await page.goto(`${home}/`)
      await arrived('page_viewed')
      for (const id of ['#file', '#out', '#cta b', '#own', '#submit']) await page.click(id)
      const rows = await arrived(
        'page_viewed',
        'content_downloaded',
        'outbound_clicked',
        'cta_clicked',
        'price_asked',
        'form_submitted',
      )
      const of = (name: string) => rows.find((row) => row.name === name)
      expect(of('content_downloaded')).toMatchObject({ object: '/files/guide.pdf', props: { content: 'buyers_guide' } })
      expect(of('outbound_clicked')).toMatchObject({ object: 'https://other.example/x' })
      expect(of('cta_clicked')).toMatchObject({ object: 'demo' })
      expect(of('price_asked')).toMatchObject({ object: 'routes' })
      expect(of('form_submitted')).toMatchObject({ object: 'newsletter' })
    }))

  test('the page’s own calls, those before the script came too', () =>
    visit(async ({ page, arrived, errors }) => {
      await page.addInitScript(() => {
        const scope = window as unknown as { hourglass: { q: unknown[][] } }
        scope.hourglass = Object.assign(() => {}, { q: [['track', 'Demo Requested', { product: 'x' }]] })
      })
      await page.goto(`${home}/`)
      await arrived('page_viewed', 'demo_requested')
      await page.evaluate(() => {
        window.hourglass('identify', 'u1', { email: 'kim@team.co.kr', title: 'CTO' })
        window.hourglass('group', 'team', { name: 'Team' })
        window.hourglass('track', 'form_submitted', { form: 'x', email: 'kim@team.co.kr' })
        window.hourglass('nonsense', 1)
        window.hourglass('track')
        const circle: Record<string, unknown> = {}
        circle['self'] = circle
        window.hourglass('track', 'circle', circle)
      })
      expect(errors).toEqual([])
      const rows = await arrived(
        'page_viewed',
        'demo_requested',
        'profile_updated',
        'account_updated',
        'form_submitted',
      )
      expect(rows.find((row) => row.name === 'form_submitted')).toMatchObject({ email: 'kim@team.co.kr' })
      expect(new Set(rows.map((row) => row.person_id)).size).toBe(1)
    }))

  test('offline: kept, and sent once under the same messageId when the network is back, over a reload', () =>
    visit(async ({ page, context, arrived }) => {
      const batches: string[][] = []
      await page.route('**/v1/b', (route) => {
        batches.push(
          (JSON.parse(route.request().postData() ?? '{}') as { batch: { messageId: string }[] }).batch.map(
            (item) => item.messageId,
          ),
        )
        // the first time it arrives, and the answer is lost
        return batches.length === 1 ? route.fetch().then(() => route.abort()) : route.continue()
      })
      await page.goto(`${home}/`)
      await expect.poll(() => batches.length, { timeout: 10_000 }).toBe(2)
      await arrived('page_viewed')
      expect(batches[1]).toEqual(batches[0])
      await context.setOffline(true)
      await page.evaluate(() => window.hourglass('track', 'Price Asked'))
      await page.waitForTimeout(300)
      expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('hg:')).length)).toBe(
        1,
      )
      await context.setOffline(false)
      await arrived('page_viewed', 'price_asked')
      await expect
        .poll(() => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('hg:')).length))
        .toBe(0)
    }))

  test('a server that is busy is asked again', () =>
    visit(async ({ page, arrived }) => {
      let refusals = 0
      await page.route('**/v1/b', (route) =>
        refusals++ < 1
          ? route.fulfill({ status: 503, headers: { 'access-control-allow-origin': '*' } })
          : route.continue(),
      )
      await page.goto(`${home}/`)
      await arrived('page_viewed')
      expect(refusals).toBeGreaterThan(1)
    }))

  test('a page that goes away: its last words arrive, once', () =>
    visit(async ({ page, arrived, rows }) => {
      await page.goto(`${home}/`)
      await arrived('page_viewed')
      await page.waitForTimeout(600)
      await page.evaluate(() => {
        window.hourglass('track', 'Price Asked')
        location.href = '/next'
      })
      await page.waitForURL('**/next')
      await arrived('page_viewed', 'price_asked', 'page_left', 'page_viewed')
      // what the beacon carried is sent again by the next page, and counts once
      await page.waitForTimeout(500)
      expect(await rows()).toHaveLength(4)
      await expect
        .poll(() => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('hg:')).length))
        .toBe(0)
    }))

  test('a closed tab: the beacon alone brings it', () =>
    visit(async ({ page, arrived }) => {
      await page.goto(`${home}/`)
      await arrived('page_viewed')
      await page.route('**/v1/b', (route) =>
        route.request().resourceType() === 'fetch' ? route.abort() : route.continue(),
      )
      await page.evaluate(() => window.hourglass('track', 'Price Asked'))
      await hide(page, true)
      await arrived('page_viewed', 'price_asked')
    }))

  test('storage that the page’s policy forbids: still counted, for this page', () =>
    visit(async ({ page, arrived }) => {
      await page.goto(`${home}/?sandbox`)
      const rows = await arrived('page_viewed')
      expect(rows[0]?.anonymous_id).not.toBeNull()
      await page.evaluate(() => history.pushState({}, '', '/?sandbox&two'))
      const two = await arrived('page_viewed', 'page_viewed')
      expect(new Set(two.map((row) => row.anonymous_id)).size).toBe(1)
    }))

  test.each([
    ['by the page', '?ask', {}],
    ['by the workspace', '', { consentRequired: true }],
  ])(
    'consent required %s: nothing is kept or sent before, everything after, nothing once withdrawn',
    (_who, query, settings) =>
      visit(
        async ({ page, arrived, rows }) => {
          await page.goto(`${home}/${query}`)
          await page.waitForTimeout(700)
          expect(await rows()).toEqual([])
          expect(await kept(page)).toEqual([])
          await page.evaluate(() => window.hourglass.consent(true))
          await arrived('page_viewed')
          expect((await kept(page)).length).toBeGreaterThan(0)
          await page.evaluate(() => window.hourglass('consent', false))
          expect(await kept(page)).toEqual(['hg_consent'])
          await page.evaluate(() => window.hourglass('track', 'Price Asked'))
          await page.goto(`${home}/after${query}`)
          await page.waitForTimeout(500)
          expect(await rows()).toHaveLength(1)
          expect(await kept(page)).toEqual(['hg_consent'])
        },
        { settings },
      ),
  )

  const withGpc = (context: BrowserContext) =>
    context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }))
  const withDnt = (context: BrowserContext) =>
    context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'doNotTrack', { get: () => '1' }))

  test.each([
    ['Global-Privacy-Control', { honourGpc: true }, withGpc, { 'sec-gpc': '1' }],
    ['Do-Not-Track', { honourDnt: true }, withDnt, { dnt: '1' }],
  ])(
    '%s, honoured: nothing is kept; a form handed over with an address still counts',
    (_signal, settings, before, extraHTTPHeaders) =>
      visit(
        async ({ page, arrived }) => {
          await page.goto(`${home}/`)
          await page.waitForTimeout(700)
          await page.evaluate(() => window.hourglass('track', 'form_submitted', { email: 'kim@team.co.kr' }))
          const rows = await arrived('form_submitted')
          expect(rows[0]).toMatchObject({ anonymous_id: null, email: 'kim@team.co.kr' })
          expect(await kept(page)).toEqual([])
        },
        { settings, before, context: { extraHTTPHeaders } },
      ),
  )

  test('a signal that the workspace does not honour changes nothing', () =>
    visit(async ({ page, arrived }) => void (await page.goto(`${home}/`), await arrived('page_viewed')), {
      before: withDnt,
    }))

  test('cookieless: visits are counted, nothing is kept, nobody is made', () =>
    visit(
      async ({ page, arrived }) => {
        await page.goto(`${home}/a`)
        await arrived('page_viewed')
        await page.goto(`${home}/b`)
        const rows = await arrived('page_viewed', 'page_viewed')
        expect(rows.every((row) => row.cookieless && row.person_id === null)).toBe(true)
        expect(new Set(rows.map((row) => row.anonymous_id)).size).toBe(1)
        expect(await kept(page)).toEqual([])
        await page.evaluate(() => window.hourglass.consent(true))
        await page.goto(`${home}/c`)
        const after = await arrived('page_viewed', 'page_viewed', 'page_viewed')
        expect(after.at(-1)).toMatchObject({ cookieless: false, object: '/c' })
      },
      { settings: { cookieless: true } },
    ))

  test('a wrong key, or a server that is not there, costs the page nothing', () =>
    visit(async ({ page, rows }) => {
      await page.route('**/v1/**', (route) => route.abort())
      await page.goto(`${home}/?key=pk_wrong`)
      await page.click('#cta')
      await page.evaluate(() => history.pushState({}, '', '/x'))
      await page.waitForTimeout(300)
      expect(await rows()).toEqual([])
    }))
})
