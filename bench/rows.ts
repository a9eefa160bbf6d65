import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { type Browser, type BrowserContext, chromium, type CDPSession, type Page } from 'playwright-core'
import { chromiumFlags, findChromium } from '#test/chromium.ts'
import { benchDatabase, benchWorkspace } from './database.ts'
import { fillPeople } from './people-fill.ts'
import { member } from './member.ts'
import { machineLine, type BenchResult } from './report.ts'
import { benchServer } from './server.ts'

/**
 * A million people in the browser: the longest piece of work on the main thread while the list is scrolled through dozens of
 * pages, filtered, sorted and searched (`rows_block_ms`), and on the way to other screens within the app
 * (`screens_block_ms`). Of each piece both its length and the processor time of the thread are told: on a machine that has
 * other things to do only the latter says what the app costs. `rows_cpu_ms` is that of the longest of the list.
 * `--people 100000` is quicker.
 */
export async function run(args: string[]): Promise<BenchResult> {
  const { values } = parseArgs({ args, options: { people: { type: 'string', default: '1000000' } } })
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('This bench needs chromium; HOURGLASS_CHROMIUM may say where it is.')
  const database = await benchDatabase()
  try {
    const { workspaceId } = await benchWorkspace(database.pool)
    console.log(await machineLine(database.pool))
    await fillPeople(database.pool, workspaceId, Number(values.people), Date.now())
    const signIn = await member(database.pool, workspaceId, 'viewer')
    const server = await benchServer(database.dataDir)
    const browser = await chromium.launch({ executablePath, args: chromiumFlags })
    try {
      const measures = await measureRows(browser, server.address, await signIn(server.address))
      return { bench: 'rows', measures: { ...measures, rss_mb: server.peakRssMb() } }
    } finally {
      await browser.close()
      await server.stop()
    }
  } finally {
    await database.drop()
  }
}

interface Piece {
  /** milliseconds by the clock, and of the thread's processor time */
  ms: number
  cpu: number
}

export async function measureRows(browser: Browser, baseURL: string, cookie: string) {
  const context = await browser.newContext({ baseURL, locale: 'en-GB', viewport: { width: 1440, height: 900 } })
  await enter(context, baseURL, cookie)
  const page = await context.newPage()
  const watch = await watcher(browser, page)
  const row = '#main [role=row][data-row]'
  const list: Piece[] = []
  const screens: Piece[] = []
  const told = async (into: Piece[], name: string, act: () => Promise<void>): Promise<void> => {
    const piece = await watch(act)
    into.push(piece)
    const load = loadavg()[0]?.toFixed(1)
    console.log(`${name}: ${piece.ms.toFixed(0)} ms, ${piece.cpu.toFixed(0)} of them at work (load ${load})`)
  }
  const answered = () => page.waitForResponse((response) => response.url().includes('/api/people/query'))
  const settled = async (): Promise<void> => {
    await page.waitForFunction(() => document.querySelector('#main [role=grid]')?.getAttribute('aria-busy') === 'false')
    await page.locator(row).first().waitFor()
    await page.waitForTimeout(400)
  }

  await page.goto('/people')
  await settled()
  await page.locator(row).first().hover()
  await told(list, 'scrolling the list', async () => {
    for (let turn = 0; turn < 150; turn++) {
      await page.mouse.wheel(0, 1500)
      await page.waitForTimeout(turn % 10 === 0 ? 250 : 40)
    }
    await settled()
  })
  const reached = await page.locator(row).last().getAttribute('data-row')
  console.log(`(as far as row ${reached})`)
  await told(list, 'scrolling back', async () => {
    for (let turn = 0; turn < 30; turn++) {
      await page.mouse.wheel(0, -7500)
      await page.waitForTimeout(40)
    }
    await settled()
  })
  for (const sort of ['total', 'name', 'recent', 'newest', 'engagement']) {
    await told(list, `sorting by ${sort}`, async () => {
      const next = sort === 'engagement' ? settled() : answered()
      await page.locator('#main select').first().selectOption(sort)
      await next
      await settled()
    })
  }
  await told(list, 'only the hot ones', async () => {
    await Promise.all([answered(), page.locator('#main [role=search] input[type=checkbox]').check()])
    await settled()
  })
  await page.locator('#main [role=search] input[type=checkbox]').uncheck()
  await settled()
  for (const word of ['김민', 'Иванов', 'user4711']) {
    await told(list, `searching ${word}`, async () => {
      const search = page.locator('#main input[type=search]').first()
      await search.fill('')
      await Promise.all([answered(), search.pressSequentially(word, { delay: 60 })])
      await settled()
    })
  }
  await page.locator('#main input[type=search]').first().fill('')
  await settled()
  await told(screens, 'opening the filter builder', async () => {
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.waitForTimeout(1000)
  })
  await told(screens, 'a person’s page', async () => {
    await page.locator(`${row} a`).nth(2).click()
    await page.locator('#main h1').waitFor()
    await page.waitForTimeout(1500)
  })
  for (const [name, path] of [
    ['Home', '/'],
    ['Funnel', '/funnel'],
    ['Segments', '/segments'],
    ['Companies', '/companies'],
    ['People', '/people'],
  ] as const) {
    await told(screens, `going to ${path}`, async () => {
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
      await page.locator('#main h1').waitFor()
      await page.waitForLoadState('networkidle')
      await page.waitForTimeout(1500)
    })
  }
  await context.close()
  const longest = (pieces: readonly Piece[]) => pieces.toSorted((a, b) => b.ms - a.ms)[0]
  return {
    rows_block_ms: longest(list)?.ms ?? null,
    rows_cpu_ms: Math.max(...list.map(({ cpu }) => cpu)),
    screens_block_ms: longest(screens)?.ms ?? null,
    screens_cpu_ms: Math.max(...screens.map(({ cpu }) => cpu)),
  }
}

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  dur?: number
  tdur?: number
  args: { name?: string }
}

/** Gives the longest task of the page's main thread during an act, from the browser's own trace. */
async function watcher(browser: Browser, page: Page): Promise<(act: () => Promise<void>) => Promise<Piece>> {
  const session: CDPSession = await browser.newBrowserCDPSession()
  let events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await page.goto('/glossary')
  return async (act) => {
    events = []
    await session.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { includedCategories: ['toplevel'] },
    })
    await act()
    const complete = new Promise((done) => session.once('Tracing.tracingComplete', done))
    await session.send('Tracing.end')
    await complete
    const mains = new Set(
      events
        .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
        .map(({ pid, tid }) => `${pid}:${tid}`),
    )
    const tasks = events.filter(({ ph, pid, tid, dur }) => ph === 'X' && dur && mains.has(`${pid}:${tid}`))
    const longest = tasks.toSorted((a, b) => (b.dur ?? 0) - (a.dur ?? 0))[0]
    return { ms: (longest?.dur ?? 0) / 1000, cpu: Math.max(0, ...tasks.map(({ tdur }) => tdur ?? 0)) / 1000 }
  }
}

async function enter(context: BrowserContext, url: string, cookie: string): Promise<void> {
  const pairs = cookie.split('; ').map((pair) => pair.split(/=(.*)/s))
  await context.addCookies(pairs.map(([name = '', value = '']) => ({ name, value, url })))
}
