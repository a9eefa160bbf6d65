import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Analytics } from '@segment/analytics-node'
import { build } from 'esbuild'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumFlags, findChromium } from './chromium.ts'
import { type TestCollector, startCollector } from './collector.ts'

let c: TestCollector

beforeAll(async () => {
  c = await startCollector()
})
afterAll(() => c.stop())

interface Row {
  name: string
  type: string
  verdict: string
  user_id: string | null
  anonymous_id: string | null
  email: string | null
  channel: string | null
  object: string | null
  group_id: string | null
  props: Record<string, unknown>
  traits: Record<string, unknown> | null
}

async function rowsOf(userId: string): Promise<Row[]> {
  const { rows } = await c.pool.query(
    'select * from event where workspace_id = $1 and user_id = $2 order by time, message_id',
    [c.workspaceId, userId],
  )
  return rows as Row[]
}

describe('@segment/analytics-node, unchanged', () => {
  test.each([1, 20])('flushing at %i', async (flushAt) => {
    const userId = `node-${flushAt}`
    const errors: unknown[] = []
    const analytics = new Analytics({ writeKey: c.keys.secret, host: c.address, flushAt, flushInterval: 50 })
    analytics.on('error', (error) => errors.push(error))
    analytics.identify({
      userId,
      traits: {
        email: `${userId}@team.co.kr`,
        firstName: 'Kim',
        title: 'CTO',
        company: { name: 'Team', industry: 'logistics' },
      },
    })
    analytics.track({ userId, event: 'Demo Requested', properties: { product: 'routes' } })
    analytics.page({ userId, name: 'Pricing', properties: { url: 'https://team.co.kr/pricing' } })
    analytics.screen({ userId, name: 'Home' })
    analytics.group({ userId, groupId: 'team', traits: { name: 'Team', employees: 40 } })
    analytics.alias({ userId, previousId: `${userId}-old` })
    await analytics.closeAndFlush()
    expect(errors).toEqual([])
    const rows = await rowsOf(userId)
    expect(rows.map((row) => row.name).toSorted()).toEqual([
      'account_updated',
      'demo_requested',
      'identity_aliased',
      'page_viewed',
      'profile_updated',
      'screen_viewed',
    ])
    expect(rows.every((row) => row.verdict === 'human')).toBe(true)
    expect(rows.find((row) => row.type === 'identify')?.traits).toMatchObject({
      firstName: 'Kim',
      title: 'CTO',
      company: 'Team',
      industry: 'logistics',
    })
    const { rows: people } = await c.pool.query(
      `select p.email, p.name from identity i join person p on p.id = i.person_id where i.workspace_id = $1 and i.kind = 'u' and i.value = $2`,
      [c.workspaceId, userId],
    )
    expect(people[0]).toMatchObject({ email: `${userId}@team.co.kr` })
  })

  test('5,000 events in its own batches are all there once', async () => {
    const analytics = new Analytics({ writeKey: c.keys.secret, host: c.address, flushAt: 500, flushInterval: 200 })
    for (let i = 0; i < 5000; i++) analytics.track({ userId: 'node-many', event: 'Tick', properties: { i } })
    await analytics.closeAndFlush()
    const { rows } = await c.pool.query(
      `select count(*)::int as n, count(distinct props->>'i')::int as d from event where workspace_id = $1 and user_id = 'node-many'`,
      [c.workspaceId],
    )
    expect(rows[0]).toEqual({ n: 5000, d: 5000 })
  })
})

const executablePath = findChromium()

describe.skipIf(executablePath === null)('@segment/analytics-next in a page, unchanged', () => {
  let browser: Browser
  let site: Server
  let siteAddress: string

  beforeAll(async () => {
    const bundle = await build({
      stdin: {
        contents: `import { AnalyticsBrowser } from '@segment/analytics-next'
          window.start = (options, init) => { window.analytics = AnalyticsBrowser.load(options, init); return window.analytics.ready() }`,
        resolveDir: join(import.meta.dirname, '..'),
      },
      bundle: true,
      write: false,
      format: 'iife',
      logLevel: 'silent',
      define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
    })
    const script = bundle.outputFiles[0]?.text ?? ''
    site = createServer((request, response) => {
      if (request.url === '/analytics.js')
        return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>A page</title><script src="/analytics.js"></script>')
    })
    await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
    siteAddress = `http://localhost:${(site.address() as AddressInfo).port}`
    browser = await chromium.launch({ executablePath: executablePath as string, args: chromiumFlags })
  })
  afterAll(async () => {
    await browser?.close()
    site?.closeAllConnections()
    site?.close()
  })

  test.each([
    ['one by one', {}],
    [
      'in batches',
      {
        integrations: {
          'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 3, timeout: 200 } } },
        },
      },
    ],
  ])('events go %s', async (how, init) => {
    const userId = `next-${how.replaceAll(' ', '-')}`
    const context = await browser.newContext({
      userAgent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`${siteAddress}/pricing?utm_source=naver&utm_medium=cpc&utm_campaign=Autumn&gclid=AbC`)
    await page.evaluate(
      async ([writeKey, cdnURL, settings, id]) => {
        const scope = window as unknown as {
          start(options: object, init: object): Promise<void>
          analytics: Record<string, (...args: unknown[]) => Promise<void>>
        }
        void scope.start({ writeKey, cdnURL }, settings as object)
        const { analytics } = scope
        await analytics['page']?.('Pricing')
        await analytics['identify']?.(id, { email: `${id as string}@team.co.kr`, title: 'CTO' })
        await analytics['track']?.('Form Submitted', { form: 'newsletter' })
        await analytics['group']?.('team', { name: 'Team' })
        await analytics['alias']?.(id, `${id as string}-before`)
      },
      [c.keys.public, c.address, init, userId] as const,
    )
    const wanted = ['account_updated', 'form_submitted', 'identity_aliased', 'page_viewed', 'profile_updated']
    await expect
      .poll(
        async () => {
          const { rows } = await c.pool.query<Row>(
            `select * from event where workspace_id = $1 and anonymous_id in (select anonymous_id from event where user_id = $2)`,
            [c.workspaceId, userId],
          )
          return rows.map((row) => row.name).toSorted()
        },
        { timeout: 10_000 },
      )
      .toEqual(wanted)
    const rows = await rowsOf(userId)
    const form = rows.find((row) => row.name === 'form_submitted')
    expect(form).toMatchObject({
      verdict: 'human',
      channel: 'ppc',
      object: 'newsletter',
      props: { utm_campaign: 'Autumn', gclid: 'AbC', path: '/pricing' },
    })
    expect(rows.find((row) => row.type === 'identify')).toMatchObject({
      email: `${userId}@team.co.kr`,
      traits: { title: 'CTO' },
    })
    expect(errors).toEqual([])
    await context.close()
  })
})
