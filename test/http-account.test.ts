import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, createBrowser, password, startTestApp, type TestApp } from '#test/app.ts'
import { totp } from '#test/totp.ts'

type Member = Browser & { email: string }

let app: TestApp
let workspaceId: string
let member: Member
beforeAll(async () => {
  app = await startTestApp()
  ;({ workspaceId } = await app.workspace('Sample Logistics'))
})
afterAll(() => app.stop())
beforeEach(async () => {
  member = await app.member(workspaceId, 'marketer')
  await app.pool.query('delete from auth_rate_limit')
  await app.pool.query('delete from attempt')
})

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const other = 'another battery, staple'
const visitor = (): Browser => createBrowser(app.base)

async function signIn(secret: string, browser = visitor()): Promise<Browser> {
  const answer = await browser.post(
    '/api/sign-in',
    { email: member.email, password: secret },
    { 'user-agent': firefox },
  )
  expect([answer.status, answer.body['secondFactor']]).toEqual([200, false])
  return browser
}

async function resetMails(email: string): Promise<{ body: string; workspace_id: string | null }[]> {
  const { rows } = await app.pool.query(
    `select body, workspace_id from mail where kind = 'password_reset' and to_address = lower($1) order by created_at desc`,
    [email],
  )
  return rows
}

async function resetToken(email: string): Promise<string> {
  expect((await visitor().post('/api/password/forgot', { email })).status).toBe(200)
  return /\/reset\/(\S+)/.exec((await resetMails(email))[0]?.body ?? '')?.[1] ?? ''
}

describe('a forgotten password', () => {
  test('is reset by the mail’s link: all sessions end, the link works once', async () => {
    const elsewhere = await signIn(password)
    const token = await resetToken(member.email.toUpperCase())
    expect(token).not.toBe('')
    await visitor().get(`/reset/${token}`)
    expect((await visitor().post('/api/password/check', { token })).status).toBe(200)
    expect((await visitor().post('/api/password/reset', { token, password: 'short' })).status).toBe(400)
    expect((await visitor().post('/api/password/reset', { token, password: other })).status).toBe(200)
    for (const browser of [member, elsewhere]) expect((await browser.get('/api/workspace')).status).toBe(401)
    expect((await visitor().post('/api/sign-in', { email: member.email, password })).status).toBe(401)
    await signIn(other)
    expect((await visitor().post('/api/password/reset', { token, password })).status).toBe(410)
    const { rows } = await app.pool.query(`select from audit where verb = 'account.password_reset'`)
    expect(rows.length).toBeGreaterThan(0)
  })

  test('says the same, in about the same time, of an address that nobody has', async () => {
    const time = async (email: string) => {
      const began = performance.now()
      const { status, body } = await visitor().post('/api/password/forgot', { email })
      return { answer: { status, body }, ms: performance.now() - began }
    }
    const known = await time(member.email)
    const unknown = await time('nobody@example.com')
    expect(unknown.answer).toEqual(known.answer)
    expect(unknown.ms).toBeGreaterThanOrEqual(240)
    expect(await resetMails('nobody@example.com')).toEqual([])
  })

  test('leads to the server’s own address, whatever Host was asked', async () => {
    const { hostname, port } = new URL(app.base)
    const { request } = await import('node:http')
    await new Promise((done, fail) => {
      const body = JSON.stringify({ email: member.email })
      const headers = { host: 'evil.example', origin: 'http://evil.example', 'content-type': 'application/json' }
      request({ hostname, port, method: 'POST', path: '/api/password/forgot', headers }, (answer) => {
        answer.resume().on('end', done)
      })
        .on('error', fail)
        .end(body)
    })
    const [mail] = await resetMails(member.email)
    expect(mail?.body).toContain(`${app.base}/reset/`)
    expect(mail?.body).not.toContain('evil.example')
  })

  test('a new link makes the former useless; old ones are none; three mails an hour are enough', async () => {
    const first = await resetToken(member.email)
    const second = await resetToken(member.email)
    expect((await visitor().post('/api/password/check', { token: first })).status).toBe(410)
    await app.pool.query(`update password_reset set expires_at = now() - interval '1 second'`)
    expect((await visitor().post('/api/password/reset', { token: second, password: other })).status).toBe(410)
    await resetToken(member.email)
    await resetToken(member.email)
    expect(await resetMails(member.email)).toHaveLength(3)
  })

  test('the mail of one who belongs to several workspaces stands in no one’s outbox', async () => {
    await resetToken(member.email)
    expect((await resetMails(member.email))[0]?.workspace_id).toBe(workspaceId)
    const second = await app.workspace('Second')
    await app.pool.query(
      `insert into workspace_member (workspace_id, user_id, role) select $1, id, 'viewer' from auth_user where email = $2`,
      [second.workspaceId, member.email],
    )
    await resetToken(member.email)
    expect((await resetMails(member.email))[0]?.workspace_id).toBe(null)
  })

  test('asking without end is slowed down', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 35 }, (_, n) => visitor().post('/api/password/forgot', { email: `n${n}@example.com` })),
    )
    expect(statuses.filter(({ status }) => status === 429)).toHaveLength(5)
  })
})

