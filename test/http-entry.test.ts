import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, createBrowser, password, startTestApp, type TestApp } from '#test/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ web: true })
})
afterAll(() => app.stop())

const visitor = (): Browser => createBrowser(app.base)
const tokenOf = (link: string): string => link.split('/').at(-1) ?? ''
const setup = (token: string, more: object = {}) => ({
  token,
  name: 'Mira Han',
  email: 'Mira@Example.com',
  password,
  language: 'ko',
  workspace: { name: 'Sample Logistics', zone: 'Asia/Seoul', currency: 'KRW', languages: ['en', 'ko', 'ru'] },
  ...more,
})

describe('the set-up link', () => {
  test('a new one makes the former one useless, and nothing but its hash is kept', async () => {
    const old = tokenOf(await app.setupLink())
    const token = tokenOf(await app.setupLink())
    expect((await visitor().post('/api/setup/check', { token: old })).status).toBe(410)
    expect((await visitor().post('/api/setup/check', { token })).status).toBe(200)
    const { rows } = await app.pool.query('select encode(hash, $1) as hash from setup_token', ['escape'])
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('looking at the page uses nothing up', async () => {
    const link = await app.setupLink()
    await visitor().get(new URL(link).pathname)
    expect((await visitor().post('/api/setup/check', { token: tokenOf(link) })).status).toBe(200)
  })

  test('an old link is refused', async () => {
    const token = tokenOf(await app.setupLink())
    await app.pool.query(`update setup_token set expires_at = now() - interval '1 second'`)
    expect((await visitor().post('/api/setup', setup(token))).status).toBe(410)
  })

  test('refusals name each field', async () => {
    const token = tokenOf(await app.setupLink())
    const workspace = { name: '', zone: 'Seoul', currency: 'won', languages: ['en'] }
    const refused = await visitor().post('/api/setup', setup(token, { password: 'short', email: 'mira', workspace }))
    expect(refused.status).toBe(400)
    expect(refused.headers.get('content-type')).toBe('application/problem+json')
    const paths = (refused.body['fields'] as { path: string }[]).map(({ path }) => path)
    expect(paths).toEqual(['email', 'password', 'workspace.name', 'workspace.zone', 'workspace.currency'])
    const past = { name: 'Bulgaria', zone: 'Europe/Sofia', currency: 'BGN', languages: ['en'] }
    const { body } = await visitor().post('/api/setup', setup(token, { workspace: past }))
    expect(body['fields']).toEqual([{ path: 'workspace.currency', message: expect.stringContaining('withdrawn') }])
  })

  test('of two that use it at once, one becomes the admin; it never works again', async () => {
    const token = tokenOf(await app.setupLink())
    const both = await Promise.all(
      ['one@example.com', 'two@example.com'].map((email) => visitor().post('/api/setup', setup(token, { email }))),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 410])
    const { rows } = await app.pool.query(
      `select (select count(*)::int from auth_user) as users, (select count(*)::int from workspace) as workspaces,
              (select count(*)::int from blueprint_version) as blueprints, (select count(*)::int from write_key) as keys`,
    )
    expect(rows[0]).toEqual({ users: 1, workspaces: 1, blueprints: 1, keys: 2 })
    expect((await visitor().post('/api/setup', setup(token))).status).toBe(410)
    await expect(app.setupLink()).rejects.toThrow('admin already')
  })
})

describe('signing in', () => {
  let email: string
  beforeAll(async () => {
    const { rows } = await app.pool.query<{ email: string }>('select email from auth_user limit 1')
    email = rows[0]?.email ?? ''
  })

  test('with mail address and password; signing out ends the session on the server', async () => {
    const browser = visitor()
    expect((await browser.get('/api/session')).body['user']).toBe(null)
    expect((await browser.post('/api/sign-in', { email: email.toUpperCase(), password })).status).toBe(200)
    const session = await browser.get('/api/session')
    expect(session.body).toMatchObject({ user: { email, language: 'ko' }, setupOpen: false, demoOffered: false })
    expect(session.body['workspaces']).toMatchObject([{ name: 'Sample Logistics', role: 'admin', zone: 'Asia/Seoul' }])
    const stolen = browser.cookie()
    expect((await browser.post('/api/sign-out')).status).toBe(200)
    expect((await browser.get('/api/session')).body['user']).toBe(null)
    expect((await visitor().get('/api/workspace', { cookie: stolen })).status).toBe(401)
  })

  test('the cookie is out of reach for scripts and other sites', async () => {
    const { headers } = await visitor().post('/api/sign-in', { email, password })
    const cookie = headers.getSetCookie().find((one) => one.includes('session_token')) ?? ''
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
  })

  test('a wrong password and an unknown address get the same answer', async () => {
    const wrong = await visitor().post('/api/sign-in', { email, password: 'not the password' })
    const unknown = await visitor().post('/api/sign-in', { email: 'nobody@example.com', password })
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(wrong.body).toEqual(unknown.body)
  })

  test('guessing is slowed down, whatever address the guesser claims', async () => {
    const statuses: number[] = []
    for (let guess = 0; guess < 14; guess++) {
      const claimed = { 'x-forwarded-for': `10.0.0.${guess}`, 'x-hourglass-address': `10.0.1.${guess}` }
      const answer = await visitor().post('/api/sign-in', { email, password: `guess number ${guess}` }, claimed)
      statuses.push(answer.status)
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(statuses).toContain(429)
    await app.pool.query('delete from auth_rate_limit')
  })

  test('nobody signs up by themselves, and better-auth has no door of its own', async () => {
    const body = { name: 'Eve', email: 'eve@example.com', password }
    for (const path of ['/api/auth/sign-up/email', '/api/auth/open-session', '/api/auth/get-session', '/api/sign-up'])
      expect([path, (await visitor().post(path, body)).status]).toEqual([path, 404])
  })

  test('one’s language is kept in the account', async () => {
    const browser = visitor()
    await browser.post('/api/sign-in', { email, password })
    expect((await browser.post('/api/preferences', { language: 'ru' })).status).toBe(200)
    expect((await browser.post('/api/preferences', { language: 'xx' })).status).toBe(400)
    expect((await browser.get('/api/session')).body).toMatchObject({ user: { language: 'ru' } })
  })

  test('a session in use is prolonged by POST only', async () => {
    const browser = visitor()
    await browser.post('/api/sign-in', { email, password })
    await app.pool.query(`update auth_session set expires_at = now() + interval '3 days'`)
    const expiry = async () =>
      (await app.pool.query('select max(expires_at) as at from auth_session')).rows[0].at as Date
    const before = await expiry()
    await browser.get('/api/session')
    await browser.get('/api/workspace')
    expect(await expiry()).toEqual(before)
    expect((await browser.post('/api/session/refresh')).status).toBe(200)
    expect((await expiry()).getTime()).toBeGreaterThan(before.getTime() + 20 * 86_400_000)
  })
})

describe('other sites', () => {
  test('cannot change anything in a visitor’s name', async () => {
    const { workspaceId } = await app.workspace('Guarded')
    const admin = await app.member(workspaceId, 'admin')
    const key = { kind: 'secret', name: 'stolen' }
    const attempts: [Record<string, string | null>, number][] = [
      [{ origin: 'https://evil.example' }, 403],
      [{ origin: 'null' }, 403],
      [{ origin: null }, 403],
      [{ origin: app.base.replace('localhost', 'localhost.evil.example') }, 403],
      [{ 'content-type': 'text/plain' }, 415],
      [{ 'content-type': 'application/x-www-form-urlencoded' }, 415],
      [{ 'content-type': null }, 415],
      [{}, 200],
    ]
    for (const [headers, status] of attempts)
      expect([headers, (await admin.post('/api/keys', key, headers)).status]).toEqual([headers, status])
  })

  test('cannot frame a page or run a script in it', async () => {
    const { headers } = await visitor().get('/sign-in')
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'none'/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})
