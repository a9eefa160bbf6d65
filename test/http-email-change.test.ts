import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Browser, createBrowser, password, startTestApp, type TestApp } from '#test/app.ts'

let app: TestApp
let workspaceId: string
let member: Browser & { email: string }
beforeAll(async () => {
  app = await startTestApp()
  workspaceId = (await app.workspace()).workspaceId
})
beforeEach(async () => {
  await app.pool.query('delete from mail')
  member = await app.member(workspaceId, 'marketer')
})
afterAll(() => app.stop())

const ask = (email: string, more: object = {}) => member.post('/api/account/email', { email, password, ...more })

async function mails(): Promise<{ kind: string; to: string; body: string }[]> {
  const { rows } = await app.pool.query('select kind, to_address as "to", body from mail order by created_at, id')
  return rows
}

async function linkToken(): Promise<string> {
  const [mail] = (await mails()).toReversed()
  return /\/email\/([\w-]+)/.exec(mail?.body ?? '')?.[1] ?? ''
}

const signIn = (email: string) => createBrowser(app.base).post('/api/sign-in', { email, password })
const session = async () => ((await member.get('/api/session')).body['user'] as { email: string } | null)?.email

test('a link goes to the new address; looking at it changes nothing, its button does; the old address is told', async () => {
  expect((await ask('New.Me@Example.com')).status).toBe(200)
  expect(await mails()).toMatchObject([{ kind: 'email_change', to: 'new.me@example.com' }])
  const token = await linkToken()
  const visitor = createBrowser(app.base)
  expect((await visitor.post('/api/email/check', { token })).body).toMatchObject({ email: 'new.me@example.com' })
  expect(await session()).toBe(member.email)
  expect((await signIn('new.me@example.com')).status).toBe(401)
  expect((await visitor.post('/api/email/confirm', { token })).body).toMatchObject({ email: 'new.me@example.com' })
  expect(await session()).toBe('new.me@example.com')
  expect((await signIn('new.me@example.com')).status).toBe(200)
  expect((await signIn(member.email)).status).toBe(401)
  expect(await mails()).toMatchObject([{ kind: 'email_change' }, { kind: 'email_changed', to: member.email }])
  expect((await visitor.post('/api/email/confirm', { token })).body).toMatchObject({ code: 'gone' })
  const { rows } = await app.pool.query(`select verb from audit where workspace_id = $1 and verb = 'account.email'`, [
    workspaceId,
  ])
  expect(rows).toHaveLength(1)
})

test('not without the password, not to the same address, and an address that is taken is not betrayed', async () => {
  const other = await app.member(workspaceId, 'viewer')
  expect((await ask('a@example.com', { password: 'wrong password' })).body).toMatchObject({
    code: 'invalid',
    fields: [{ path: 'password' }],
  })
  expect((await ask(member.email.toUpperCase())).body).toMatchObject({ fields: [{ path: 'email' }] })
  expect((await ask('no address')).status).toBe(400)
  expect((await ask(other.email)).status).toBe(200)
  expect(await mails()).toEqual([])
})

test('a link dies by a newer one, by a new password, and when somebody else was quicker', async () => {
  const confirm = async (token: string) => (await member.post('/api/email/confirm', { token })).body['code']
  await ask('one@example.com')
  const first = await linkToken()
  await ask('two@example.com')
  const second = await linkToken()
  expect(await confirm(first)).toBe('gone')
  await member.post('/api/account/password', { current: password, password: `${password} again` })
  expect(await confirm(second)).toBe('gone')
  await ask('three@example.com', { password: `${password} again` })
  const third = await linkToken()
  await app.pool.query(`update auth_user set email = 'three@example.com' where email like 'viewer.%'`)
  expect(await confirm(third)).toBe('conflict')
  expect(await session()).toBe(member.email)
})

test('five mails an hour', async () => {
  const statuses: number[] = []
  for (let count = 0; count < 6; count++) statuses.push((await ask(`${count}@example.com`)).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
})
