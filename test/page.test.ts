import { get } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageDetail } from '#contract/page.ts'
import { pageCalls, pageLanguages, type Block, type PageDocument } from '#core/page/document.ts'
import { allRows } from '#test/all-rows.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import type { PagePeople, PageStatistics, PageTestList } from '#contract/page-test.ts'
import { publishedForm } from '#test/form-help.ts'
import { filled, png } from '#test/page/fill.ts'

let t: TestApp
let workspaceId: string
let key: string
let admin: Browser
beforeAll(async () => {
  t = await startTestApp()
  const made = await t.workspace()
  workspaceId = made.workspaceId
  key = made.keys.public
  admin = await t.member(workspaceId, 'marketer')
})
afterAll(() => t.stop())

async function create(name: string, more: object = {}): Promise<PageDetail> {
  const { status, body } = await admin.post('/api/pages', { name, call: 'demo', language: 'en', ...more })
  expect([status, body]).toMatchObject([200, {}])
  return detail(body['id'] as string)
}

async function detail(id: string): Promise<PageDetail> {
  return (await admin.get(`/api/pages/${id}`)).body as unknown as PageDetail
}

async function change(page: PageDetail, document: PageDocument) {
  const { id, revision, name } = page
  const { status, body } = await admin.post(`/api/pages/${id}/change`, { revision, name, document })
  expect([status, body]).toMatchObject([200, { revision: revision + 1 }])
  return detail(id)
}

async function publish(page: PageDetail) {
  return admin.post(`/api/pages/${page.id}/publish`, { revision: page.revision })
}

/** A page on the web, with what its author would fill in. */
async function live(name: string, edit: (document: PageDocument) => PageDocument = (one) => one, more: object = {}) {
  const page = await create(name, more)
  const changed = await change(page, edit(filled(page.document)))
  expect(await publish(changed)).toMatchObject({ status: 200, body: { state: 'live' } })
  return detail(page.id)
}

/** What a browser loads before pictures, as it comes over the wire, in bytes: the page and each script it names. */
async function weightOf(slug: string): Promise<number> {
  const path = `/l/${encodeURIComponent(slug)}`
  const html = await (await look(slug)).text()
  const scripts = [...html.matchAll(/<script[^>]* src="(\/[^"]+)"/g)].map(([, src = '']) => src)
  const parts = await Promise.all([path, ...scripts].map(carried))
  return parts.reduce((sum, bytes) => sum + bytes, 0)
}

function carried(path: string): Promise<number> {
  return new Promise((done, fail) => {
    get(t.base + path, { headers: { 'accept-encoding': 'gzip, deflate, br' } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length))
      answer.on('end', () =>
        answer.statusCode === 200 ? done(bytes) : fail(new Error(`${path}: ${answer.statusCode}`)),
      )
    }).on('error', fail)
  })
}

const look = (slug: string, headers: Record<string, string> = {}) =>
  fetch(`${t.base}/l/${encodeURIComponent(slug)}`, { headers, redirect: 'manual' })

