import { randomUUIDv7 } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { apiRoutes } from '#contract/api.ts'
import { funnelDocument, funnelPeople } from '#contract/funnel.ts'
import { createApp } from '#server/http/app.ts'
import { insertWriteKey, newWriteKey, revokeWriteKey } from '#store/write-key.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'

let t: TestDatabase
let server: Server
let app: Awaited<ReturnType<typeof createApp>>
let base: string
let workspaceId: string
const keys = { secret: '', public: '' }

beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  const model = {
    id: 'lifecycle',
    name: { en: 'Lifecycle' },
    subject: 'person',
    stages: [
      { id: 'lead', name: { en: 'Lead' } },
      { id: 'customer', name: { en: 'Customer' } },
    ],
  }
  await t.pool.query(
    `insert into blueprint_version (workspace_id, version, document, applied_at, applied_by) values ($1, 1, $2, now(), 'test')`,
    [workspaceId, JSON.stringify({ lifecycle: 'lifecycle', models: [model] })],
  )
  const people = Array.from({ length: 5 }, (_, i) => ({ id: randomUUIDv7(), name: `김민수 ${i}`, won: i < 2 }))
  for (const { id, name, won } of people) {
    await t.pool.query('insert into person (workspace_id, id, name) values ($1, $2, $3)', [workspaceId, id, name])
    await t.pool.query(
      `insert into reach (workspace_id, model, subject_id, pass, subject_kind, channel, s1, s2)
       values ($1, 'lifecycle', $2, 1, 'person', $3, '2026-03-01T00:00:00Z', $4)`,
      [workspaceId, id, won ? 'email' : null, won ? '2026-03-11T00:00:00Z' : null],
    )
  }
  for (const kind of ['secret', 'public'] as const) {
    keys[kind] = newWriteKey(kind)
    await insertWriteKey(t.pool, workspaceId, { id: randomUUIDv7(), kind, name: kind, key: keys[kind] })
  }
  const log = { error: () => {}, warn: () => {} }
  // without the web app
  const webRoot = join(tmpdir(), randomUUIDv7())
  const config = { demo: false, publicUrl: null, trustProxy: false, secret: 'x'.repeat(40), webRoot }
  app = await createApp({ pool: t.pool, config, log })
  server = createAdaptorServer({ fetch: app.fetch }) as Server
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise((done) => server.close(done))
  await t.drop()
})

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })

it('a secret key reads the funnel, by Bearer and by Basic, as the document describes it', async () => {
  for (const headers of [bearer(keys.secret), basic(keys.secret)]) {
    const answer = await fetch(`${base}/api/funnel?from=2026-03-01&window=30d&by=channel`, { headers })
    expect(answer.status).toBe(200)
    const funnel = funnelDocument.parse(await answer.json())
    expect(funnel).toMatchObject({ model: 'lifecycle', zone: 'Asia/Seoul', from: '2026-02-28T15:00:00.000Z' })
    expect(funnel.total.steps[1]?.fromFirst.raw).toMatchObject({ reached: 2, of: 5, rate: 0.4 })
    expect(funnel.total.steps[1]?.fromFirst.time).toMatchObject({ median: 10 * 86_400_000 })
    expect(funnel.groups.map(({ key, members }) => [key, members])).toEqual([
      ['=email', 2],
      ['missing', 3],
    ])
  }
})

it('the people behind a number come in pages', async () => {
  const names: string[] = []
  let cursor = ''
  do {
    const answer = await fetch(
      `${base}/api/funnel/people?stage=customer&state=not&by=channel&group=missing&limit=2${cursor}`,
      {
        headers: bearer(keys.secret),
      },
    )
    expect(answer.status).toBe(200)
    const page = funnelPeople.parse(await answer.json())
    names.push(...page.items.map((item) => item.name ?? ''))
    cursor = page.next === null ? '' : `&cursor=${page.next}`
  } while (cursor !== '')
  expect(names.toSorted()).toEqual(['김민수 2', '김민수 3', '김민수 4'])
})

it('nobody else reads it', async () => {
  const status = async (headers: Record<string, string>) => (await fetch(`${base}/api/funnel`, { headers })).status
  expect(await status({})).toBe(401)
  expect(await status(bearer(keys.public))).toBe(403)
  expect(await status(bearer(newWriteKey('secret')))).toBe(401)
  expect(await status({ authorization: 'Bearer nonsense' })).toBe(401)
  const key = newWriteKey('secret')
  const row = await insertWriteKey(t.pool, workspaceId, { id: randomUUIDv7(), kind: 'secret', name: 'gone', key })
  await revokeWriteKey(t.pool, workspaceId, row.id)
  expect(await status(bearer(key))).toBe(401)
})

it('a mistake is answered with the field and what to write', async () => {
  const answer = await fetch(`${base}/api/funnel?window=soon`, { headers: bearer(keys.secret) })
  expect(answer.status).toBe(400)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await answer.json()).toMatchObject({ code: 'invalid', fields: [{ path: 'window' }] })
})

it('the OpenAPI document is served, and describes every mounted address and no other', async () => {
  const answer = await fetch(`${base}/api/openapi.json`)
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect(await answer.json()).toMatchObject({
    openapi: '3.1.1',
    paths: { '/api/funnel': { get: { operationId: 'readFunnel' } } },
  })
  const mounted = app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
    .map(({ method, path }) => `${method} ${path}`)
  const described = apiRoutes.map(({ method, path }) => `${method} ${path}`).filter((one) => one.includes(' /api/'))
  expect([...new Set(mounted)].toSorted()).toEqual(described.toSorted())
})
