import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findDuplicates } from '#actions/duplicate-find.ts'
import { startTestApp, type TestApp } from '#test/app.ts'
import { publishedForm } from '#test/form-help.ts'
import { answerBare, openedSurvey } from '#test/survey-help.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

describe.skipIf(chromiumPath === null)('every screen', () => {
  let app: TestApp
  let browser: Browser
  let setupPath: string
  let personPath: string
  let companyPath: string
  let meetingPath: string
  let formPath: string
  let surveyPath: string
  let landingPath: string
  let slotPath: string
  let axe: string
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    axe = await readFile(axeFile, 'utf8')
    browser = await launchBrowser()
    setupPath = new URL(await app.setupLink()).pathname
    const { workspaceId, keys } = await app.workspace('Sample company', { demo: true })
    await fill(keys.secret)
    const { rows } = await app.pool.query(`select id from person where workspace_id = $1 and email is not null`, [
      workspaceId,
    ])
    personPath = `/people/${rows[0]?.id}`
    const companies = await app.pool.query(`select id from account where workspace_id = $1`, [workspaceId])
    companyPath = `/companies/${companies.rows[0]?.id}`
    landingPath = `/capture/pages/${await makeLandingPage(workspaceId)}`
    formPath = `/capture/forms/${await makeForm(workspaceId)}`
    const survey = await openedSurvey(await app.member(workspaceId, 'marketer'), 'knows_us')
    await answerBare(app, survey.slug, { answer: 'know' })
    surveyPath = `/capture/surveys/${survey.id}`
    slotPath = `/capture/slots/${await makeSlot(workspaceId)}`
    meetingPath = `/meetings/${await bookMeeting(workspaceId, rows[0]?.id as string)}`
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  /** A page's worth of people, one of them with a score, consent and stages. */
  async function fill(key: string): Promise<void> {
    const at = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()
    const kim = { userId: 'kim', context: { userAgent: 'Mozilla/5.0' } }
    const batch = [
      ...Array.from({ length: 30 }, (_, n) => ({
        type: 'page',
        userId: `u${n}`,
        timestamp: at(n),
        properties: { path: '/' },
      })),
      {
        type: 'identify',
        ...kim,
        timestamp: at(9),
        traits: { name: 'Kim', email: 'kim@muster.example', title: 'CTO' },
      },
      { type: 'identify', anonymousId: 'k2', timestamp: at(9), traits: { name: 'Kim', email: 'k.im@muster.example' } },
      { type: 'track', ...kim, timestamp: at(8), event: 'consent_granted', properties: { purpose: 'marketing' } },
      { type: 'track', ...kim, timestamp: at(7), event: 'demo_requested' },
      { type: 'track', ...kim, event: 'impossible', timestamp: 'the day before yesterday' },
    ]
    const answer = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    })
    expect(answer.status).toBe(200)
    await findDuplicates(app.pool, { budgetMs: 20_000 })
  }

  async function makeLandingPage(workspaceId: string): Promise<string> {
    const marketer = await app.member(workspaceId, 'marketer')
    const { body } = await marketer.post('/api/pages', { name: 'Autumn demo', call: 'demo', language: 'en' })
    return String(body['id'])
  }

  async function makeSlot(workspaceId: string): Promise<string> {
    const marketer = await app.member(workspaceId, 'marketer')
    return String((await marketer.post('/api/slots', { name: 'Opening', key: 'opening' })).body['id'])
  }

  async function makeForm(workspaceId: string): Promise<string> {
    const marketer = await app.member(workspaceId, 'marketer')
    return (await publishedForm(marketer, 'demo')).id
  }

  async function bookMeeting(workspaceId: string, person: string): Promise<string> {
    const seller = await app.member(workspaceId, 'seller')
    const { body } = await seller.post('/api/meetings', {
      title: 'Walk through their lanes',
      how: 'video',
      startsAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
      minutes: 45,
      attendees: [{ person }],
      language: 'ru',
      invite: true,
    })
    return String(body['id'])
  }

  /** What axe finds that is serious or worse, by all its rules or those. Run inside: the page takes no foreign script. */
  async function findings(page: Page, rules: string[] | null = null): Promise<string[]> {
    await page.evaluate(axe)
    return page.evaluate(async (only) => {
      const { axe: checker } = globalThis as unknown as {
        axe: {
          run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
        }
      }
      const { violations } = await checker.run({
        resultTypes: ['violations'],
        ...(only === null ? {} : { runOnly: only }),
      })
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    }, rules)
  }

  // every route of the app, some in several states; `ready` where the heading alone does not tell
  const nobody = '01890000-0000-7000-8000-000000000000'
  const outside: Screen[] = [
    ['/sign-in', () => '/sign-in', 'form'],
    ['/setup/$token', () => setupPath, 'form'],
    ['/forgot', () => '/forgot', 'form'],
    ['/reset/$token', () => '/reset/used-up', 'main h1, main h2'],
    ['/invitation/$token', () => '/invitation/used-up', 'main h1, main h2'],
    ['/email/$token', () => '/email/used-up', 'main h1, main h2'],
    // who is not signed in is led there; the page itself is in second-factor-required.test.ts
    ['/second-factor', () => '/second-factor', 'form'],
  ]
  const inside: Screen[] = [
    ['/', () => '/', '#main ol > li'],
    ['/waiting', () => '/waiting'],
    ['/tasks', () => '/tasks?who=all', 'main h1'],
    ['/tasks/all', () => '/tasks/all'],
    ['/tasks/never', () => '/tasks/never'],
    ['/tasks/handoffs', () => '/tasks/handoffs'],
    ['/tasks/rules', () => '/tasks/rules'],
    ['/review', () => '/review'],
    ['/review, a new one', () => '/review?new=true', '[role=dialog]'],
    ['/review/hygiene', () => '/review/hygiene'],
    ['/review/stages', () => '/review/stages'],
    ['/review/habits', () => '/review/habits'],
    ['/review/$id', () => `/review/${nobody}`, 'main a.link'],
    ['/funnel', () => '/funnel?by=channel&window=30d', 'ol li button'],
    ['/funnel, its people', () => '/funnel?stage=prospect&state=reached', '[role=dialog]'],
    ['/sources', () => '/sources'],
    ['/sources/channels', () => '/sources/channels', '#main form'],
    ['/sources/spend', () => '/sources/spend', '#main form'],
    ['/sources/awareness', () => '/sources/awareness', 'main figure'],
    ['/go-to-market', () => '/go-to-market'],
    ['/capture/content', () => '/capture/content', 'main h1'],
    ['/capture/content/reading', () => '/capture/content/reading'],
    ['/capture/content/gaps', () => '/capture/content/gaps', 'main table'],
    ['/capture/content/found', () => '/capture/content/found'],
    ['/capture/content/import', () => '/capture/content/import', 'form'],
    ['/capture/content/new', () => '/capture/content/new', 'form'],
    ['/capture/content/$id', () => `/capture/content/${nobody}`, 'main h2'],
    ['/deals', () => '/deals'],
    ['/pipeline', () => '/pipeline'],
    ['/deals/$id', () => `/deals/${nobody}`, 'main a.link'],
    ['/deals, as a table', () => '/deals?view=table'],
    ['/people', () => '/people', '#main a[href^="/people/"]'],
    ['/people/$id', () => personPath],
    ['/people/duplicates', () => '/people/duplicates', 'main li'],
    ['/companies', () => '/companies'],
    ['/companies/$id', () => companyPath],
    ['/segments', () => '/segments'],
    ['/segments/$id', () => `/segments/${nobody}`, 'main a.link'],
    ['/audiences', () => '/audiences', '#main form'],
    ['/audiences/$id', () => `/audiences/${nobody}`, '[role=alert]'],
    ['/audiences/suspects', () => '/audiences/suspects', '#main form'],
    ['/audiences/suspects/$id', () => `/audiences/suspects/${nobody}`, '[role=alert]'],
    ['/audiences/excluded', () => '/audiences/excluded', '#main form'],
    ['/consent', () => '/consent', 'main ol'],
    ['/consent/purposes', () => '/consent/purposes', 'main form'],
    ['/consent/requests', () => '/consent/requests'],
    ['/consent/suppressed', () => '/consent/suppressed', 'main form'],
    ['/consent/banner', () => '/consent/banner', 'main iframe'],
    ['/consent/privacy', () => '/consent/privacy', 'main form'],
    ['/consent/retention', () => '/consent/retention', 'main section'],
    ['/consent/records', () => '/consent/records', 'main details'],
    ['/events', () => '/events'],
    ['/events/missing', () => '/events/missing', 'main li'],
    ['/imports', () => '/imports'],
    ['/imports/file/$id', () => `/imports/file/${nobody}`, 'main a.link'],
    ['/imports/$id', () => `/imports/${nobody}`, 'main a.link'],
    ['/blueprint', () => '/blueprint'],
    ['/setup-guide', () => '/setup-guide'],
    ['/glossary', () => '/glossary'],
    ['/meetings', () => '/meetings'],
    ['/meetings/$id', () => meetingPath, 'main textarea'],
    ['/proposals', () => '/proposals'],
    ['/proposals/$id', () => `/proposals/${nobody}`, 'main a.link'],
    ['/capture/forms', () => '/capture/forms'],
    ['/capture/forms/$id', () => formPath, '#main ul > li'],
    ['/capture/forms/$id, its settings', () => `${formPath}?view=settings`, '#main fieldset'],
    ['/capture/forms/$id, where it stands', () => `${formPath}?view=publish`, '#main textarea'],
    ['/capture/forms/$id, its funnel', () => `${formPath}?view=funnel`, '#main select'],
    ['/capture/forms/$id, what was sent', () => `${formPath}?view=submissions`, '#main nav'],
    ['/proposals/templates', () => '/proposals/templates'],
    ['/proposals/templates/$id', () => '/proposals/templates/new', '#main form'],
    ['/renewals', () => '/renewals'],
    ['/icp', () => '/icp', '#suggested p'],
    ['/icp/worksheet', () => '/icp/worksheet', '#main form'],
    ['/icp/worksheet/$id', () => `/icp/worksheet/${nobody}`, '[role=alert]'],
    ['/icp/personas', () => '/icp/personas', '#main ol > li'],
    ['/icp/titles', () => '/icp/titles', '#main form'],
    ['/icp/phrases', () => '/icp/phrases', '#main form'],
    ['/capture/surveys', () => '/capture/surveys', '#main table'],
    ['/capture/surveys/$id', () => surveyPath, '#main table'],
    ['/capture/surveys/$id, what the survey asks', () => `${surveyPath}?view=ask`, '#main form'],
    ['/capture/surveys/$id, where the survey stands', () => `${surveyPath}?view=place`, '#main textarea'],
    ['/capture/surveys/$id, answers of the survey', () => `${surveyPath}?view=answers`, '#main ul > li'],
    ['/capture/slots', () => '/capture/slots', '#main table'],
    ['/capture/slots/$id', () => slotPath, '#main fieldset'],
    ['/capture/slots/$id, what it brings', () => `${slotPath}?tab=lift`, '#main h2'],
    ['/capture/slots/$id, on a site', () => `${slotPath}?tab=site`, '#main pre'],
    ['/capture/pages', () => '/capture/pages'],
    ['/capture/pages/tags', () => '/capture/pages/tags', '#main form'],
    ['/capture/pages/$id', () => landingPath, '#main ol > li'],
    ['/capture/pages/$id, its test', () => `${landingPath}?tab=test`],
    ['/capture/pages/$id, its numbers', () => `${landingPath}?tab=numbers`],
    ['/notifications', () => '/notifications'],
    ['/account', () => '/account'],
    ['/settings', () => '/settings'],
    ['/settings/team', () => '/settings/team'],
    ['/settings/roles', () => '/settings/roles'],
    ['/settings/api-keys', () => '/settings/api-keys'],
    ['/settings/audit', () => '/settings/audit'],
    ['/settings/products', () => '/settings/products'],
    ['/settings/rates', () => '/settings/rates'],
    ['/settings/pipelines', () => '/settings/pipelines'],
    ['/settings/mail', () => '/settings/mail'],
    ['/settings/mail/log', () => '/settings/mail/log'],
    ['/settings/notifications', () => '/settings/notifications'],
  ]
  const here = routePaths()
  const screens = [...outside, ...inside].filter(([name]) => here.includes(name.split(',')[0] as string))

  test('every route is among the screens looked at', () => {
    const looked = new Set(screens.map(([name]) => name.split(',')[0]))
    expect(here.filter((path) => !looked.has(path))).toEqual([])
    expect(screens.length).toBeGreaterThan(20)
  })

  describe.each(['light', 'dark'] as const)('%s', (scheme) => {
    let visitor: Visit
    beforeAll(async () => {
      visitor = await visit(browser, app.base, { dark: scheme === 'dark' })
    })
    afterAll(() => visitor.context.close())

    /** The screen as it is once nothing in it is still on its way. */
    async function look(path: string, ready: string): Promise<void> {
      const { page } = visitor
      await page.goto(path)
      await page.locator(ready).first().waitFor()
      await page.waitForFunction(() => {
        const waiting = document.querySelector('main .loading-lines, main .mantine-Loader-root, main [aria-busy=true]')
        // parts that load when they are scrolled to are looked at, too
        waiting?.scrollIntoView()
        return waiting === null
      })
    }

    /** Broad in one language, narrow in the one with the longest words; the dark differs by its colours alone. */
    async function passes(path: string, ready: string): Promise<void> {
      const { page } = visitor
      const say = (code: string) => page.evaluate((to) => localStorage.setItem('hourglass.language', to), code)
      await page.setViewportSize({ width: 1440, height: 900 })
      await say(scheme === 'dark' ? 'ko' : 'en')
      await look(path, ready)
      const broad = await findings(page, scheme === 'dark' ? ['color-contrast'] : null)
      const sideways = await wider(page)
      let narrow: string[] = []
      if (scheme === 'light') {
        await say('ru')
        await page.setViewportSize({ width: 390, height: 844 })
        await look(path, ready)
        narrow = await findings(page)
        sideways.push(...(await wider(page)))
      }
      expect({ broad, narrow, sideways }).toEqual({ broad: [], narrow: [], sideways: [] })
      expect(visitor.complaints.splice(0)).toEqual([])
    }

    /** The widths of a window in which the whole page would scroll sideways. */
    async function wider(page: Page): Promise<number[]> {
      const found: number[] = []
      for (const width of [1440, 1024, 390]) {
        await page.setViewportSize({ width, height: 900 })
        const reach = await page.evaluate(
          () => new Promise<number>((done) => requestAnimationFrame(() => done(document.documentElement.scrollWidth))),
        )
        if (reach > width) found.push(width)
      }
      return found
    }

    test.each(screens.filter((screen) => outside.includes(screen)))(
      '%s has nothing serious for axe, and fits a small screen',
      async (_name, path, ready = 'main h1') => {
        await visitor.page.goto('/sign-in')
        await passes(path(), ready)
      },
    )

    test('somebody signs in', async () => {
      const { page } = visitor
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto('/sign-in')
      await page.evaluate(() => localStorage.setItem('hourglass.language', 'en'))
      await page.reload()
      await page.getByRole('button', { name: 'Look around the demo' }).click()
      await page.getByRole('link', { name: 'Settings' }).waitFor()
      // as an admin there is no screen that one may not see
      await app.pool.query(`update workspace_member set role = 'admin'`)
    })

    test.each(screens.filter((screen) => inside.includes(screen)))(
      '%s has nothing serious for axe, and fits a small screen',
      (_name, path, ready = 'main h1') => passes(path(), ready),
    )

    test.skipIf(scheme === 'dark')(
      'a table of many columns is whole on a desk; on a phone it says that there is more, and keeps the names in sight',
      async () => {
        const { page } = visitor
        const box = page.getByRole('group').filter({ has: page.locator('table') })
        for (const code of ['en', 'ko', 'ru']) {
          await page.evaluate((to) => localStorage.setItem('hourglass.language', to), code)
          await page.setViewportSize({ width: 1440, height: 900 })
          await look('/sources', 'main table')
          expect(await box.getAttribute('data-beyond'), code).toBe(null)
        }
        await page.setViewportSize({ width: 390, height: 844 })
        await page.locator('main [role=group][data-beyond=end]').waitFor()
        const name = box.locator('tbody th').first()
        const before = await name.boundingBox()
        await box.evaluate((strip) => strip.scrollTo({ left: 200 }))
        await page.locator('main [role=group][data-beyond=both]').waitFor()
        expect(await name.boundingBox()).toEqual(before)
        await box.evaluate((strip) => strip.scrollTo({ left: strip.scrollWidth }))
        await page.locator('main [role=group][data-beyond=start]').waitFor()
      },
    )
  })

  test('the start page takes under 190 KB of compressed script and texts', async () => {
    const { context, page } = await visit(browser, app.base)
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Look around the demo' }).click()
    await page.locator('#main h1').waitFor()
    const storageState = await context.storageState()
    await context.close()
    const cold = await browser.newContext({ baseURL: app.base, storageState, locale: 'en-GB' })
    const first = await cold.newPage()
    await first.goto('/', { waitUntil: 'commit' })
    await first.locator('#main ol > li').first().waitFor()
    const bytes = await first.evaluate(() => {
      const shown = performance.now()
      return (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name, responseEnd }) => /\/assets\/.*\.js(on)?$/.test(name) && responseEnd <= shown)
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
    })
    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThan(190 * 1024)
    await cold.close()
  })
})

type Screen = [route: string, path: () => string, ready?: string]

/** The paths that the rooms' own route files name; those that only lead elsewhere are no screens. */
function routePaths(): string[] {
  const files = import.meta.glob<string>('../../src/web/**/*routes.ts', {
    query: '?raw',
    import: 'default',
    eager: true,
  })
  const routes = Object.values(files).flatMap((source) => source.split('createRoute(').slice(1))
  return routes
    .filter((route) => !route.includes('throw redirect('))
    .flatMap((route) => /path: '([^']+)'/.exec(route)?.[1] ?? [])
}
