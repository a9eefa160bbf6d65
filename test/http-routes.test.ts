import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { may, roles } from '#core/permission.ts'
import { routes } from '#server/http/routes.ts'
import { type Browser, createBrowser, startTestApp, type TestApp } from '#test/app.ts'

let app: TestApp
let here: string
let there: string
let thereKeys: { public: string; secret: string }
let hereKeys: { public: string; secret: string }
beforeAll(async () => {
  app = await startTestApp()
  const one = await app.workspace('Here')
  const other = await app.workspace('There')
  here = one.workspaceId
  hereKeys = one.keys
  there = other.workspaceId
  thereKeys = other.keys
})
afterAll(() => app.stop())

const somebody = '01890000-0000-7000-8000-000000000000'
const addressOf = (path: string, id = somebody): string => path.replace(/:\w+/g, id)

function ask(browser: Browser, method: string, path: string, headers: Record<string, string> = {}) {
  return method === 'GET' ? browser.get(path, headers) : browser.post(path, {}, headers)
}

describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_name, route) => {
  const path = addressOf(route.path)

  test('asks strangers to sign in', async () => {
    const answer = await ask(createBrowser(app.base), route.method, path)
    expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated'])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test('does not show a member of one workspace that another exists', async () => {
    const admin = await app.member(here, 'admin')
    const answer = await ask(admin, route.method, path, { 'hourglass-workspace': there })
    expect([answer.status, answer.body['code']]).toEqual([404, 'not_found'])
  })

  test('does for each role what the table of permissions says', async () => {
    for (const role of roles) {
      const member = await app.member(here, role)
      const { status } = await ask(member, route.method, path)
      const allowed = may(role, route.verb.permission)
      expect([role, status === 403]).toEqual([role, !allowed])
      expect([role, status < 500 && status !== 401]).toEqual([role, true])
    }
  })

  test('does for each kind of key what the table of permissions says', async () => {
    for (const kind of ['public', 'secret'] as const) {
      const headers = { authorization: `Bearer ${hereKeys[kind]}` }
      const { status } = await ask(createBrowser(app.base), route.method, path, headers)
      expect([kind, status === 403]).toEqual([kind, !may(`${kind}_key`, route.verb.permission)])
      expect([kind, status < 500 && status !== 401]).toEqual([kind, true])
    }
  })

  test('changes things by POST only', () => {
    expect([route.method, route.verb.changes]).not.toEqual(['GET', true])
  })
})

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

  test('people known to one are nobody to the other', async () => {
    const identify = { userId: 'u1', traits: { email: 'kim@sample-logistics.example', name: 'Kim Seo-yeon' } }
    const sent = await fetch(`${app.base}/v1/identify`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${thereKeys.secret}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify(identify),
    })
    expect(sent.status).toBe(200)
    const { rows } = await app.pool.query<{ id: string }>('select id from person where workspace_id = $1', [there])
    const id = rows[0]?.id ?? ''
    const owner = await app.member(there, 'viewer')
    const stranger = await app.member(here, 'admin')
    for (const { method, path } of routes.filter((route) => route.method === 'GET')) {
      const known = JSON.stringify((await ask(owner, method, addressOf(path, id))).body)
      const unknown = JSON.stringify((await ask(stranger, method, addressOf(path, id))).body)
      expect([path, unknown.includes(id) || unknown.includes('sample-logistics')]).toEqual([path, false])
      if (path === '/api/people') expect(known).toContain(id)
    }
  })

  test('one who left a workspace sees nothing of it from that moment', async () => {
    const member = await app.member(here, 'marketer')
    expect((await member.get('/api/keys')).status).toBe(200)
    await app.pool.query(`delete from workspace_member m using auth_user u where u.id = m.user_id and u.email = $1`, [
      member.email,
    ])
    expect((await member.get('/api/keys')).status).toBe(403)
    expect((await member.get('/api/keys', { 'hourglass-workspace': here })).status).toBe(404)
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
