import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deliverMail } from '#actions/mail-deliver.ts'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { type Browser, startTestApp, type TestApp } from './app.ts'
import { startSmtp, type TestSmtp } from './smtp.ts'

let app: TestApp
let smtp: TestSmtp
beforeAll(async () => {
  app = await startTestApp()
  smtp = await startSmtp({
    recipient: (address) => (address.startsWith('nobody') ? { code: 550, text: '5.1.1 No such user' } : null),
  })
})
afterAll(async () => {
  await smtp.close()
  await app.stop()
})

let here: string
let admin: Browser
beforeEach(async () => {
  here = (await app.workspace('Here')).workspaceId
  admin = await app.member(here, 'admin')
})
afterEach(async () => {
  smtp.arrived.length = 0
  await app.pool.query('delete from mail')
})

const settings = () => ({
  enabled: true,
  host: '127.0.0.1',
  port: smtp.port,
  security: 'none',
  username: null,
  fromAddress: 'funnel@sample.example',
  fromName: 'Sample',
  replyTo: null,
})

const mail = { kind: 'digest', to: 'kim@example.com', subject: 'Good morning', text: 'Hello' }

async function rows(who: Browser): Promise<{ id: string; state: string; subject: string }[]> {
  return (await who.get('/api/mail')).body['items'] as { id: string; state: string; subject: string }[]
}

describe('the settings', () => {
  test('never show the password, in the answer, in the database or in the audit', async () => {
    const password = 'very secret words'
    const input = { ...settings(), security: 'starttls', username: 'me', password }
    const { status, body } = await admin.post('/api/mail-settings', input)
    expect([status, body['own']]).toMatchObject([200, { username: 'me', hasPassword: true, passwordReadable: true }])
    const everything = [
      JSON.stringify(body),
      JSON.stringify((await admin.get('/api/mail-settings')).body),
      JSON.stringify((await app.pool.query('select * from mail_transport')).rows),
      JSON.stringify((await app.pool.query('select * from audit')).rows),
    ]
    for (const text of everything) expect(text).not.toContain(password)
  })

  test('tell the app whether mail leaves, so that it promises nothing', async () => {
    const mails = async () => (await admin.get('/api/session')).body['workspaces'] as { mails: boolean }[]
    await admin.post('/api/mail-settings', settings())
    expect(await mails()).toMatchObject([{ mails: true }])
    await admin.post('/api/mail-settings', { ...settings(), enabled: false })
    expect(await mails()).toMatchObject([{ mails: false }])
  })

  test('keep the password for its own server and user name only', async () => {
    const input = { ...settings(), security: 'starttls', username: 'me' }
    await admin.post('/api/mail-settings', { ...input, password: 'very secret words' })
    expect((await admin.post('/api/mail-settings', { ...input, port: 2525 })).status).toBe(200)
    // whoever may change the server must not be able to have the password sent to another
    for (const other of [{ host: 'smtp.evil.example' }, { username: 'you' }]) {
      const { status, body } = await admin.post('/api/mail-settings', { ...input, ...other })
      expect([status, body['fields']]).toMatchObject([400, [{ path: 'password' }]])
    }
  })

  test.each([
    ['host', { host: 'smtp.example.com/x' }],
    ['port', { port: 70_000 }],
    ['security', { username: 'me', password: 'x' }],
    ['fromAddress', { fromAddress: 'a@b.example\r\nBcc: c@d.example' }],
    ['replyTo', { replyTo: 'nobody' }],
  ])('name a wrong %s', async (field, wrong) => {
    const { status, body } = await admin.post('/api/mail-settings', { ...settings(), ...wrong })
    expect([status, body['fields']]).toMatchObject([400, [{ path: field }]])
  })

  test('are tried at once, with the server’s own words, and not by the second', async () => {
    await admin.post('/api/mail-settings', settings())
    const bad = await admin.post('/api/mail-settings/test', { to: 'nobody@example.com' })
    expect(bad.body).toMatchObject({ ok: false, code: 550, answer: expect.stringContaining('No such user') })
    expect((await admin.post('/api/mail-settings/test', { to: 'kim@example.com' })).status).toBe(429)
    await app.pool.query(`update mail_transport set tested_at = tested_at - interval '1 minute'`)
    const good = await admin.post('/api/mail-settings/test', { to: 'kim@example.com' })
    expect(good.body).toMatchObject({ ok: true, code: 250 })
    expect((await admin.get('/api/mail-settings')).body['own']).toMatchObject({ lastTest: { ok: true } })
    expect(smtp.arrived.map(({ to }) => to)).toEqual([['kim@example.com']])
  })

  test('that are new let the mails of the last day out, older ones stay until somebody sends them', async () => {
    await enqueueMail(app.pool, here, { ...mail, cause: 'old' }, Date.now() - 3 * 86_400_000)
    await enqueueMail(app.pool, here, { ...mail, cause: 'new' })
    await deliverMail(app.pool, app.mail)
    expect((await rows(admin)).map(({ state }) => state)).toEqual(['held', 'held'])
    expect((await admin.post('/api/mail-release')).status).toBe(409)
    expect((await admin.post('/api/mail-settings', settings())).body).toMatchObject({ by: 'own', held: 1 })
    await deliverMail(app.pool, app.mail)
    expect((await rows(admin)).map(({ state }) => state)).toEqual(['sent', 'held'])
    expect((await admin.post('/api/mail-release')).body).toEqual({ released: 1 })
    await deliverMail(app.pool, app.mail)
    expect(smtp.arrived).toHaveLength(2)
  })
})

