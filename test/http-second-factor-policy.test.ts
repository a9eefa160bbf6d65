import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, password, startTestApp, type TestApp } from '#test/app.ts'
import { totp } from '#test/totp.ts'

let app: TestApp
let workspaceId: string
let admin: Browser & { email: string }
let seller: Browser & { email: string }
beforeAll(async () => {
  app = await startTestApp()
  workspaceId = (await app.workspace('Hanbit')).workspaceId
  admin = await app.member(workspaceId, 'admin')
  seller = await app.member(workspaceId, 'seller')
})
afterAll(() => app.stop())

async function enrol(browser: Browser): Promise<void> {
  const { body } = await browser.post('/api/account/second-factor/begin', { password })
  const code = totp(String(body['secret']))
  expect((await browser.post('/api/account/second-factor/confirm', { code })).status).toBe(200)
}

const require = (required: boolean, who: Browser = admin) =>
  who.post('/api/workspace/sign-in', { secondFactorRequired: required })

test('an admin without one cannot require it, and nobody else can', async () => {
  expect((await require(true)).body).toMatchObject({ status: 409, code: 'conflict' })
  expect((await require(true, seller)).status).toBe(403)
  expect((await admin.get('/api/session')).body).toMatchObject({
    user: { secondFactor: false },
    workspaces: [{ secondFactorRequired: false }],
  })
})

test('once required, who has none reaches nothing but their own account, until it is set up', async () => {
  await enrol(admin)
  expect((await require(true)).status).toBe(200)
  expect((await admin.get('/api/home')).status).toBe(200)
  for (const path of ['/api/home', '/api/people', '/api/team', '/api/live', '/api/imports/x/errors'])
    expect([path, (await seller.get(path)).body]).toMatchObject([path, { status: 403, code: 'second_factor_required' }])
  expect((await seller.post('/api/people/query', {})).status).toBe(403)
  expect((await seller.get('/api/session')).body).toMatchObject({
    user: { secondFactor: false },
    workspaces: [{ name: 'Hanbit', secondFactorRequired: true }],
  })
  expect((await seller.get('/api/account')).status).toBe(200)
  const { body } = await admin.get('/api/team')
  const told = (body['members'] as { role: string; authenticator: boolean }[]).map((one) => [
    one.role,
    one.authenticator,
  ])
  expect(told.toSorted()).toEqual([
    ['admin', true],
    ['seller', false],
  ])
  await enrol(seller)
  expect((await seller.get('/api/home')).status).toBe(200)
})

test('other workspaces of theirs stay open; switched off, everybody is in again; the audit keeps both', async () => {
  const other = (await app.workspace('Vector')).workspaceId
  const viewer = await app.member(workspaceId, 'viewer')
  const { body } = await viewer.get('/api/session')
  await app.pool.query(`insert into workspace_member (workspace_id, user_id, role) values ($1, $2, 'viewer')`, [
    other,
    (body['user'] as { id: string }).id,
  ])
  expect((await viewer.get('/api/home', { 'hourglass-workspace': other })).status).toBe(200)
  expect((await viewer.get('/api/home', { 'hourglass-workspace': workspaceId })).status).toBe(403)
  expect((await require(false)).status).toBe(200)
  expect((await viewer.get('/api/home', { 'hourglass-workspace': workspaceId })).status).toBe(200)
  const { rows } = await app.pool.query(
    `select verb from audit where workspace_id = $1 and verb like 'workspace.second%' order by at`,
    [workspaceId],
  )
  expect(rows.map(({ verb }) => verb)).toEqual(['workspace.second_factor_on', 'workspace.second_factor_off'])
})

test('the sample company cannot: it has no passwords', async () => {
  const demo = await app.member((await app.workspace('Demo', { demo: true })).workspaceId, 'admin')
  expect((await require(true, demo)).body).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('sample'),
  })
})