describe('a page', () => {
  test.each(pageCalls.flatMap((call) => pageLanguages.map((language) => ({ call, language }))))(
    'for $call in $language comes from its template, is refused while it has gaps, and is served',
    async ({ call, language }) => {
      const page = await create(`${call} ${language}`, { call, language })
      const refused = await publish(page)
      expect(refused).toMatchObject({ status: 400, body: { code: 'invalid' } })
      const kinds = (refused.body['fields'] as { message: string }[]).map(({ message }) => message)
      expect(new Set(kinds)).toEqual(new Set(['gap', 'no_form']))
      expect((await look(page.slug)).status).toBe(404)
      const changed = await change(page, filled(page.document))
      expect(await publish(changed)).toMatchObject({ status: 200, body: { version: 1, state: 'live' } })
      const answer = await look(page.slug)
      const html = await answer.text()
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null])
      expect(html).toContain(`<html lang="${language}"`)
      expect(html.match(/<h1>/g)).toHaveLength(1)
      expect(await weightOf(page.slug)).toBeLessThan(30 * 1024)
    },
  )

  test('with all that there is, it weighs under 30 KB with its scripts', async () => {
    const every: Block[] = [
      {
        id: 'n',
        kind: 'numbers',
        title: 'In figures',
        items: Array.from({ length: 4 }, (_, n) => ({ value: `${n}0 %`, label: 'less waiting at the gate' })),
      },
      { id: 't', kind: 'text', title: 'More', body: 'A paragraph **of text** that goes on and on.\n\n'.repeat(20) },
      {
        id: 'v',
        kind: 'video',
        title: 'See it',
        text: 'In two minutes.',
        label: '',
        href: 'https://video.example/watch?v=1',
        picture: null,
      },
      { id: 'a', kind: 'action', title: 'Now', text: 'Talk to us.', label: 'Request a demo', href: '/demo' },
    ]
    await admin.post('/api/page-settings', {
      tags: {
        linkedin: '1234567',
        meta: '1234567890',
        x: 'o1abc',
        google: 'AW-123456789',
        kakao: '12345678901',
        naver: 's_1a2b3c4d',
        vk: '3456789',
        yandex: '98765432',
      },
    })
    const page = await live('Everything', (document) => ({
      ...document,
      variants: document.variants.map((one) => ({ ...one, blocks: [...one.blocks, ...every] })),
    }))
    const html = await (await look(page.slug)).text()
    const weight = await weightOf(page.slug)
    await admin.post('/api/page-settings', { tags: {} })
    expect(html).toContain('id="ask"')
    expect(html).toContain('src="/t.js"')
    expect(weight).toBeLessThan(30 * 1024)
  })
})

describe('versions', () => {
  test('are kept, gone back to, and a page taken off the web says so; earlier addresses lead on', async () => {
    const retitled = (document: PageDocument, title: string): PageDocument => ({
      ...document,
      variants: document.variants.map((one) => ({
        ...one,
        blocks: one.blocks.map((block) => (block.kind === 'hero' ? { ...block, title } : block)),
      })),
    })
    const first = await live('Versions', (document) => retitled(document, 'The first words'))
    const second = await change(first, retitled(first.document, 'Other words'))
    expect(second.state).toBe('changed')
    expect(await (await look(first.slug)).text()).toContain('The first words')
    expect((await publish(second)).body).toMatchObject({ version: 2, state: 'live' })
    expect(await (await look(first.slug)).text()).toContain('Other words')
    const back = await admin.post(`/api/pages/${first.id}/rollback`, { version: 1 })
    expect(back.body).toMatchObject({ version: 3, state: 'changed' })
    expect(await (await look(first.slug)).text()).toContain('The first words')
    const now = await detail(first.id)
    expect(now.versions.map(({ version, restoredFrom }) => [version, restoredFrom])).toEqual([
      [3, 1],
      [2, null],
      [1, null],
    ])
    expect((await admin.post(`/api/pages/${first.id}/rollback`, { version: 9 })).status).toBe(404)
    // the draft follows a version only where asked to
    const drafted = await admin.post(`/api/pages/${first.id}/draft`, { revision: now.revision, version: 1 })
    expect(drafted.body).toMatchObject({ state: 'live' })

    const moved = await admin.post(`/api/pages/${first.id}/address`, { slug: 'moved-away' })
    expect(moved.status).toBe(200)
    const led = await look('versions', {})
    expect([led.status, led.headers.get('location')]).toEqual([302, '/l/moved-away'])
    const other = await create('Other')
    expect(await admin.post(`/api/pages/${other.id}/address`, { slug: 'versions' })).toMatchObject({ status: 409 })
    expect(await admin.post(`/api/pages/${other.id}/address`, { slug: '../x' })).toMatchObject({ status: 400 })
    expect(
      await admin.post('/api/pages', { name: 'A', call: 'demo', language: 'en', slug: 'moved-away' }),
    ).toMatchObject({ status: 409 })

    expect(await admin.post(`/api/pages/${first.id}/retire`)).toMatchObject({ status: 409 })
    expect((await admin.post(`/api/pages/${first.id}/unpublish`)).body).toMatchObject({ state: 'off' })
    const gone = await look('moved-away', { 'accept-language': 'ko' })
    expect([gone.status, await gone.text()]).toEqual([410, expect.stringContaining('더 이상 제공되지 않는')])
    expect((await admin.post(`/api/pages/${first.id}/rollback`, { version: 2 })).body).toMatchObject({
      state: 'changed',
    })
    expect((await look('moved-away')).status).toBe(200)
  })

  test('who writes on an old page is told, and nothing of theirs is written', async () => {
    const page = await create('Together')
    await change(page, filled(page.document))
    const late = await admin.post(`/api/pages/${page.id}/change`, {
      revision: page.revision,
      name: 'Mine',
      document: page.document,
    })
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect((await detail(page.id)).name).toBe('Together')
    expect(await publish(page)).toMatchObject({ status: 409 })
  })
})

