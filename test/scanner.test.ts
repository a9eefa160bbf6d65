import { readFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consentActs } from '#actions/consent/given.ts'
import { preferenceLink, unsubscribeLink } from '#actions/consent/links.ts'
import { visitorActs } from '#actions/visitor.ts'
import type { PageDetail } from '#contract/page.ts'
import { routes as verbRoutes } from '#server/http/routes.ts'
import { allRows } from '#test/all-rows.ts'
import { type Browser, password, startTestApp, type TestApp } from '#test/app.ts'
import { chrome, publishedForm, sendScript } from '#test/form-help.ts'
import { filled, png } from '#test/page/fill.ts'
import { openedSurvey } from '#test/survey-help.ts'

/*
 * Mail scanners, link previews, prefetching browsers: they open every link with GET and HEAD, and nothing may come of it.
 * The addresses are taken from the app itself: whoever mounts a public one adds a line below, with a link that is good.
 */

/** Tables that count raw hits, the only ones that a GET may write to. There are none: hits are counted by POSTs. */
const rawHits: readonly string[] = []

const agents: readonly Record<string, string>[] = [
  { 'user-agent': chrome },
  { 'user-agent': chrome, 'sec-purpose': 'prefetch;prerender' },
  { 'user-agent': chrome, purpose: 'prefetch', 'x-purpose': 'preview', 'x-moz': 'prefetch' },
  { 'user-agent': chrome, cookie: 'hg_id=abcdefgh12345678', 'accept-language': 'ko' },
  { 'user-agent': chrome, dnt: '1', 'sec-gpc': '1', referer: 'https://mail.example/inbox' },
  { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 SafeLinks' },
  { 'user-agent': 'Barracuda Sentinel (EE)', from: 'scanner@barracuda.example' },
  { 'user-agent': 'Proofpoint URL Defense', range: 'bytes=0-100' },
  { 'user-agent': 'Mimecast', 'if-none-match': '*', 'if-modified-since': 'Sun, 22 Nov 2026 00:00:00 GMT' },
  { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
  { 'user-agent': 'facebookexternalhit/1.1' },
  { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' },
  { 'user-agent': chrome.replace('Chrome', 'HeadlessChrome'), accept: 'application/json' },
  { 'user-agent': 'curl/8.14.1', 'content-type': 'application/x-www-form-urlencoded' },
  { 'user-agent': '', accept: '*/*', 'accept-language': 'ru-RU,ru;q=0.9' },
  { 'user-agent': `${'x'.repeat(4000)}`, 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' },
]
const fields = 'agree=yes&again=yes&unsubscribe=yes&save=yes&all=off&List-Unsubscribe=One-Click&done=saved&_method=POST'

let t: TestApp
let workspaceId: string
let admin: Browser & { email: string }
/** Links that are good, by the address they belong to. */
let lines: Record<string, readonly string[]>

beforeAll(async () => {
  t = await startTestApp({ web: true, trustProxy: true })
  const setup = new URL(await t.setupLink()).pathname
  const made = await t.workspace('Scanned', { zone: 'UTC' })
  workspaceId = made.workspaceId
  admin = await t.member(workspaceId, 'admin')

  const proposal = await proposalLink()
  const form = await publishedForm(admin, 'demo')
  const { slug, picture } = await landing(form.slug)
  const { slug: survey } = await openedSurvey(admin, 'knows_us')
  const content = await contentLink()
  const { request, preferences, unsubscribe } = await consentLinks()
  await post('/api/team/invitations', { email: 'new@scanned.example', role: 'seller', language: 'ru' })
  await post('/api/password/forgot', { email: admin.email })
  await post('/api/account/email', { email: 'other@scanned.example', password })
  const mailed = await linksOfMails()
  // what one of each kind leads to: confirmation, invitation, reset, change of address
  expect(new Set(mailed.map((path) => path.split('/')[1]))).toEqual(
    new Set(['consent', 'invitation', 'reset', 'email']),
  )

  const { public: key, secret } = made.keys
  lines = {
    '/*': [
      '/',
      '/people',
      setup,
      ...mailed,
      '/assets/none.js',
      '/favicon.ico',
      '/icon.svg',
      '/join?token=x',
      '/consent/purposes',
    ],
    '/f.js': ['/f.js', '/f.js?v=2'],
    '/f/:slug': [`/f/${form.slug}`, `/f/${form.slug}?lang=ko&utm_source=mail`, '/f/none'],
    '/f/:slug/open': [`/f/${form.slug}/open`],
    '/f/:slug/look': [`/f/${form.slug}/look`],
    '/s.js': ['/s.js'],
    '/s/:slug': [`/s/${survey}`, `/s/${survey}?answer=know&lang=ru`, `/s/${survey}?done`, '/s/none'],
    '/s/:slug/open': [`/s/${survey}/open`],
    '/s/:slug/look': [`/s/${survey}/look`],
    '/slots.js': ['/slots.js', `/slots.js?key=${key}`],
    '/v1/slots': [`/v1/slots?writeKey=${key}&slots=hero&id=abcdefgh12345678`],
    '/p/:token': [proposal],
    '/p/open': [`/p/open?token=${proposal.slice(3)}&view=${randomUUID()}&seconds=9`],
    '/p/accept': [`/p/accept?token=${proposal.slice(3)}&option=a&name=Scanner&agree=yes`],
    '/p/decline': [`/p/decline?token=${proposal.slice(3)}&reason=price`],
    '/l/:slug': [`/l/${slug}`, `/l/${slug}?gclid=x`, '/l/none'],
    '/l/-/:file': [picture],
    '/l/-/consent': ['/l/-/consent?said=yes'],
    '/c/:token': [content.page, '/c/none'],
    '/c/file/:key': [content.file],
    '/c/read': [`/c/read?token=${content.page.slice(3)}&view=${randomUUID()}`],
    '/c/take': [`/c/take?token=${content.page.slice(3)}&view=${randomUUID()}`],
    '/consent/:token{[A-Za-z0-9_-]{16,100}}': [request],
    '/preferences/:token': [preferences],
    '/unsubscribe/:token': [unsubscribe],
    '/consent.js': [`/consent.js?key=${key}`, '/consent.js'],
    // the collectors and the health of the server, in front of the app
    '/v1/': [
      `/v1/projects/${key}/settings`,
      `/v1/projects/${secret}/settings`,
      ...['track', 't', 'batch', 'identify', 'page', 'p', 'group', 'alias', 'screen'].map(
        (door) => `/v1/${door}?writeKey=${key}&anonymousId=scanner&event=x&userId=1`,
      ),
      '/v1/none',
    ],
    '/t.js': ['/t.js'],
    '/healthz': ['/healthz'],
  }
}, 120_000)
afterAll(() => t.stop())

async function post(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await admin.post(path, body)
  expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBe(200)
  return answer.body
}

async function proposalLink(): Promise<string> {
  const deal = await post('/api/deals', { name: 'Scanned' })
  const { id } = await post('/api/proposals', { deal: deal['id'], language: 'en' })
  const { content } = (await admin.get(`/api/proposals/${String(id)}`)).body as { content: object }
  const option = { name: 'A', about: '', includes: [], products: [], priceMinor: 100, period: 'year' }
  const about = {
    title: 'T',
    toCompany: 'C',
    problem: 'P',
    change: 'N',
    terms: '',
    options: [
      { ...option, id: 'a' },
      { ...option, id: 'b', name: 'B', priceMinor: 50 },
    ],
  }
  const value = { costs: [{ label: 'Calls', minor: 900 }], source: 'Anna' }
  const validUntil = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  const { revision } = await post(`/api/proposals/${String(id)}/change`, {
    revision: 1,
    language: 'en',
    currency: 'KRW',
    validUntil,
    personId: null,
    content: { ...content, ...about, value },
  })
  const { link } = await post(`/api/proposals/${String(id)}/send`, { revision })
  return new URL(String(link)).pathname
}

/** A page in a test of two variants, with a form of ours and a picture. */
async function landing(form: string): Promise<{ slug: string; picture: string }> {
  const { id } = await post('/api/pages', { name: 'Scanned', call: 'demo', language: 'en' })
  const detail = async () => (await admin.get(`/api/pages/${String(id)}`)).body as unknown as PageDetail
  const page = await detail()
  const document = filled(page.document, { form })
  const [first] = document.variants
  if (!first) throw new Error('a template has a variant')
  const variants = [first, { ...first, key: 'b', name: 'B' }]
  await post(`/api/pages/${page.id}/change`, {
    revision: page.revision,
    name: page.name,
    document: { ...document, variants },
  })
  await post(`/api/pages/${page.id}/publish`, { revision: (await detail()).revision })
  const plan = { conversion: 'form_submitted', days: 2, weights: [50, 50], baseline: 0.2, difference: 0.3, power: 0.8 }
  await post(`/api/pages/${page.id}/tests`, { ...plan, revision: (await detail()).revision })
  const answer = await fetch(`${t.base}/api/pictures?name=x`, {
    method: 'POST',
    headers: { origin: t.base, 'content-type': 'application/octet-stream', cookie: admin.cookie() },
    body: png(4, 4) as unknown as BodyInit,
  })
  return { slug: page.slug, picture: ((await answer.json()) as { path: string }).path }
}

/** The page of a file, and the address that gives the file to whoever took it. */
async function contentLink(): Promise<{ page: string; file: string }> {
  const version = { language: 'en', title: 'E-book', about: '', address: '' }
  const { id } = await post('/api/content', { title: 'E-book', kind: 'ebook', about: '', versions: [version] })
  const upload = await fetch(`${t.base}/api/content/${String(id)}/upload?language=en&name=book.pdf`, {
    method: 'POST',
    headers: { origin: t.base, cookie: admin.cookie(), 'content-type': 'application/octet-stream' },
    body: `%PDF-1.7\n${'x'.repeat(5000)}`,
  })
  expect(upload.status, await upload.text()).toBe(200)
  const page = new URL(String((await post(`/api/content/${String(id)}/links`, {}))['url'])).pathname
  const taken = await fetch(`${t.base}/c/take`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'user-agent': chrome },
    body: new URLSearchParams({ token: page.slice('/c/'.length), view: randomUUID() }),
  })
  return { page, file: new URL(taken.headers.get('location') ?? '', t.base).pathname }
}

async function consentLinks(): Promise<{ request: string; preferences: string; unsubscribe: string }> {
  const email = 'anna@scanned.example'
  const page = 'https://example.com/ebook'
  const { acts } = await consentActs(t.pool, workspaceId, {
    cause: 'form:scanned',
    chosen: ['marketing', 'calls'],
    email,
    source: 'form:ebook',
    language: 'en',
    proof: { address: '203.0.113.0/24', agent: chrome, page },
    address: t.base,
    now: Date.now(),
  })
  await visitorActs(t, workspaceId, acts, {
    anonymousId: 'scanned-visitor',
    agent: chrome,
    signals: { doNotTrack: false, globalPrivacyControl: false },
    page: { url: page },
    visitId: () => 'visit',
  })
  const { rows } = await t.pool.query<{ id: string }>(`select id from person where email = $1`, [email])
  const id = rows[0]?.id ?? ''
  const services = { pool: t.pool, address: t.base }
  const paths = await Promise.all([
    preferenceLink(services, workspaceId, id),
    unsubscribeLink(services, workspaceId, id, 'marketing'),
  ])
  const [preferences = '', unsubscribe = ''] = paths.map((link) => new URL(link).pathname)
  const request = (await linksOfMails()).find((path) => path.startsWith('/consent/')) ?? ''
  return { request, preferences, unsubscribe }
}

/** Every link to this server in every mail that was written. */
async function linksOfMails(): Promise<string[]> {
  const { rows } = await t.pool.query<{ text: string }>(
    `select concat(body, ' ', html, ' ', unsubscribe) as text from mail`,
  )
  const links = rows.flatMap(({ text }) => [...text.matchAll(/https?:\/\/[^\s"'<>)\]]+/g)].map(([link]) => link))
  return [...new Set(links.filter((link) => link.startsWith(t.base)).map((link) => link.slice(t.base.length)))].filter(
    (path) => path.length > 1,
  )
}

/** Works on all of them, some at a time. */
async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += 8) await Promise.all(all.slice(at, at + 8).map(work))
}

let caller = 0
/** Answers of scanners to one address; each comes from a place of its own, so that none is turned away. */
async function scan(path: string, scanners = agents): Promise<{ ok: boolean; html: string }> {
  let ok = false
  let html = ''
  const asked = `${path}${path.includes('?') ? '&' : '?'}${fields}`
  const visits = scanners.flatMap((agent) =>
    ['GET', 'HEAD'].flatMap((method) => [path, asked].map((way) => ({ agent, method, way }))),
  )
  await each(visits, async ({ agent, method, way }) => {
    const place = `198.51.${Math.floor(++caller / 250) % 250}.${caller % 250}`
    const headers = { 'x-forwarded-for': place, ...agent }
    const response = await fetch(t.base + way, { method, redirect: 'manual', headers })
    const text = await response.text()
    expect([method, way, response.status >= 500]).toEqual([method, way, false])
    expect([method, way, response.headers.getSetCookie()]).toEqual([method, way, []])
    if (response.status >= 400 || way !== path) return
    ok = true
    if (method === 'GET' && /html/.test(response.headers.get('content-type') ?? '')) html ||= text
  })
  return { ok, html }
}

/** The addresses that the server takes from the app before it is asked. */
async function inFront(): Promise<string[]> {
  const sources = await Promise.all(
    ['server', 'collect'].map((name) => readFile(new URL(`../src/server/http/${name}.ts`, import.meta.url), 'utf8')),
  )
  const named = sources.join('\n').matchAll(/(?:path === |startsWith\()'(\/[^']*)'/g)
  return [...new Set([...named].map(([, path = '']) => path))].filter((path) => path !== '/v1/projects/')
}

describe('links that strangers and their scanners open', () => {
  test('are all known here: an address that is mounted has a line, and a line has an address', async () => {
    // what answers: whatever stands under ALL beside the last resort only lies in the way of others
    const mounted = t.routes
      .filter(({ method, path }) => path === '/*' || (method !== 'ALL' && !path.endsWith('*')))
      .map(({ path }) => path)
    const shown = mounted.filter((path) => !path.startsWith('/api/'))
    expect(Object.keys(lines).toSorted()).toEqual([...new Set([...shown, ...(await inFront())])].toSorted())
  })

  test('change nothing by GET or HEAD, whoever opens them, and neither do the links on their pages', async () => {
    const before = await allRows(t.pool, rawHits)
    const dead: string[] = []
    const linked = new Set<string>()
    for (const [path, links] of Object.entries(lines)) {
      const seen = []
      for (const link of links) seen.push(await scan(link))
      const answersGet = path === '/v1/' || t.routes.some((one) => one.path === path && one.method === 'GET')
      if (answersGet && !seen.some(({ ok }) => ok)) dead.push(path)
      for (const { html } of seen)
        for (const [, link = ''] of html.matchAll(/(?:href|src|action)="([^"#]+)"/g)) {
          const url = new URL(link.replaceAll('&amp;', '&'), t.base)
          if (url.origin === t.base) linked.add(url.pathname + url.search)
        }
    }
    expect(dead, 'lines whose links lead nowhere prove nothing').toEqual([])
    expect(linked.size).toBeGreaterThan(5)
    for (const link of linked) await scan(link, agents.slice(0, 2))
    await sleep(500)
    expect(await allRows(t.pool, rawHits)).toEqual(before)
  }, 120_000)

  test('show an icon that is there, kept by browsers and without a cookie, on every page, also where there is none', async () => {
    const icons = new Set(['/favicon.ico'])
    for (const link of Object.values(lines).flat()) {
      const answer = await fetch(t.base + link, { redirect: 'manual', headers: { 'x-forwarded-for': '198.51.251.1' } })
      const html = /html/.test(answer.headers.get('content-type') ?? '') ? await answer.text() : ''
      if (html === '') continue
      const [, icon] = /<link rel="icon" href="([^"]+)"/.exec(html) ?? []
      expect(icon, link).toBeDefined()
      // the policy of the page lets it load
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(policy, link).toMatch(/img-src [^;]*'self'/)
      icons.add(icon as string)
    }
    for (const icon of icons) {
      const answer = await fetch(t.base + icon)
      expect([icon, answer.status, answer.headers.get('content-type')]).toEqual([icon, 200, 'image/svg+xml'])
      expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=/)
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })

  test('stay good: nothing was used up, and what the links are for still works', async () => {
    const press = (path: string, body: Record<string, string>) =>
      fetch(t.base + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'user-agent': chrome },
        body: new URLSearchParams(body),
      })
    const before = await allRows(t.pool, rawHits)
    const [request = ''] = lines['/consent/:token{[A-Za-z0-9_-]{16,100}}'] ?? []
    expect((await press(request, { agree: 'yes' })).status).toBe(303)
    // and the comparison above would have seen it
    const after = await allRows(t.pool, rawHits)
    const changed = Object.keys(after).filter((name) => after[name] !== before[name])
    expect(changed).toContain('hourglass.event')
    expect(changed).toContain('hourglass.consent_request')

    const [page = ''] = lines['/c/:token'] ?? []
    const read = await fetch(`${t.base}/c/read`, {
      method: 'POST',
      headers: { 'user-agent': chrome, 'content-type': 'application/json' },
      body: JSON.stringify({ token: page.slice(3), view: randomUUID() }),
    })
    expect(read.status).toBe(204)
    expect((await press(lines['/unsubscribe/:token']?.[0] ?? '', {})).status).toBe(200)
    const [form = ''] = lines['/f/:slug'] ?? []
    expect((await sendScript(t, form.slice(3), {}, { path: '/open' })).status).toBe(200)
    const mailed = (lines['/*'] ?? []).find((path) => path.startsWith('/invitation/')) ?? ''
    const invited = await admin.post('/api/invitations/check', { token: mailed.split('/')[2] })
    expect([invited.status, invited.body]).toMatchObject([200, { email: 'new@scanned.example' }])
  })
})

describe('what a browser fetches ahead for somebody who is signed in', () => {
  /** Addresses of the API that are no verbs, each with one that is good: verbs of GET run in a read-only transaction. */
  async function good(): Promise<Record<string, string>> {
    const query = `?workspace=${workspaceId}`
    const idOf = async (list: string) => {
      const { items } = (await admin.get(list)).body as { items?: { id: string }[] }
      return items?.[0]?.id ?? ''
    }
    const { rows } = await t.pool.query<Record<string, string>>(
      `select (select id from proposal limit 1) as proposal, (select id from form limit 1) as form,
              (select id from mail limit 1) as mail, (select id from content_file limit 1) as content`,
    )
    const { proposal, form, mail, content } = rows[0] ?? {}
    const file = await post('/api/person-file', { email: 'anna@scanned.example', format: 'html', because: 'own' })
    const nobody = randomUUID()
    return {
      '/api/health': '/api/health',
      '/api/openapi.json': '/api/openapi.json',
      '/api/session': '/api/session',
      '/api/account': '/api/account',
      '/api/live': `/api/live${query}`,
      '/api/proposals/:id/preview': `/api/proposals/${proposal}/preview${query}`,
      '/api/forms/:id/preview': `/api/forms/${form}/preview${query}`,
      '/api/forms/:id/html': `/api/forms/${form}/html${query}`,
      '/api/pages/:id/preview': `/api/pages/${await idOf('/api/pages')}/preview${query}`,
      '/api/consent/banner-preview': `/api/consent/banner-preview${query}`,
      '/api/mail/:id/html': `/api/mail/${mail}/html${query}`,
      '/api/content/files/:id': `/api/content/files/${content}${query}`,
      '/api/person-file/:id': String(file['path']),
      '/api/imports/:id/errors': `/api/imports/${nobody}/errors${query}`,
      '/api/imports/uploads/:id/refused': `/api/imports/uploads/${nobody}/refused${query}`,
      '/api/people/export/:id': `/api/people/export/${nobody}${query}`,
      '/api/deals/export/:id': `/api/deals/export/${nobody}${query}`,
      '/api/consent/export/:id': `/api/consent/export/${nobody}${query}`,
      '/api/forms/export/:id': `/api/forms/export/${nobody}${query}`,
      '/api/surveys/export/:id': `/api/surveys/export/${nobody}${query}`,
      '/api/audiences/:id/exports/:export/file': `/api/audiences/${nobody}/exports/${nobody}/file${query}`,
    }
  }

  test('changes nothing either', async () => {
    const links = await good()
    const verbs = new Set(verbRoutes.map(({ method, path }) => `${method} ${path}`))
    const mounted = t.routes
      .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/') && !verbs.has(`GET ${path}`))
      .map(({ path }) => path)
    expect(Object.keys(links).toSorted()).toEqual([...new Set(mounted)].toSorted())
    // verbs that change something are reached by POST only, and the database holds the others to reading
    expect(verbRoutes.filter(({ method, verb }) => method === 'GET' && verb.changes)).toEqual([])

    const before = await allRows(t.pool, rawHits)
    const read = verbRoutes.flatMap(({ method, path }) => (method === 'GET' ? [path] : []))
    await each([...Object.values(links), '/l/none', ...read], async (link) => {
      for (const [method, purpose] of [
        ['GET', 'prefetch;prerender'] as const,
        ['GET', ''] as const,
        ['HEAD', ''] as const,
      ]) {
        const abort = new AbortController()
        const response = await fetch(t.base + link.replaceAll(/:\w+/g, randomUUID()), {
          method,
          redirect: 'manual',
          signal: abort.signal,
          headers: { cookie: admin.cookie(), 'sec-purpose': purpose, 'hourglass-workspace': workspaceId },
        })
        expect([link, response.status >= 500]).toEqual([link, false])
        if (link.startsWith('/api/live')) abort.abort()
        else await response.arrayBuffer()
      }
    })
    await sleep(300)
    expect(await allRows(t.pool, rawHits)).toEqual(before)
  }, 60_000)
})
