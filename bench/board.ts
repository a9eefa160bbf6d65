import { parseArgs } from 'node:util'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { dealBoard } from '#contract/deal-board.ts'
import { chromiumFlags, findChromium } from '#test/chromium.ts'
import { benchDatabase, benchWorkspace } from './database.ts'
import { fillDeals } from './deal-fill.ts'
import { member } from './member.ts'
import { machineLine, percentile, type BenchResult } from './report.ts'
import { benchServer } from './server.ts'

const rounds = 20
const loads = 10
const owner = '00000000-0000-7000-8000-000000000007'
const filtered = [
  `owner=${owner}`,
  'q=company 77',
  'sort=amount',
  'sort=stay&min=2000',
  'close=past',
  'tag=priority&source=search',
  'silent=true',
  'days=365',
]

/**
 * A hundred thousand deals, a tenth of them open, asked of a real server over HTTP: the board as it opens (`data_ms`, p95),
 * narrowed and sorted (`filtered_ms`), further cards of a column (`more_ms`), the table (`table_ms`) and the forecast
 * (`forecast_ms`); and in chromium with an empty cache, from the beginning of the navigation until cards stand in the
 * page (`first_paint_ms`, median). `--deals 10000` is quicker.
 */
export async function run(args: string[]): Promise<BenchResult> {
  const { values } = parseArgs({ args, options: { deals: { type: 'string', default: '100000' } } })
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('This bench needs chromium; HOURGLASS_CHROMIUM may say where it is.')
  const database = await benchDatabase()
  try {
    const { workspaceId } = await benchWorkspace(database.pool)
    console.log(await machineLine(database.pool))
    await fillDeals(database.pool, workspaceId, { deals: Number(values.deals), now: Date.now() })
    const signIn = await member(database.pool, workspaceId, 'manager')
    const server = await benchServer(database.dataDir)
    const browser = await chromium.launch({ executablePath, args: chromiumFlags })
    try {
      const cookie = await signIn(server.address)
      const data = await asked(server.address, cookie)
      const paint = await firstPaint(browser, server.address, cookie)
      const measures = { ...data, ...paint, rss_mb: server.peakRssMb() }
      for (const [name, value] of Object.entries(measures)) console.log(`${name}: ${value?.toFixed(1) ?? 'unknown'}`)
      return { bench: 'board', measures }
    } finally {
      await browser.close()
      await server.stop()
    }
  } finally {
    await database.drop()
  }
}

async function asked(address: string, cookie: string): Promise<Record<string, number>> {
  const get = async (path: string): Promise<{ ms: number; body: unknown; kb: number }> => {
    const begin = performance.now()
    const answer = await fetch(address + path, { headers: { cookie } })
    const text = await answer.text()
    const ms = performance.now() - begin
    if (!answer.ok) throw new Error(text)
    return { ms, body: JSON.parse(text), kb: text.length / 1024 }
  }
  const p95 = async (paths: readonly string[]): Promise<number> => {
    const samples: number[] = []
    for (let round = 0; round <= rounds; round++) {
      // the first round warms up
      for (const path of paths) {
        const { ms } = await get(path)
        if (round > 0) samples.push(ms)
      }
    }
    return percentile(samples, 0.95)
  }
  const first = await get('/api/deals/board')
  const board = dealBoard.parse(first.body)
  console.log(`${board.open.count} open deals; the board weighs ${first.kb.toFixed(0)} KB before compression`)
  const column = board.columns.find(({ next }) => next !== null)
  if (!column) throw new Error('no column goes on: were the deals made?')
  const data = await p95(['/api/deals/board'])
  for (const query of filtered) {
    console.log(`${query}: ${(await p95([`/api/deals/board?${query}`])).toFixed(1)} ms at the 95th percentile`)
  }
  return {
    data_ms: data,
    filtered_ms: await p95(filtered.map((query) => `/api/deals/board?${query}`)),
    more_ms: await p95([`/api/deals/board/cards?column=${column.key}&cursor=${column.next}`]),
    table_ms: await p95(['/api/deals', '/api/deals?sort=amount', '/api/deals?status=all&sort=company']),
    forecast_ms: await p95(['/api/deals/forecast']),
  }
}

async function firstPaint(browser: Browser, baseURL: string, cookie: string) {
  const times: number[] = []
  for (let load = 0; load <= loads; load++) {
    const context = await browser.newContext({ baseURL, locale: 'en-GB', viewport: { width: 1440, height: 900 } })
    await enter(context, baseURL, cookie)
    const page = await context.newPage()
    await page.goto('/deals', { waitUntil: 'commit' })
    const at = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          const look = (): void => {
            if (document.querySelectorAll('#main [data-card]').length > 10) done(performance.now())
            else requestAnimationFrame(look)
          }
          look()
        }),
    )
    // the first warms the server up
    if (load > 0) times.push(at)
    await context.close()
  }
  return { first_paint_ms: percentile(times, 0.5), first_paint_p95_ms: percentile(times, 0.95) }
}

async function enter(context: BrowserContext, url: string, cookie: string): Promise<void> {
  const pairs = cookie.split('; ').map((pair) => pair.split(/=(.*)/s))
  await context.addCookies(pairs.map(([name = '', value = '']) => ({ name, value, url })))
}
