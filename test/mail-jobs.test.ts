import { randomUUIDv7 } from 'node:crypto'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { requestJob } from '#actions/job-request.ts'
import { createWorkspace } from '#actions/workspace-create.ts'
import { type Jobs, startJobs } from '#server/jobs/main.ts'
import { createMailDoor } from '#server/mail/door.ts'
import { insertUser } from '#store/user.ts'
import { putMember } from '#store/workspace.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { startSmtp, type TestSmtp } from './smtp.ts'

let database: TestDatabase
let smtp: TestSmtp
let jobs: Jobs
let workspaceId: string
const touched: string[] = []
beforeAll(async () => {
  database = await testDatabase()
  smtp = await startSmtp()
  const { pool } = database
  const db = await pool.connect()
  const input = { name: 'Sample', zone: 'Asia/Seoul', currency: 'KRW', languages: ['en' as const] }
  ;({ workspaceId } = await createWorkspace(db, input, { by: 'operator:test', now: Date.now(), demo: false }))
  db.release()
  const operator = {
    host: '127.0.0.1',
    port: smtp.port,
    security: 'none',
    username: null,
    password: null,
    fromAddress: 'noreply@host.example',
    fromName: null,
    replyTo: null,
    trusted: true,
  } as const
  // written while no server ran: the first one takes it up
  await enqueueMail(pool, workspaceId, { kind: 'digest', cause: 'before', to: 'a@b.example', subject: 'S', text: 'T' })
  jobs = await startJobs({
    pool,
    log: pino({ level: 'silent' }),
    mail: createMailDoor({ operator, secret: 'x'.repeat(40) }),
    live: { touch: (_, topic) => void touched.push(topic as string), close: () => Promise.resolve() },
    address: 'http://localhost',
  })
})
afterAll(async () => {
  await jobs.stop()
  await smtp.close()
  await database.drop()
})

async function soon(what: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline;) {
    if (await what()) return true
    await new Promise((done) => setTimeout(done, 50))
  }
  return false
}

test('a mail is on its way as soon as what wrote it has committed, and one from before the start', async () => {
  expect(await soon(() => smtp.arrived.length === 1)).toBe(true)
  await enqueueMail(database.pool, null, { kind: 'digest', cause: 'now', to: 'c@d.example', subject: 'S', text: 'T' })
  expect(await soon(() => smtp.arrived.length === 2)).toBe(true)
  expect(smtp.arrived.map(({ to }) => to)).toEqual([['a@b.example'], ['c@d.example']])
  expect(await soon(() => touched.includes('mail'))).toBe(true)
})

test('an ended import rings the bell of whoever began it, without anybody asking', async () => {
  const { pool } = database
  const userId = randomUUIDv7()
  await insertUser(pool, {
    id: userId,
    name: 'Mira',
    email: 'mira@example.com',
    passwordHash: null,
    language: null,
    credentialId: randomUUIDv7(),
  })
  await putMember(pool, workspaceId, userId, 'marketer')
  await pool.query(
    `insert into import (workspace_id, id, kind, file_name, mapping, state, created_by, created_at, finished_at)
     values ($1, $2, 'people', 'leads.csv', '{}', 'done', $3, now(), now())`,
    [workspaceId, randomUUIDv7(), `user:${userId}`],
  )
  await requestJob(pool, 'notify', {}, 'notify')
  const rang = async () => (await pool.query('select from notification where user_id = $1', [userId])).rowCount === 1
  expect(await soon(rang)).toBe(true)
  expect(await soon(() => touched.includes('notification'))).toBe(true)
})
