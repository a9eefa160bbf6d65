import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumFlags, findChromium } from '#test/chromium.ts'
import { percentile, type BenchResult } from './report.ts'
import { benchServer } from './server.ts'

const loads = 8
const visits = 12

/**
 * The web app as a browser meets it: the sample company on a server of its own, chromium with an empty cache each time.
 * `first_script_kb` is the compressed script, with its texts, fetched until the start page shows its content, `first_content_ms` from the
 * beginning of the navigation until its lists stand there (median; `first_content_p95_ms` beside it),
 * `list_to_person_ms` from a click in the list of people until that person’s page stands there, `list_page_kb` what one
 * page of the list weighs on the wire, `list_block_ms` the longest time the main thread was busy at one piece while the
 * list was shown and scrolled (under 50 no piece is reported: 0). KB of 1024 bytes. `--size 0.2` loads less of the
 * company.
 */
export async function run(args: string[]): Promise<BenchResult> {
  const { values } = parseArgs({ args, options: { size: { type: 'string', default: '1' } } })
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('This bench needs chromium; HOURGLASS_CHROMIUM may say where it is.')
  const dataDir = await mkdtemp(join(tmpdir(), 'hourglass-bench-'))
  const server = await benchServer(dataDir, ['--demo', '--size', values.size])
  const browser = await chromium.launch({ executablePath, args: chromiumFlags })
  try {
    console.log(`chromium ${browser.version()}, Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(2)}`)
    const signedIn = await enter(browser, server.address)
    const first = await firstLoads(browser, server.address, signedIn)
    const list = await listToPerson(browser, server.address, signedIn)
    const measures = { ...first, ...list, rss_mb: server.peakRssMb() }
    for (const [name, value] of Object.entries(measures)) console.log(`${name}: ${value?.toFixed(1) ?? 'unknown'}`)
    return { bench: 'web', measures }
  } finally {
    await browser.close()
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>

/** Goes into the sample company by its button and gives the session. */
async function enter(browser: Browser, baseURL: string): Promise<SignedIn> {
  const context = await browser.newContext({ baseURL, locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Look around the demo' }).click()
  await page.locator('#main h1').waitFor()
  const state = await context.storageState()
  await context.close()
  return state
}

async function firstLoads(browser: Browser, baseURL: string, storageState: SignedIn) {
  const contents: number[] = []
  let scriptKb = 0
  let allKb = 0
  for (let load = 0; load <= loads; load++) {
    const context = await browser.newContext({ baseURL, storageState, locale: 'en-GB' })
    const page = await context.newPage()
    await page.goto('/', { waitUntil: 'commit' })
    const at = await contentMoment(page)
    const weights = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(
        ({ name, encodedBodySize, responseEnd }) => ({ name, kb: encodedBodySize / 1024, responseEnd }),
      ),
    )
    const fetched = weights.filter(({ responseEnd }) => responseEnd <= at)
    scriptKb = sum(fetched.filter(({ name }) => /\/assets\/.*\.js(on)?$/.test(name)))
    allKb = sum(fetched)
    // the first warms the server up
    if (load > 0) contents.push(at)
    await context.close()
  }
  return {
    first_script_kb: scriptKb,
    first_all_kb: allKb,
    first_content_ms: percentile(contents, 0.5),
    first_content_p95_ms: percentile(contents, 0.95),
  }
}

function sum(list: readonly { kb: number }[]): number {
  return list.reduce((total, { kb }) => total + kb, 0)
}

/**
 * When (ms since the navigation began) the start page had its content, looked at with every frame: the parts of the
 * funnel, the hand-offs, the hot people.
 */
function contentMoment(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        const look = (): void => {
          const funnel = document.querySelectorAll('#main ol > li').length
          const people = document.querySelectorAll('#main ul > li').length
          if (funnel > 3 && people > 3) done(performance.now())
          else requestAnimationFrame(look)
        }
        look()
      }),
  )
}

async function listToPerson(browser: Browser, baseURL: string, storageState: SignedIn) {
  const context = await browser.newContext({ baseURL, storageState, locale: 'en-GB' })
  const page = await context.newPage()
  await page.addInitScript(() => {
    const longest = { ms: 0 }
    Object.assign(globalThis, { longest })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longest.ms = Math.max(longest.ms, entry.duration)
    }).observe({ type: 'longtask' })
  })
  let pageKb = 0
  page.on('response', async (response) => {
    // pages of the list, by address or by a condition in the body
    if (!/\/api\/people(\/query)?(\?|$)/.test(response.url())) return
    const { responseBodySize } = await response.request().sizes()
    pageKb = Math.max(pageKb, responseBodySize / 1024)
  })
  const people = '#main a[href^="/people/0"]'
  await page.goto('/people')
  await page.locator(people).first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => {
    ;(globalThis as unknown as { longest: { ms: number } }).longest.ms = 0
  })
  for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, 1200)
  await page.waitForTimeout(500)
  const block = await page.evaluate(() => (globalThis as unknown as { longest: { ms: number } }).longest.ms)

  const took: number[] = []
  await page.goto('/people')
  for (let visit = 0; visit < visits; visit++) {
    const link = page.locator(people).nth(visit % 8)
    await link.waitFor()
    const name = (await link.innerText()).trim()
    await link.hover()
    const ms = await link.evaluate(
      (element, wanted) =>
        new Promise<number>((done) => {
          const begin = performance.now()
          ;(element as HTMLElement).click()
          const look = (): void => {
            const heading = document.querySelector('#main h1')?.textContent ?? ''
            if (location.pathname !== '/people' && heading.includes(wanted)) done(performance.now() - begin)
            else requestAnimationFrame(look)
          }
          look()
        }),
      name,
    )
    took.push(ms)
    await page.goBack()
  }
  await context.close()
  if (pageKb === 0) throw new Error('no page of the list was seen: has its address changed?')
  return {
    list_to_person_ms: percentile(took, 0.5),
    list_to_person_p95_ms: percentile(took, 0.95),
    list_page_kb: pageKb,
    list_block_ms: block,
  }
}