describe('the log', () => {
  test('tells of every attempt; a refused mail is sent again by hand, a waiting one cancelled', async () => {
    await admin.post('/api/mail-settings', settings())
    await enqueueMail(app.pool, here, { ...mail, cause: '1', to: 'nobody@example.com' })
    await deliverMail(app.pool, app.mail)
    const [refused] = await rows(admin)
    expect(refused?.state).toBe('failed')
    expect((await admin.post(`/api/mail/${refused?.id}/cancel`)).status).toBe(409)
    expect((await admin.post(`/api/mail/${refused?.id}/retry`)).body).toMatchObject({ state: 'waiting', attempts: 0 })
    await deliverMail(app.pool, app.mail)
    const { body } = await admin.get(`/api/mail/${refused?.id}`)
    expect(body['attemptList']).toMatchObject([
      { number: 1, outcome: 'permanent', code: 550 },
      { number: 2, outcome: 'permanent', code: 550 },
    ])
    await enqueueMail(app.pool, here, { ...mail, cause: '2' })
    const waiting = (await rows(admin)).find(({ state }) => state === 'waiting')
    expect((await admin.post(`/api/mail/${waiting?.id}/cancel`)).body).toMatchObject({ state: 'cancelled' })
    expect(await deliverMail(app.pool, app.mail)).toBe(0)
    expect((await admin.get('/api/mail?state=failed')).body['items']).toHaveLength(1)
  })

  test('goes on page by page, each mail once', async () => {
    const at = Date.now()
    for (let n = 0; n < 7; n++) await enqueueMail(app.pool, here, { ...mail, cause: `${n}` }, at + (n >> 1))
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await admin.get(`/api/mail?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)
      seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id))
      cursor = body['next'] as string | null
    }
    expect([seen.length, new Set(seen).size]).toEqual([7, 7])
    expect((await admin.get('/api/mail?cursor=nonsense')).status).toBe(400)
  })

  test('does not show a one-time link once it is spent, nor send it again', async () => {
    await admin.post('/api/mail-settings', settings())
    await enqueueMail(app.pool, here, {
      ...mail,
      kind: 'invitation',
      cause: '1',
      to: 'nobody@example.com',
      text: 'Link',
    })
    await deliverMail(app.pool, app.mail)
    const [one] = await rows(admin)
    expect((await admin.get(`/api/mail/${one?.id}`)).body).toMatchObject({ text: null })
    expect((await admin.post(`/api/mail/${one?.id}/retry`)).status).toBe(409)
  })

  test('shows a mail’s HTML as a page that runs and loads nothing', async () => {
    await enqueueMail(app.pool, here, { ...mail, cause: '1', html: '<script>alert(1)</script>' })
    const [one] = await rows(admin)
    const { headers, body } = await admin.get(`/api/mail/${one?.id}/html?workspace=${here}`)
    expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
    expect(body['text']).toContain('alert(1)')
  })

  test('is each workspace’s own', async () => {
    const other = await app.member((await app.workspace('There')).workspaceId, 'admin')
    await enqueueMail(app.pool, here, { ...mail, cause: '1', html: '<p>Hello</p>' })
    const [one] = await rows(admin)
    expect(await rows(other)).toEqual([])
    for (const [method, path] of [
      ['get', `/api/mail/${one?.id}`],
      ['get', `/api/mail/${one?.id}/html`],
      ['post', `/api/mail/${one?.id}/retry`],
      ['post', `/api/mail/${one?.id}/cancel`],
    ] as const)
      expect([path, (await other[method](path)).status]).toEqual([path, 404])
    expect((await other.get(`/api/mail/${one?.id}/html?workspace=${here}`)).status).toBe(404)
  })

  test('of the server itself is seen by the only workspace here, and by none of several', async () => {
    await enqueueMail(app.pool, null, { ...mail, kind: 'password_reset', cause: 'reset' })
    expect(await rows(admin)).toEqual([])
    // all the others are demos now
    await app.pool.query(`update workspace set demo = workspace_id <> $1`, [here])
    expect((await rows(admin)).map(({ subject }) => subject)).toEqual(['Good morning'])
    await app.pool.query(`update workspace set demo = false`)
  })

  test('is for admins only', async () => {
    for (const role of ['marketer', 'manager', 'viewer'] as const) {
      const member = await app.member(here, role)
      expect([role, (await member.get('/api/mail')).status]).toEqual([role, 403])
      expect([role, (await member.get(`/api/mail/${here}/html`)).status]).toEqual([role, 403])
    }
  })
})