describe('what strangers get', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '[x](javascript:alert(1)) [y](data:text/html,<script>1</script>) <a href="javascript:1">',
    '</style><style>*{background:url(//evil.example)}',
    '{{constructor.constructor("alert(1)")()}} ${alert(1)}',
    '\u202e\u2066 =HYPERLINK("http://evil.example")',
  ]

  test('hostile words stand there as words: no element, no handler, no address of theirs', async () => {
    const nasty = hostile.join(' ').slice(0, 290)
    const long = hostile.join('\n\n')
    const page = await live('Hostile', (document) => ({
      ...document,
      meta: { ...document.meta, title: nasty, description: nasty },
      brand: { name: nasty, picture: null, href: '/' },
      footer: long,
      variants: [
        {
          key: 'a',
          name: nasty,
          blocks: [
            {
              id: 'h',
              kind: 'hero',
              title: nasty,
              lead: long,
              label: nasty,
              href: 'https://example.com/"onx="1',
              note: nasty,
              picture: null,
            },
            { id: 't', kind: 'text', title: nasty, body: long },
            { id: 'b', kind: 'benefits', title: nasty, items: [{ title: nasty, text: long }] },
            { id: 'q', kind: 'quote', text: long, name: nasty, role: nasty, picture: null },
            { id: 'n', kind: 'numbers', title: nasty, items: [{ value: nasty, label: nasty }] },
            { id: 'f', kind: 'questions', title: nasty, items: [{ question: nasty, answer: long }] },
            {
              id: 'a',
              kind: 'action',
              title: nasty,
              text: long,
              label: nasty,
              href: 'mailto:a@b.c?subject="><script>',
            },
            {
              id: 'v',
              kind: 'video',
              title: nasty,
              text: long,
              label: nasty,
              href: 'https://v.example/?"><script>',
              picture: null,
            },
          ],
        },
      ],
    }))
    const answer = await look(page.slug)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    const body = html.slice(html.indexOf('<body>'))
    const elements = [...body.matchAll(/<([a-z0-9]+)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/g)]
    const names = new Set(elements.map(([, name]) => name))
    for (const name of ['img', 'style', 'iframe', 'form', 'svg']) expect(names).not.toContain(name)
    expect(elements.filter(([, name]) => name === 'script').every(([, , more]) => more?.includes(' nonce="'))).toBe(
      true,
    )
    for (const [, , attributes = ''] of elements) {
      expect(attributes).not.toMatch(/\son[a-z]+=/)
      for (const [, href = ''] of attributes.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^(https:|mailto:|\/|#)/)
    }
    // every < is the beginning of an element of ours
    expect(body.replaceAll(/<script[^]*?<\/script>/g, '').match(/</g)?.length).toBe(
      [...body.replaceAll(/<script[^]*?<\/script>/g, '').matchAll(/<\/?[a-z0-9]+(?:\s+[a-z-]+(?:="[^"]*")?)*\s*>/g)]
        .length,
    )
  })

  test('a strict policy: our own scripts by nonce, no frames, no bases, nothing of others', async () => {
    const page = await live('Policy')
    const answer = await look(page.slug)
    const policy = answer.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
    expect(policy).toBe(
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    )
    const html = await answer.text()
    expect([...html.matchAll(/<(?:script|style)[^>]*>/g)].every(([tag]) => tag.includes(`nonce="${nonce}"`))).toBe(true)
    expect((await look(page.slug)).headers.get('content-security-policy')).not.toBe(policy)
    for (const line of [
      '<link rel="canonical" href="',
      'property="og:title"',
      'property="og:url"',
      'name="description"',
    ])
      expect(html).toContain(line)
    expect(html).toContain(`data-key="${key}"`)
    expect(html).toContain(`data-hg-landing="${page.id}"`)
  })

  test('colleagues who are signed in are not counted', async () => {
    const page = await live('Colleagues')
    const html = String((await admin.get(`/l/${page.slug}`)).body['text'])
    expect(html).not.toContain('/t.js')
    const stranger = await t.member((await t.workspace('Elsewhere')).workspaceId, 'admin')
    expect(String((await stranger.get(`/l/${page.slug}`)).body['text'])).toContain('/t.js')
  })

  test('looking changes nothing, by GET or HEAD, whoever looks', async () => {
    const page = await live('Scanned')
    const picture = await upload(png(4, 4))
    const before = await allRows(t.pool)
    for (const method of ['GET', 'HEAD'])
      for (const path of [`/l/${page.slug}`, picture.path, '/l/nothing', '/l/-/consent', `/l/-/${page.id}.png`])
        for (const agent of ['Mozilla/5.0 Chrome/140', 'Proofpoint URL Defense', ''])
          await fetch(t.base + path, { method, headers: { 'user-agent': agent, cookie: 'hg_id=abcdefgh12345678' } })
    expect(await allRows(t.pool)).toEqual(before)
  })
})

async function upload(bytes: Uint8Array, type = 'application/octet-stream') {
  const { status, body } = await fetch(`${t.base}/api/pictures?name=x`, {
    method: 'POST',
    headers: { origin: t.base, 'content-type': type, cookie: admin.cookie() },
    body: bytes as unknown as BodyInit,
  }).then(async (answer) => ({ status: answer.status, body: (await answer.json()) as Record<string, string> }))
  return { status, body, path: body['path'] ?? '', id: body['id'] ?? '' }
}

describe('pictures', () => {
  test('are kept once, served for ever under a name of ours, and shown with their words and size', async () => {
    const [one, two] = [await upload(png(30, 20)), await upload(png(30, 20))]
    expect([one.status, one.id]).toEqual([200, two.id])
    const served = await fetch(t.base + one.path)
    expect([served.status, served.headers.get('content-type'), served.headers.get('cache-control')]).toEqual([
      200,
      'image/png',
      'public, max-age=31536000, immutable',
    ])
    expect(served.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await served.arrayBuffer()).equals(Buffer.from(png(30, 20)))).toBe(true)
    expect((await fetch(t.base + one.path.replace('.png', '.svg'))).status).toBe(404)
    const page = await live('Picture', (document) => ({
      ...document,
      meta: { ...document.meta, picture: { id: one.id, alt: 'A map' } },
      variants: document.variants.map((variant) => ({
        ...variant,
        blocks: variant.blocks.map((block) =>
          block.kind === 'hero' ? { ...block, picture: { id: one.id, alt: 'A "map"' } } : block,
        ),
      })),
    }))
    const html = await (await look(page.slug)).text()
    expect(html).toContain(
      `<img src="${one.path}" width="30" height="20" alt="A &quot;map&quot;" fetchpriority="high">`,
    )
    expect(html).toContain(`<meta property="og:image" content="${t.base}${one.path}">`)
  })

  test.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 415],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 415],
    ['one that is too large', Buffer.concat([png(4, 4), Buffer.alloc(2 * 1024 * 1024)]), 413],
    ['nothing', Buffer.alloc(0), 415],
  ])('%s is refused', async (_, bytes, status) => {
    expect((await upload(bytes)).status).toBe(status)
  })

  test('come from our own pages only, by those who may', async () => {
    expect((await upload(png(2, 2), 'image/png')).status).toBe(415)
    const viewer = await t.member(workspaceId, 'viewer')
    const answer = await fetch(`${t.base}/api/pictures`, {
      method: 'POST',
      headers: { origin: t.base, 'content-type': 'application/octet-stream', cookie: viewer.cookie() },
      body: png(2, 2) as unknown as BodyInit,
    })
    expect(answer.status).toBe(403)
  })

  test('of another workspace are not to be had', async () => {
    const other = await t.member((await t.workspace('Other')).workspaceId, 'admin')
    const { body } = await other.post('/api/pages', { name: 'Theirs', call: 'demo', language: 'en' })
    const theirs = (await other.get(`/api/pages/${body['id']}`)).body as unknown as PageDetail
    const mine = await upload(png(9, 9))
    const document = { ...theirs.document, meta: { ...theirs.document.meta, picture: { id: mine.id, alt: 'x' } } }
    const taken = await other.post(`/api/pages/${theirs.id}/change`, { revision: 1, name: 'Theirs', document })
    expect(taken).toMatchObject({ status: 400, body: { code: 'invalid' } })
  })
})