describe('my account', () => {
  test('shows the browsers in which one is signed in, and ends any of them', async () => {
    const away = await signIn(password)
    const { sessions } = (await member.get('/api/account')).body as {
      sessions: { id: string; browser: string; system: string; device: string; current: boolean; address: string }[]
    }
    expect(sessions).toHaveLength(2)
    const found = sessions.find(({ current }) => !current)
    expect(found).toMatchObject({ browser: 'Firefox', system: 'Linux', device: 'desktop' })
    expect(found?.address).toMatch(/127\.0\.0\.1|::1/)
    expect((await member.post(`/api/account/sessions/${found?.id}/end`)).status).toBe(200)
    expect((await away.get('/api/account')).status).toBe(401)
    expect((await member.post(`/api/account/sessions/${found?.id}/end`)).status).toBe(404)
    const third = await signIn(password)
    await member.post('/api/account/sessions/end-others')
    expect((await third.get('/api/account')).status).toBe(401)
    expect((await member.get('/api/account')).status).toBe(200)
  })

  test('nobody ends another’s session', async () => {
    const stranger = await app.member(workspaceId, 'admin')
    const { sessions } = (await member.get('/api/account')).body as { sessions: { id: string }[] }
    expect((await stranger.post(`/api/account/sessions/${sessions[0]?.id}/end`)).status).toBe(404)
    expect((await member.get('/api/account')).status).toBe(200)
  })

  test('a new password asks for the present one, and ends the other sessions', async () => {
    const away = await signIn(password)
    const wrong = await member.post('/api/account/password', { current: 'not this one', password: other })
    expect([wrong.status, wrong.body['fields']]).toEqual([400, [{ path: 'current', message: expect.any(String) }]])
    expect((await member.post('/api/account/password', { current: password, password: other })).status).toBe(200)
    expect((await away.get('/api/account')).status).toBe(401)
    expect((await member.get('/api/account')).status).toBe(200)
    await signIn(other)
  })

  test('whoever sits at an open browser guesses the password ten times at most', async () => {
    const statuses: number[] = []
    for (let guess = 0; guess < 12; guess++)
      statuses.push((await member.post('/api/account/second-factor/begin', { password: `guess ${guess}` })).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429, 429])
  })

  test('name and language are one’s own to change', async () => {
    expect((await member.post('/api/account/profile', { name: 'Мария', language: 'ru' })).status).toBe(200)
    expect((await member.get('/api/session')).body).toMatchObject({ user: { name: 'Мария', language: 'ru' } })
    expect((await member.post('/api/account/profile', { name: ' ', language: 'ru' })).status).toBe(400)
  })

  test('no key opens it', async () => {
    const scopes = ['funnel.read']
    const { body } = await member.post('/api/api-keys', { kind: 'personal', name: 'Mine', scopes, days: 30 })
    const headers = { authorization: `Bearer ${String(body['key'])}` }
    expect((await visitor().get('/api/account', headers)).status).toBe(401)
    expect((await visitor().post('/api/account/profile', { name: 'X', language: 'en' }, headers)).status).toBe(401)
  })
})

