import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countLiftsOf } from '#actions/content-lift.ts'
import { contentLink } from '#actions/content-link.ts'
import { nextContent } from '#actions/content-next.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { publishedForm, sendBare } from '#test/form-help.ts'

/** The content library over HTTP: what is kept, who read what, what is missing, what comes next. */

let app: TestApp
let marketer: Browser
let viewer: Browser
let workspaceId: string
let secret: string
const now = Date.now()
const day = 86_400_000

beforeAll(async () => {
  app = await startTestApp()
  const made = await app.workspace('Readers', { zone: 'UTC' })
  workspaceId = made.workspaceId
  secret = made.keys.secret
  marketer = await app.member(workspaceId, 'marketer')
  viewer = await app.member(workspaceId, 'viewer')
})
afterAll(() => app.stop())

let sent = 0
/** People on the site, each event at a time of its own. */
async function tell(items: object[]): Promise<void> {
  const batch = items.map((item) => ({
    timestamp: new Date(now - day + sent++ * 1000).toISOString(),
    messageId: randomUUID(),
    ...item,
  }))
  const answer = await fetch(`${app.base}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${secret}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  })
  expect(answer.status).toBe(200)
}

const is = (userId: string, traits: object) => ({
  type: 'identify',
  userId,
  traits: { email: `${userId}@readers-${userId}.example`, name: userId, ...traits },
})
const reads = (userId: string, path: string, days = 1) => ({
  type: 'page',
  userId,
  timestamp: new Date(now - days * day + sent++ * 1000).toISOString(),
  properties: { path, url: `https://site.example${path}`, title: `Page ${path}` },
})
const make = async (body: object) => {
  const answer = await marketer.post('/api/content', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body as { id: string; revision: number; versions: { path: string; url: string }[] }
}
const version = (language: string, title: string, address = '') => ({ language, title, address })
const personOf = async (name: string): Promise<string> => {
  const { rows } = await app.pool.query('select id from person where workspace_id = $1 and name = $2', [
    workspaceId,
    name,
  ])
  return rows[0].id
}

describe('the library', () => {
  test('keeps an asset with a page in each language, and what its kind says of it', async () => {
    const made = await make({
      title: 'Muster case',
      kind: 'case_study',
      personas: ['finance_procurement'],
      versions: [
        version('en', 'How Muster saved', 'https://site.example/case-studies/muster/?utm_source=x'),
        version('ko', '무스터 사례', '/case-studies/ko-muster'),
      ],
    })
    expect(made).toMatchObject({
      kind: { id: 'case_study', name: { en: 'Case study' } },
      bands: ['MOFU'],
      ownBands: false,
      stage: { id: 'active_evaluation' },
      owner: { name: expect.any(String) },
      versions: [
        { language: 'en', path: '/case-studies/muster', url: expect.stringContaining('https://site.example/') },
        { language: 'ko', path: '/case-studies/ko-muster', url: null },
      ],
    })
    const list = (await viewer.get('/api/content?persona=finance_procurement&search=MUSTER')).body
    expect(list).toMatchObject({ items: [{ id: made.id }], counts: { live: 1, overdue: 0, archived: 0 } })
    expect((await viewer.get('/api/content?language=ru')).body).toMatchObject({ items: [] })
  })

  test('a page is one asset; words that the blueprint does not have are refused by their field', async () => {
    const twin = await marketer.post('/api/content', {
      title: 'Twin',
      kind: 'case_study',
      versions: [version('en', 'Twin', 'https://other.example/case-studies/MUSTER')],
    })
    expect([twin.status, twin.body['fields']]).toMatchObject([409, [{ path: 'versions.0.address' }]])
    for (const [field, body] of Object.entries({
      kind: { kind: 'poem' },
      stage: { kind: 'ebook', stage: 'nowhere' },
      personas: { kind: 'ebook', personas: ['wizard'] },
      versions: { kind: 'ebook', versions: [version('en', 'A'), version('en', 'B')] },
      'versions.0.address': { kind: 'ebook', versions: [version('en', 'A', 'javascript:alert(1)')] },
      product: { kind: 'ebook', product: randomUUID() },
    })) {
      const answer = await marketer.post('/api/content', { title: 'X', ...body })
      expect([field, answer.status, answer.body['fields']]).toMatchObject([field, 400, [{ path: field }]])
    }
  })

  test('is changed by what was seen last, archived and taken back', async () => {
    const { id, revision } = await make({ title: 'Old guide', kind: 'buyers_guide', reviewOn: '2020-01-01' })
    expect((await marketer.get('/api/content?state=overdue')).body).toMatchObject({ items: [{ id, overdue: true }] })
    const renamed = await marketer.post(`/api/content/${id}`, { revision, title: 'New guide' })
    expect(renamed.body).toMatchObject({ title: 'New guide', revision: revision + 1, reviewOn: '2020-01-01' })
    expect((await marketer.post(`/api/content/${id}`, { revision, title: 'Other' })).status).toBe(409)
    await marketer.post(`/api/content/${id}`, { archived: true })
    expect((await marketer.get('/api/content?state=archived')).body).toMatchObject({ items: [{ id, overdue: false }] })
    expect((await marketer.post(`/api/content/${id}`, { archived: false })).body).toMatchObject({ archivedAt: null })
    expect((await viewer.post(`/api/content/${id}`, { title: 'Mine' })).status).toBe(403)
    await marketer.post(`/api/content/${id}`, { archived: true })
  })

  test('says where the blueprint would count a page as another kind', async () => {
    const { id } = await make({
      title: 'Guide in the blog',
      kind: 'buyers_guide',
      versions: [version('en', 'Guide', 'https://site.example/blog/how-to-choose')],
    })
    expect((await viewer.get(`/api/content/${id}`)).body).toMatchObject({
      counted: [{ language: 'en', path: '/blog/how-to-choose', as: { id: 'blog_article' } }],
    })
    const base = (await viewer.get('/api/models')).body['version']
    const rule = { path: '/blog/how-to-choose', kind: 'buyers_guide' }
    const applied = await marketer.post('/api/blueprint/apply', { base, edits: { content: [rule] } })
    expect(applied.status, JSON.stringify(applied.body)).toBe(200)
    expect((await viewer.get(`/api/content/${id}`)).body).toMatchObject({ counted: [] })
    await marketer.post(`/api/content/${id}`, { archived: true })
  })
})

describe('who reads', () => {
  let asset: string
  beforeAll(async () => {
    asset = (
      await make({
        title: 'Checklist',
        kind: 'blog_article',
        versions: [
          version('en', 'A checklist', 'https://site.example/blog/checklist'),
          version('ko', '점검표', '/blog/ko-*'),
        ],
      })
    ).id
    await tell([
      is('fina', { title: 'CFO', company: 'One', country: 'Korea' }),
      is('tess', { title: 'Software engineer' }),
      reads('fina', '/blog/checklist'),
      reads('fina', '/blog/checklist'),
      reads('tess', '/blog/ko-checklist'),
      { type: 'track', userId: 'tess', event: 'content_downloaded', properties: { asset: 'A CHECKLIST' } },
      // before the period, and nothing of ours
      reads('tess', '/blog/checklist', 12),
      reads('tess', '/blog/unclaimed'),
      reads('fina', '/careers'),
    ])
  })

  test('is counted by page, by pattern and by title, once a person, against the period before', async () => {
    const usage = (await viewer.get('/api/content/usage?days=7')).body as { items: object[] }
    expect(usage.items).toContainEqual({ asset, people: 2, reads: 4, downloads: 1, before: 1 })
    const reading = (await viewer.get('/api/content/reading?days=7')).body
    expect(reading).toMatchObject({
      total: { people: 2, reads: 4, downloads: 1, before: 1, readsBefore: 1 },
      assets: [{ asset, title: 'Checklist', people: 2 }],
      kinds: [{ kind: { id: 'blog_article' }, people: 2, reads: 4 }],
      languages: [
        { language: 'en', people: 2 },
        { language: 'ko', people: 1 },
      ],
    })
    const personas = reading['personas'] as { persona: { id: string } | null; people: number }[]
    expect(personas.find(({ persona }) => persona?.id === 'finance_procurement')?.people).toBe(1)
    const trend = reading['trend'] as { reads: number }[]
    expect(trend.reduce((sum, { reads: count }) => sum + count, 0)).toBe(4)
  })

  test('every number opens to its people, page by page', async () => {
    const first = (await viewer.get('/api/content/readers?days=7&limit=1')).body
    expect(first).toMatchObject({ total: 2, items: [{ name: 'tess', reads: 2, downloads: 1, lastTitle: 'Checklist' }] })
    const second = (await viewer.get(`/api/content/readers?days=7&limit=1&cursor=${String(first['next'])}`)).body
    expect(second).toMatchObject({ items: [{ name: 'fina', persona: { id: 'finance_procurement' } }], next: null })
    const only = (await viewer.get(`/api/content/readers?days=7&asset=${asset}&persona=finance_procurement`)).body
    expect(only).toMatchObject({ total: 1, items: [{ name: 'fina' }] })
    for (const none of ['kind=ebook', 'band=BOFU', `asset=${randomUUID()}`, 'stage=loyalty']) {
      expect((await viewer.get(`/api/content/readers?days=7&${none}`)).body).toMatchObject({ total: 0, items: [] })
    }
  })

  test('pages with readers that no asset claims are found, and left alone when told', async () => {
    const found = (await viewer.get('/api/content/found')).body as { items: { path: string }[] }
    expect(found.items).toMatchObject([
      { path: '/blog/unclaimed', people: 1, kind: { id: 'blog_article' }, url: 'https://site.example/blog/unclaimed' },
      { path: '/careers', kind: null },
    ])
    await marketer.post('/api/content/found/ignore', { path: '/careers' })
    const after = (await viewer.get('/api/content/found')).body as { items: { path: string }[]; ignored: number }
    expect([after.items.map(({ path }) => path), after.ignored]).toEqual([['/blog/unclaimed'], 1])
  })

  test('what is missing is named for those who stand there now, the most first', async () => {
    const { body } = await viewer.get('/api/content/gaps')
    const cells = body['cells'] as { persona: string; column: string; people: number; own: object[]; state: string }[]
    const evaluation = cells.find(
      ({ persona, column }) => persona === 'finance_procurement' && column === 'active_evaluation',
    )
    expect(evaluation).toMatchObject({ own: [{ title: 'Muster case' }], state: 'unread' })
    const standing = cells.filter(({ persona, people }) => persona === 'finance_procurement' && people > 0)
    expect(standing.map(({ people }) => people)).toEqual([1])
    const gaps = body['gaps'] as { persona: string; column: string; people: number }[]
    expect(gaps.filter(({ persona }) => persona === 'finance_procurement')[0]).toMatchObject({
      column: standing[0]?.column,
      people: 1,
    })
    const korean = (await viewer.get('/api/content/gaps?language=ko&by=band')).body
    expect(korean).toMatchObject({ language: 'ko', unknownLanguage: 1 })
    expect((korean['columns'] as { id: string }[]).map(({ id }) => id)).toEqual(['TOFU', 'MOFU', 'BOFU', 'CUSTOMER'])
  })
})

describe('what comes next', () => {
  test('somebody who asked for a demo is offered what they need, in their language, with the reasons', async () => {
    const demo = await make({
      title: 'Tour',
      kind: 'demo',
      versions: [
        version('en', 'A tour', 'https://site.example/demo/tour'),
        version('ko', '둘러보기', 'https://site.example/demo/ko'),
      ],
    })
    await make({
      title: 'Engineers only',
      kind: 'demo',
      personas: ['technical'],
      versions: [version('en', 'API', '/demo/api')],
    })
    await tell([
      is('fina', { language: 'ko-KR' }),
      { type: 'track', userId: 'fina', event: 'demo_requested', properties: { form: 'demo' } },
    ])
    const person = await personOf('fina')
    const head = (await viewer.get(`/api/people/${person}/head`)).body as { next: { content: object[] } }
    expect(head.next.content).toMatchObject([
      { asset: demo.id, language: 'ko', title: '둘러보기', reasons: [{ code: 'asked' }, { code: 'language' }] },
      { title: '무스터 사례', reasons: [{ code: 'with' }, { code: 'persona' }, { code: 'language' }] },
    ])
    const db = await app.pool.connect()
    try {
      const same = await nextContent(db, workspaceId, person)
      expect(same.map(({ asset }) => asset)).toEqual(
        (head.next.content as { asset: string }[]).map(({ asset }) => asset),
      )
    } finally {
      db.release()
    }
  })

  test('somebody who filled in a Russian form is offered what they can read', async () => {
    const form = await publishedForm(marketer, 'demo')
    const email = 'anna@reading-anna.example'
    const values = { name: 'Анна', company: 'Читалка', email, title: 'Директор', about: 'Покажите' }
    const russian = await sendBare(app, form.slug, { ...values, _lang: 'ru' })
    expect(russian.status).toBe(200)
    await make({ title: 'Korean only', kind: 'demo', versions: [version('ko', '둘러보기 2', '/demo/only-ko')] })
    await make({ title: 'Russian', kind: 'demo', versions: [version('ru', 'Пример', '/demo/primer')] })
    const head = (await viewer.get(`/api/people/${await personOf('Анна')}/head`)).body as {
      next: { content: { title: string; language: string }[] }
    }
    expect(head.next.content[0]).toMatchObject({ title: 'Пример', language: 'ru' })
    expect(head.next.content.map(({ language }) => language)).not.toContain('ko')
  })

  test('what those who went on had read is said only where there are enough of them', async () => {
    const { id } = await make({ title: 'Series', kind: 'ebook', versions: [version('en', 'Series', '/ebooks/series')] })
    const people = Array.from({ length: 60 }, (_, n) => `p${n}`)
    // half of them read it; of those who read, more sign up afterwards
    await tell(people.map((who) => ({ ...reads(who, '/', 80), anonymousId: who, userId: undefined })))
    await tell(
      people
        .filter((_, n) => n % 2 === 0)
        .map((who) => ({ ...reads(who, '/ebooks/series', 79), anonymousId: who, userId: undefined })),
    )
    const signs = people.filter((_, n) => (n % 2 === 0 ? n % 6 !== 0 : n % 10 === 1))
    await tell(
      signs.flatMap((who) => [
        {
          type: 'track',
          anonymousId: who,
          event: 'consent_granted',
          timestamp: new Date(now - 78 * day + sent++ * 1000).toISOString(),
          properties: { purpose: 'marketing', email: `${who}@sign.example` },
          context: { traits: { email: `${who}@sign.example` } },
        },
      ]),
    )
    await countLiftsOf(app.pool, workspaceId, now)
    const { body } = await viewer.get(`/api/content/${id}`)
    const lifts = body['lifts'] as {
      readers: number
      readersOn: number
      others: number
      othersOn: number
      ratio: object | null
    }[]
    expect(lifts[0]).toMatchObject({
      readers: 30,
      readersOn: 20,
      others: expect.any(Number),
      othersOn: expect.any(Number),
    })
    expect(lifts[0]?.ratio).toMatchObject({ value: expect.any(Number) })
  })
})

describe('a list of content', () => {
  const text = [
    'Asset,Title,Type,Language,URL,Persona,Review date,Colour',
    'Muster case,How Muster saved a lot,Case study,English,https://site.example/case-studies/muster,,2031-05-01,red',
    'Handbook,Das Handbuch,전자책,de,https://site.example/ebooks/de-handbook,technical;finance_procurement,,',
    'Handbook,The handbook,e-book,en,/ebooks/handbook,,,',
    'Poem,A poem,sonnet,en,,,,',
    'Nowhere,Nowhere,ebook,en,not an address,,,',
  ].join('\n')

  test('is tried first: what would be added and changed, and which rows are wrong', async () => {
    const { body } = await marketer.post('/api/content/import', { text })
    expect(body).toMatchObject({
      dryRun: true,
      rows: 3,
      added: 1,
      changed: 1,
      same: 0,
      ignored: ['Colour'],
      faults: [
        { row: 5, column: 'Type', code: 'unknown_kind', text: 'sonnet' },
        { row: 6, column: 'URL', code: 'bad_address' },
      ],
      shown: [
        { title: 'Muster case', what: 'changed', changes: ['reviewOn', 'version en'] },
        { title: 'Handbook', what: 'added', languages: ['de', 'en'] },
      ],
    })
    expect((await viewer.get('/api/content?search=handbook')).body).toMatchObject({ items: [] })
  })

  test('is taken in, keeps what it leaves empty, and says nothing new the second time', async () => {
    expect((await marketer.post('/api/content/import', { text, dryRun: false })).body).toMatchObject({
      added: 1,
      changed: 1,
    })
    expect((await viewer.get('/api/content?search=muster')).body).toMatchObject({
      items: [
        {
          personas: [{ id: 'finance_procurement' }],
          reviewOn: '2031-05-01',
          versions: [{ language: 'en', title: 'How Muster saved a lot' }, { language: 'ko' }],
        },
      ],
    })
    const again = (await marketer.post('/api/content/import', { text, dryRun: false })).body
    expect(again).toMatchObject({ added: 0, changed: 0, same: 2 })
    expect((await marketer.post('/api/content/import', { text: 'a,b\n1,2' })).status).toBe(400)
    expect((await viewer.post('/api/content/import', { text })).status).toBe(403)
  })
})

test('a link can be had by others of our features, unless there is nothing to give', async () => {
  const { id } = await make({ title: 'Paper', kind: 'research_paper', versions: [version('en', 'Paper')] })
  expect(await contentLink(app.pool, workspaceId, id)).toBe(null)
  expect(await contentLink(app.pool, workspaceId, randomUUID())).toBe(null)
  const refused = await marketer.post(`/api/content/${id}/links`, { campaign: 'spring' })
  expect(refused.status).toBe(409)
})
