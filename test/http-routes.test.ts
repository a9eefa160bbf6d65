import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'

// what roles, keys and workspaces see of every verb: test/roles.test.ts

let app: TestApp
let here: string
let there: string
beforeAll(async () => {
  app = await startTestApp()
  const one = await app.workspace('Here')
  const other = await app.workspace('There')
  here = one.workspaceId
  there = other.workspaceId
})
afterAll(() => app.stop())

describe('two workspaces', () => {
  test('neither sees the keys of the other, nor revokes them', async () => {
    const admin = await app.member(here, 'admin')
    const other = await app.member(there, 'admin')
    const { body } = await other.get('/api/keys')
    const foreign = (body['keys'] as { id: string }[])[0]?.id ?? ''
    expect(JSON.stringify((await admin.get('/api/keys')).body)).not.toContain(foreign)
    expect((await admin.post(`/api/keys/${foreign}/revoke`)).status).toBe(404)
    const after = (await other.get('/api/keys')).body['keys'] as { id: string; revokedAt: string | null }[]
    expect(after.find(({ id }) => id === foreign)?.revokedAt).toBe(null)
  })
})

describe('what cannot be read', () => {
  let admin: Browser
  beforeAll(async () => {
    admin = await app.member(here, 'admin')
  })

  test.each([
    ['no such address', () => admin.get('/api/nothing'), 404],
    ['another method', () => admin.post('/api/funnel'), 404],
    ['JSON that is none', () => admin.post('/api/keys', '{"kind":'), 400],
    ['JSON that is no object', () => admin.post('/api/keys', '[1]'), 400],
    ['a body over the limit', () => admin.post('/api/keys', { kind: 'secret', name: 'x'.repeat(300_000) }), 413],
    ['a file that is not there', () => admin.get('/assets/none.js'), 404],
    ['a path that climbs', () => admin.get('/assets/..%2f..%2fpackage.json'), 404],
    ['a workspace that is no id', () => admin.get('/api/keys', { 'hourglass-workspace': `' or 1=1` }), 404],
    ['an id that is none', () => admin.post('/api/keys/not-an-id/revoke'), 400],
    ['a part of a question that nobody reads', () => admin.get('/api/people?search=kim'), 400],
    ['a part of a question that has none', () => admin.get('/api/keys?kind=secret'), 400],
    ['a revoked or unknown key', () => admin.get('/api/funnel', { authorization: 'Bearer sk_unknown' }), 401],
  ] as const)('%s is refused with a problem', async (_name, send, status) => {
    const answer = await send()
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({ status, code: expect.any(String), detail: expect.any(String) })
  })

  test('a change is kept in the audit with who did it, and without the secret', async () => {
    const { body } = await admin.post('/api/keys', { kind: 'secret', name: 'For the CRM' })
    const { rows } = await app.pool.query(
      `select actor, verb, subject, detail::text from audit where workspace_id = $1 order by at desc limit 1`,
      [here],
    )
    expect(rows[0]).toMatchObject({ verb: 'key.create', subject: `key:${body['id']}` })
    expect(rows[0].actor).toMatch(/^user:/)
    expect(rows[0].detail).toContain('For the CRM')
    expect(rows[0].detail).not.toContain(body['key'])
  })

  test('the workspace’s zone must be one, and a new one is used at once', async () => {
    const input = { name: 'Here', zone: 'Europe/Berlin', currency: 'EUR', languages: ['en'] }
    expect((await admin.post('/api/workspace', { ...input, zone: 'Berlin' })).status).toBe(400)
    expect((await admin.post('/api/workspace', input)).body).toMatchObject({ zone: 'Europe/Berlin', currency: 'EUR' })
    expect((await admin.get('/api/funnel')).body).toMatchObject({ zone: 'Europe/Berlin' })
  })
})