describe('the second factor', () => {
  async function enrol(): Promise<{ secret: string; codes: string[] }> {
    const begun = await member.post('/api/account/second-factor/begin', { password })
    expect(begun.status).toBe(200)
    const { secret, codes, uri } = begun.body as { secret: string; codes: string[]; uri: string }
    expect(uri).toMatch(/^otpauth:\/\/totp\/Hourglass/)
    expect(codes).toHaveLength(10)
    expect((await member.post('/api/account/second-factor/confirm', { code: totp(secret) })).status).toBe(200)
    return { secret, codes }
  }
  const begin = async (browser: Browser) => {
    const answer = await browser.post('/api/sign-in', { email: member.email, password })
    expect([answer.status, answer.body['secondFactor']]).toEqual([200, true])
  }
  const second = (browser: Browser, code: string, more: object = {}) =>
    browser.post('/api/sign-in/second-factor', { code, kind: 'app', ...more })

  test('is in force only after a right code; then the password alone opens nothing', async () => {
    const { body } = await member.post('/api/account/second-factor/begin', { password })
    const wrong = await member.post('/api/account/second-factor/confirm', { code: '000000' })
    expect(wrong.status).toBe(400)
    await signIn(password)
    expect(
      (await member.post('/api/account/second-factor/confirm', { code: totp(String(body['secret'])) })).status,
    ).toBe(200)
    expect((await member.get('/api/account')).body).toMatchObject({ secondFactor: true, recoveryCodesLeft: 10 })
    const browser = visitor()
    await begin(browser)
    expect((await browser.get('/api/account')).status).toBe(401)
    expect((await second(browser, '000000')).status).toBe(401)
    expect((await second(browser, totp(String(body['secret'])))).status).toBe(200)
    expect((await browser.get('/api/account')).status).toBe(200)
  })

  test('a recovery code works once', async () => {
    const { codes } = await enrol()
    const code = codes[3] ?? ''
    const browser = visitor()
    await begin(browser)
    expect((await second(browser, code, { kind: 'recovery' })).status).toBe(200)
    expect((await member.get('/api/account')).body).toMatchObject({ recoveryCodesLeft: 9 })
    const again = visitor()
    await begin(again)
    expect((await second(again, code, { kind: 'recovery' })).status).toBe(401)
    const renewed = await member.post('/api/account/second-factor/recovery-codes', { password })
    expect(renewed.body['codes']).toHaveLength(10)
    expect((await second(again, codes[4] ?? '', { kind: 'recovery' })).status).toBe(401)
  })

  test('a code without the password before it opens nothing, and guessing ends', async () => {
    const { secret } = await enrol()
    const stranger = visitor()
    expect((await second(stranger, totp(secret))).status).toBe(410)
    await begin(stranger)
    const codes: unknown[] = []
    for (let guess = 0; guess < 7; guess++) codes.push((await second(stranger, `00000${guess}`)).body['code'])
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'unauthenticated'))
    expect(codes.slice(5)).toEqual(['gone', 'gone'])
  })

  test('a browser that was trusted is not asked again, until the sessions are ended', async () => {
    const { secret } = await enrol()
    const browser = visitor()
    await begin(browser)
    expect((await second(browser, totp(secret), { trust: true })).status).toBe(200)
    await browser.post('/api/sign-out')
    await signIn(password, browser)
    await member.post('/api/account/sessions/end-others')
    await begin(browser)
  })

  test('is kept encrypted, and switched off with the password', async () => {
    const { secret, codes } = await enrol()
    const { rows } = await app.pool.query('select secret, backup_codes from auth_second_factor')
    for (const kept of [secret, ...codes]) expect(JSON.stringify(rows)).not.toContain(kept)
    expect((await member.post('/api/account/second-factor/begin', { password })).status).toBe(409)
    expect((await member.post('/api/account/second-factor/off', { password: other })).status).toBe(400)
    expect((await member.post('/api/account/second-factor/off', { password })).status).toBe(200)
    await signIn(password)
  })

  test('the operator of the machine lets somebody in again who lost everything', async () => {
    const { rescueAccount } = await import('#server/auth/password.ts')
    await enrol()
    expect(await rescueAccount(app.pool, 'nobody@example.com', app.base, 'root')).toBe(null)
    const link = await rescueAccount(app.pool, member.email.toUpperCase(), app.base, 'root')
    expect((await member.get('/api/account')).status).toBe(401)
    const token = link?.split('/').at(-1)
    expect((await visitor().post('/api/password/reset', { token, password: other })).status).toBe(200)
    await signIn(other)
    const { rows } = await app.pool.query(`select actor from audit where verb = 'account.rescue'`)
    expect(rows).toEqual([{ actor: 'operator:root' }])
  })

  test('a reset of the password does not go around it', async () => {
    const { secret } = await enrol()
    const token = await resetToken(member.email)
    expect((await visitor().post('/api/password/reset', { token, password })).status).toBe(200)
    const browser = visitor()
    await begin(browser)
    expect((await second(browser, totp(secret))).status).toBe(200)
  })
})
