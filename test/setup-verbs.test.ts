import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BlueprintVersionView } from '#contract/blueprint-view.ts'
import type { EventFacets, EventPage, EventStream } from '#contract/events-live.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'

let app: TestApp
let keys: { public: string; secret: string }
let admin: Browser
let stranger: Browser
beforeAll(async () => {
  app = await startTestApp()
  const here = await app.workspace('Here')
  keys = here.keys
  admin = await app.member(here.workspaceId, 'admin')
  stranger = await app.member((await app.workspace('There')).workspaceId, 'admin')
})
afterAll(() => app.stop())

async function send(path: string, body: object): Promise<void> {
  const answer = await fetch(`${app.base}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${keys.secret}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(200)
}

test('the stream shows what came last first, filtered, page by page; an event opens in full; others see nothing', async () => {
  for (let i = 0; i < 5; i++) await send('page', { userId: 'u1', properties: { path: `/page-${i}` } })
  await send('track', { userId: 'u2', event: 'Demo Requested', properties: { note: '<script>alert(1)</script>' } })
  const stream = async (query = '') => (await admin.get(`/api/events?${query}`)).body as unknown as EventStream
  const all = await stream('limit=4')
  expect(all.items.map(({ object }) => object)).toEqual([null, '/page-4', '/page-3', '/page-2'])
  const rest = await stream(`limit=4&before=${all.next}`)
  expect(rest.items.map(({ object }) => object)).toEqual(['/page-1', '/page-0'])
  expect(rest.next).toBe(null)
  const pages = await stream('name=page_viewed&verdict=human&source=server')
  expect([pages.items.length, pages.searched.count]).toEqual([5, 6])
  expect((await stream('name=nothing_like_it')).items).toEqual([])
  const facets = (await admin.get('/api/events/facets')).body as unknown as EventFacets
  expect(facets).toMatchObject({
    of: 6,
    names: [
      { value: 'page_viewed', count: 5 },
      { value: 'demo_requested', count: 1 },
    ],
  })
  expect(facets.latest).toMatchObject([{ source: 'server', name: 'demo_requested' }])

  const id = all.items[0]?.id ?? ''
  const event = (await admin.get(`/api/events/${id}`)).body as unknown as EventPage
  expect(event).toMatchObject({ name: 'demo_requested', trust: 'secret', keys: { userId: 'u2' }, verdict: 'human' })
  expect(event.props['note']).toBe('<script>alert(1)</script>')
  expect((await stranger.get(`/api/events/${id}`)).status).toBe(404)
  expect((await stranger.get('/api/events')).body).toMatchObject({ items: [], next: null })
})

test('edits are planned, linted and applied on the version they were made on, and history tells who did it', async () => {
  const body = (await admin.get('/api/blueprint')).body
  const { version } = body as { version: BlueprintVersionView }
  expect(version.version).toBe(1)
  const edits = { threshold: 66, stages: { 'lifecycle/lead': { name: { en: 'Working lead' } } } }
  const plan = await admin.post('/api/blueprint/plan', { base: 1, edits })
  expect(plan.body).toMatchObject({
    changed: true,
    changes: [
      { what: 'stage', id: 'lifecycle / lead', parts: ['name'] },
      { what: 'sales threshold', values: [{ to: 66 }] },
    ],
  })
  expect((await admin.get('/api/blueprint/versions')).body['versions']).toHaveLength(1)

  const broken = await admin.post('/api/blueprint/plan', { base: 1, edits: { lifecycle: 'sales_pipeline' } })
  expect(broken.body['findings']).toContainEqual(expect.objectContaining({ severity: 'error' }))
  expect((await admin.post('/api/blueprint/apply', { base: 1, edits: { lifecycle: 'sales_pipeline' } })).status).toBe(
    400,
  )

  const applied = await admin.post('/api/blueprint/apply', { base: 1, edits, note: 'Agreed on Monday' })
  expect(applied.body).toMatchObject({ version: 2, changed: true })
  expect((await admin.post('/api/blueprint/apply', { base: 1, edits: { threshold: 70 } })).status).toBe(409)
  const { versions } = (await admin.get('/api/blueprint/versions')).body as { versions: BlueprintVersionView[] }
  expect(versions).toMatchObject([{ version: 2, appliedBy: 'A admin', note: 'Agreed on Monday' }, { version: 1 }])
  expect((await admin.get('/api/blueprint?version=2')).body).toMatchObject({
    changes: [{ what: 'stage' }, { what: 'sales threshold' }],
  })
  expect((await admin.get('/api/blueprint?version=9')).status).toBe(404)
  expect((await stranger.get('/api/blueprint')).body).toMatchObject({ version: { version: 1 } })
})

test('steps of the set-up guide keep their answers, each workspace its own', async () => {
  const size = { revenueMinor: 10_000_000, averageSaleMinor: 50_000, currency: 'KRW', closeRate: 0.8, reps: 10 }
  expect((await admin.post('/api/setup-guide', { step: 'size', answers: { ...size, closeRate: 80 } })).status).toBe(400)
  const saved = await admin.post('/api/setup-guide', { step: 'size', answers: size })
  expect(saved.body).toMatchObject({ customer: null, size: { answers: size, savedBy: 'A admin' } })
  const answers = { answers: { want: 'Fewer late deliveries' } }
  expect((await admin.post('/api/setup-guide', { step: 'customer', answers })).status).toBe(200)
  expect((await admin.get('/api/setup-guide')).body).toMatchObject({ customer: { answers }, size: { answers: size } })
  expect((await stranger.get('/api/setup-guide')).body).toEqual({
    customer: null,
    stages: null,
    triggers: null,
    size: null,
  })
})

test('holidays are put, renamed and taken out', async () => {
  const put = [
    { day: '2026-12-25', name: 'Christmas' },
    { day: '2026-10-03', name: '개천절' },
  ]
  expect((await admin.post('/api/holidays', { put })).body).toEqual({ holidays: [put[1], put[0]] })
  const renamed = [{ day: '2026-12-25', name: '성탄절' }]
  expect((await admin.post('/api/holidays', { put: renamed, remove: ['2026-10-03'] })).body).toEqual({
    holidays: renamed,
  })
  expect((await admin.post('/api/holidays', { put: [{ day: '2026-02-30', name: 'Never' }] })).status).toBe(400)
  expect((await stranger.get('/api/holidays')).body).toEqual({ holidays: [] })
})