const human = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const day = 86_400_000

/** What the tracker of a browser sends, at a time of its own. */
async function send(
  items: { anonymousId: string; at: number; view?: object; event?: string; agent?: string; url?: string }[],
) {
  const batch = items.map(
    ({ anonymousId, at, view, event, agent = human, url = 'https://example.com/l/x' }, index) => ({
      type: event === undefined ? 'page' : 'track',
      ...(event === undefined ? { properties: view } : { event }),
      anonymousId,
      messageId: `${anonymousId}-${at}-${index}-${event ?? 'view'}`,
      timestamp: new Date(at).toISOString(),
      context: { userAgent: agent, page: { url, referrer: '' } },
    }),
  )
  for (let from = 0; from < batch.length; from += 400) {
    const answer = await fetch(`${t.base}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ writeKey: key, batch: batch.slice(from, from + 400) }),
    })
    expect(answer.status).toBe(200)
  }
}

/** A page with two variants, on the web. */
async function twoVariants(name: string): Promise<PageDetail> {
  return live(name, (document) => {
    const [first] = document.variants
    if (!first) throw new Error('a template has a variant')
    const blocks = first.blocks.map((block) =>
      block.kind === 'hero' ? { ...block, title: 'Variant B speaks' } : block,
    )
    return { ...document, variants: [first, { key: 'b', name: 'Bold', blocks }] }
  })
}

const plan = { conversion: 'form_submitted', days: 2, weights: [50, 50], baseline: 0.2, difference: 0.3, power: 0.8 }

describe('a test of two variants', () => {
  test('shows each its own, the same to the same, and tells caches nothing', async () => {
    const page = await twoVariants('Split')
    expect(await (await look(page.slug)).text()).not.toContain('Variant B speaks')
    const start = (more: object = {}) =>
      admin.post(`/api/pages/${page.id}/tests`, { ...plan, revision: page.revision, ...more })
    expect(await start({ weights: [60, 60] })).toMatchObject({ status: 400 })
    expect(await start({ weights: [50, 25, 25] })).toMatchObject({ status: 400 })
    expect(await start({ difference: 0.0005, baseline: 0.5 })).toMatchObject({ status: 400 })
    expect(await start()).toMatchObject({ status: 200 })
    expect(await start()).toMatchObject({ status: 409 })
    const seen = { a: 0, b: 0 }
    for (let visitor = 0; visitor < 60; visitor++) {
      const cookie = `hg_id=visitor${visitor}abcdef`
      const answer = await look(page.slug, { cookie })
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      expect(answer.headers.get('set-cookie')).toBeNull()
      const variant = /data-hg-variant="(.)"/.exec(await answer.text())?.[1] as 'a' | 'b'
      seen[variant]++
      expect(await (await look(page.slug, { cookie })).text()).toContain(`data-hg-variant="${variant}"`)
    }
    expect(Math.min(seen.a, seen.b)).toBeGreaterThan(12)
    // without an id: by what the day knows of address and browser
    const agents = Array.from({ length: 20 }, (_, n) => `${human} ${n}`)
    const variants = await Promise.all(
      agents.map(async (agent) => {
        const once = await (await look(page.slug, { 'user-agent': agent })).text()
        const twice = await (await look(page.slug, { 'user-agent': agent })).text()
        const variantOf = (html: string) => /data-hg-variant="(.)"/.exec(html)?.[1]
        expect(variantOf(twice)).toBe(variantOf(once))
        return variantOf(once)
      }),
    )
    expect(new Set(variants)).toEqual(new Set(['a', 'b']))

    // what was seen first stays, whatever the id would give
    const test = ((await admin.get(`/api/pages/${page.id}/tests`)).body as unknown as PageTestList).items[0]!
    for (const variant of ['a', 'b']) {
      const anonymousId = `sticky${variant}abcdefgh`
      await send([{ anonymousId, at: Date.now(), view: { landing: page.id, variant, test: test.id } }])
      expect(await (await look(page.slug, { cookie: `hg_id=${anonymousId}` })).text()).toContain(
        `data-hg-variant="${variant}"`,
      )
    }

    // it must not change while it is compared
    const changed = await change(await detail(page.id), { ...page.document, footer: 'Another' })
    expect(await publish(changed)).toMatchObject({ status: 409 })
    expect(await admin.post(`/api/pages/${page.id}/rollback`, { version: 1 })).toMatchObject({ status: 409 })
  })

  test('is read by its first visitors alone, by humans, within their days; the winner becomes the page by hand', async () => {
    const page = await twoVariants('Read')
    await admin.post(`/api/pages/${page.id}/tests`, { ...plan, revision: page.revision })
    // as if it had begun ten days ago
    await t.pool.query(`update page_test set started_at = now() - interval '10 days' where page_id = $1`, [page.id])
    const list = async () => (await admin.get(`/api/pages/${page.id}/tests`)).body as unknown as PageTestList
    const [before] = (await list()).items
    const sample = before!.plan.sample
    expect([before!.verdict, before!.ready, sample]).toEqual(['not_yet', false, 39])
    const start = Date.now() - 9 * day
    const view = (variant: string) => ({ landing: page.id, variant, test: before!.id })
    const items: Parameters<typeof send>[0] = []
    // of each variant more than the sample: of A 8 of the first 39 convert, of B 30; those after them do the opposite
    for (const [variant, reached] of [
      ['a', 8],
      ['b', 30],
    ] as const)
      for (let n = 0; n < 60; n++) {
        const anonymousId = `reader-${variant}-${n}-xyz`
        const at = start + n * 60_000
        items.push({ anonymousId, at, view: view(variant) })
        const converts = n < sample ? n < reached : variant === 'a'
        if (converts) items.push({ anonymousId, at: at + 3_600_000, event: 'form_submitted' })
        // too late to count
        if (!converts && n < sample) items.push({ anonymousId, at: at + 3 * day, event: 'form_submitted' })
      }
    items.push(
      { anonymousId: 'robot-1-abc', at: start + 1, view: view('b'), agent: 'Googlebot/2.1' },
      // saw both: counts with the first
      { anonymousId: 'reader-a-0-xyz', at: start + day, view: view('b') },
      // another page's visitor
      { anonymousId: 'stranger-abc', at: start + 2, view: { landing: 'another', variant: 'b', test: before!.id } },
    )
    await send(items)
    const [full] = (await list()).items
    expect(full).toMatchObject({ ready: true, verdict: 'better', best: 'b', crossed: 1, daysLeft: null })
    expect(full!.arms).toMatchObject([
      { key: 'a', seen: 60, sampled: { reached: 8, of: 39 }, closed: { reached: 29, of: 60 }, against: null },
      { key: 'b', name: 'Bold', seen: 60, sampled: { reached: 30, of: 39 }, against: { verdict: 'up' } },
    ])
    expect(full!.arms[1]!.rate).toBeCloseTo(30 / 39, 10)

    expect(await admin.post(`/api/pages/${page.id}/tests/end`, { winner: 'c' })).toMatchObject({ status: 400 })
    const ended = await admin.post(`/api/pages/${page.id}/tests/end`, { winner: 'b' })
    expect(ended.body).toMatchObject({ version: 2, state: 'live' })
    const html = await (await look(page.slug, { cookie: 'hg_id=visitor1abcdef' })).text()
    expect(html).toContain('Variant B speaks')
    expect(html).not.toContain('data-hg-test')
    expect(await admin.post(`/api/pages/${page.id}/tests/end`, { winner: null })).toMatchObject({ status: 409 })
    expect((await list()).items[0]).toMatchObject({ winner: 'b', verdict: 'better' })
  })

  test('cannot begin with one variant, and ends where the page is taken off the web', async () => {
    const single = await live('Single')
    const one = await admin.post(`/api/pages/${single.id}/tests`, { ...plan, revision: single.revision })
    expect(one).toMatchObject({ status: 409 })
    const page = await twoVariants('Off')
    await admin.post(`/api/pages/${page.id}/tests`, { ...plan, revision: page.revision })
    expect((await admin.post(`/api/pages/${page.id}/unpublish`)).body).toMatchObject({ state: 'off' })
    expect(((await admin.get(`/api/pages/${page.id}/tests`)).body as unknown as PageTestList).items[0]).toMatchObject({
      winner: null,
      endedAt: expect.any(String),
    })
  })
})

test('numbers: people by channel and variant, with intervals of those whose days are over, and who they are', async () => {
  const page = await live('Numbers')
  const now = Date.now()
  const view = { landing: page.id, variant: 'a' }
  const from = (source: string) => `https://example.com/l/numbers?utm_source=${source}&utm_medium=cpc`
  await send([
    { anonymousId: 'num-1-abcdef', at: now - 10 * day, view, url: from('naver') },
    { anonymousId: 'num-1-abcdef', at: now - 10 * day + 60_000, event: 'form_submitted' },
    { anonymousId: 'num-2-abcdef', at: now - 10 * day, view, url: from('naver') },
    { anonymousId: 'num-2-abcdef', at: now - 2 * day, event: 'form_submitted' },
    { anonymousId: 'num-3-abcdef', at: now - 2 * day, view },
    { anonymousId: 'num-4-abcdef', at: now - 40 * day, view },
    { anonymousId: 'num-5-abcdef', at: now - 5 * day, view, agent: 'curl/8.0' },
  ])
  const answer = (await admin.get(`/api/pages/${page.id}/statistics?within=7`)).body as unknown as PageStatistics
  expect(answer.total).toMatchObject({ visitors: 3, visits: 0, converted: 1, closed: { reached: 1, of: 2 }, rate: 0.5 })
  expect(answer.total.low).toBeCloseTo(0.0945, 3)
  expect(answer.byChannel).toMatchObject([
    { channel: 'ppc', visitors: 2, converted: 1 },
    { channel: 'direct', visitors: 1, converted: 0 },
  ])
  expect(answer.byDay.reduce((sum, one) => sum + one.visitors, 0)).toBe(3)
  const people = (query: string) => admin.get(`/api/pages/${page.id}/people?within=7${query}`)
  const all = (await people('')).body as unknown as PagePeople
  expect([all.items.length, all.more]).toEqual([3, false])
  expect(((await people('&converted=true')).body as unknown as PagePeople).items).toMatchObject([
    { channel: 'ppc', views: 1 },
  ])
  expect(((await people('&channel=ppc')).body as unknown as PagePeople).items).toHaveLength(2)
  const listed = (await admin.get('/api/pages')).body as { items: { id: string; lately: object }[] }
  expect(listed.items.find(({ id }) => id === page.id)?.lately).toEqual({ reached: 1, of: 3 })
})

describe('consent on a page', () => {
  test('is asked in its language where tags are set, kept as an event in the words shown, and taken back', async () => {
    const ids = { linkedin: '1234567', meta: '', x: '', google: '', kakao: '', naver: '', vk: '', yandex: '' }
    expect(await admin.post('/api/page-settings', { tags: { ...ids, meta: 'alert(1)' } })).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'tags.meta' }] },
    })
    const page = await live('Consent', (one) => one, { language: 'ko' })
    expect(await (await look(page.slug)).text()).not.toContain('id="ask"')
    await admin.post('/api/page-settings', { tags: ids })
    const answer = await look(page.slug)
    const html = await answer.text()
    expect(html).toContain('data-choose="none">거부</button><button type="button" data-choose="all">동의</button>')
    expect(html).not.toMatch(/<script[^>]*src="https:/)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/script-src 'nonce-[^']+' https:\/\/snap\.licdn\.com;/)
    expect(policy).not.toContain('facebook')
    const quiet = await live('No tags here', (document) => ({ ...document, tags: false }))
    expect((await look(quiet.slug)).headers.get('content-security-policy')).not.toContain('licdn')

    const say = (said: object, at: number, cookie = '') =>
      fetch(`${t.base}/l/-/consent`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': human, cookie },
        body: JSON.stringify({ page: page.id, proof: 'cabcdef123456', said, at }),
      })
    const events = async () => {
      const { rows } = await t.pool.query(
        `select name, anonymous_id as who, props ->> 'purpose' as purpose, props ->> 'source' as source,
           props ->> 'language' as language, props -> 'networks' as networks from event
          where workspace_id = $1 and name like 'consent%' order by time, name`,
        [workspaceId],
      )
      return rows
    }
    // a no of somebody nobody knows leaves nothing
    expect((await say({ ads: false }, 1)).status).toBe(204)
    expect(await events()).toEqual([])
    expect((await say({ ads: true }, 2, 'hg_id=consenter1234')).status).toBe(204)
    expect((await say({ ads: true }, 2, 'hg_id=consenter1234')).status).toBe(204)
    const granted = {
      name: 'consent_granted',
      who: 'consenter1234',
      purpose: 'ads',
      source: 'page:consent',
      language: 'ko',
      networks: ['linkedin'],
    }
    expect(await events()).toEqual([granted])
    await say({ ads: false }, 3, 'hg_id=consenter1234')
    expect((await events()).map(({ name }) => name)).toEqual(['consent_granted', 'consent_withdrawn'])
    expect((await fetch(`${t.base}/l/-/consent`, { method: 'POST', body: '{}' })).status).toBe(415)
    expect((await say({ ads: 'yes' }, 4)).status).toBe(400)
    await admin.post('/api/page-settings', { tags: { ...ids, linkedin: '' } })
  })
})

