import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { run } from '#cli/mail.ts'
import { forgotPassword } from '#server/auth/password.ts'
import { insertUser } from '#store/user.ts'
import { putMember } from '#store/workspace.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'

let t: TestDatabase
beforeAll(async () => {
  t = await testDatabase()
})
afterAll(() => t.drop())
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

async function hourglass(...args: string[]): Promise<string> {
  vi.stubEnv('DATABASE_URL', t.url)
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  log.mockClear()
  expect(await run(args)).toBe(0)
  return log.mock.calls.map(([line]) => String(line)).join('\n')
}

test('the operator reads in the outbox what a server without SMTP could not send', async () => {
  expect(await hourglass()).toBe('The outbox is empty.')
  const one = await testWorkspace(t.pool, 'UTC', '한빛')
  const two = await testWorkspace(t.pool, 'UTC', 'Vector')
  const id = '018f0000-0000-7000-8000-000000000001'
  const credentialId = '018f0000-0000-7000-8000-000000000002'
  const member = { id, name: 'Mina Seo', email: 'mina@example.com', passwordHash: 'x', language: null, credentialId }
  await insertUser(t.pool, member)
  await putMember(t.pool, one, id, 'admin')
  await forgotPassword(t.pool, { email: 'mina@example.com', from: null, address: 'http://localhost:1' })
  // who belongs to several workspaces is written to by the server, and no admin of one sees it
  await putMember(t.pool, two, id, 'viewer')
  await forgotPassword(t.pool, { email: 'mina@example.com', from: null, address: 'http://localhost:2' })

  const list = await hourglass()
  const lines = list.split('\n')
  expect(lines[0]).toMatch(/^id +written +state +workspace +to +subject$/)
  expect(lines[1]).toMatch(/^[0-9a-f]{8} .*waiting +\(server\) +mina@example.com +A new password for Hourglass$/)
  expect(lines[2]).toMatch(/한빛 +mina@example.com/)
  expect(list).not.toContain('/reset/')

  const mail = await hourglass(lines[1]?.slice(0, 8) ?? '')
  expect(mail).toMatch(/^To: Mina Seo <mina@example.com>\nSubject: A new password/)
  expect(mail).toMatch(/http:\/\/localhost:2\/reset\/\S+/)
  await hourglass(lines[2]?.slice(0, 8) ?? '')
  const { rows } = await t.pool.query(`select workspace_id, verb from audit where verb = 'mail.read'`)
  expect(rows).toEqual([{ workspace_id: one, verb: 'mail.read' }])
  expect(await hourglass('--state', 'sent')).toBe('The outbox is empty.')
})

test('used wrongly, it says what to write', async () => {
  vi.stubEnv('DATABASE_URL', t.url)
  await expect(run(['--state', 'lost'])).rejects.toThrow(/--state is one of waiting/)
  await expect(run(['--limit', '0'])).rejects.toThrow(/whole number/)
  await expect(run(['%'])).rejects.toThrow(/Give the id of one mail/)
  await expect(run(['12345678'])).rejects.toThrow(/There is no mail 12345678/)
})