test('a form of the workspace stands in its page as HTML that works alone; one of another is not there', async () => {
  const { slug } = await publishedForm(admin, 'demo')
  const page = await create('With a form')
  expect(page.forms.map((form) => form.slug)).toContain(slug)
  const changed = await change(page, filled(page.document, { form: slug }))
  expect(await publish(changed)).toMatchObject({ status: 200 })
  const html = await (await look(page.slug)).text()
  expect(html).toContain(`<section id="form" tabindex="-1">`)
  expect(html).toContain(`method="post" action="/f/${slug}"`)
  expect(html).toContain('src="/f.js"')
  expect(await weightOf(page.slug)).toBeLessThan(30 * 1024)
  // nothing stands there for the script that the page shows already
  const told = /data-model="([^"]+)"/.exec(html)?.[1] ?? ''
  expect(told.length).toBeGreaterThan(100)
  expect(told).not.toMatch(/placeholder|mailText/)
  // of another workspace it is not there
  const other = await t.member((await t.workspace('Foreign')).workspaceId, 'admin')
  const theirs = (await other.post('/api/pages', { name: 'Foreign', call: 'demo', language: 'en' })).body
  const draft = (await other.get(`/api/pages/${theirs['id']}`)).body as unknown as PageDetail
  const document = filled(draft.document, { form: slug })
  await other.post(`/api/pages/${draft.id}/change`, { revision: 1, name: 'Foreign', document })
  expect(await other.post(`/api/pages/${draft.id}/publish`, { revision: 2 })).toMatchObject({ status: 400 })
})
