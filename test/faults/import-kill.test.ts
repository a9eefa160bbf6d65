import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ImportPage, ImportPreview, ImportTask, ImportUpload } from '#contract/import-task.ts'
import type { Database } from '#store/database.ts'
import { type Browser, createBrowser, password } from '#test/app.ts'
import { startServerProcess, until, type ServerProcess } from '#test/server-process.ts'
import { freePort, openData, postgresOf } from './served.ts'

const people = 3_000

let folder: string
let data: string
let server: ServerProcess | null = null
let database: Database | null = null

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-import-kill-'))
  await chmod(folder, 0o755)
  data = join(folder, 'data')
})
afterEach(async () => {
  await database?.close()
  if (server !== null && server.child.exitCode === null) server.child.kill('SIGKILL')
  const pid = postgresOf(data)
  if (pid !== null) process.kill(pid, 'SIGINT')
  await until(() => postgresOf(data) === null)
  await rm(folder, { recursive: true, force: true })
})

test('kill -9 in the middle of an import started in the app: it goes on by itself after the restart, and no row counts twice', async () => {
  const env = { HOURGLASS_DATA: data, PORT: String(await freePort()) }
  server = await startServerProcess({ env })
  database = openData(data)
  const { pool } = database
  const admin = createBrowser(server.address)
  await setUp(admin, server)
  const task = await startImport(admin, server.address)
  const read = async () =>
    (await pool.query<{ count: number }>('select count(*)::int as count from event')).rows[0]?.count ?? 0
  await until(async () => (await read()) > people / 10, 60)
  server.child.kill('SIGKILL')
  await server.ended
  const before = await read()
  expect(before).toBeLessThan(people)

  server = await startServerProcess({ env })
  // by itself: nobody asks again
  await until(async () => (await read()) > before, 20)
  const done = await ended(admin, task.id)
  expect(done.problem).toBe(null)
  expect(done.state).toBe('done')
  const page = (await admin.get(`/api/imports/${done.importId}`)).body as unknown as ImportPage
  expect(page.import).toMatchObject({ state: 'done', read: people + 1, accepted: people, duplicate: 0, setAside: 1 })
  const { rows } = await pool.query(
    `select count(*)::int as events, count(distinct person_id)::int as people,
            (select count(*)::int from set_aside) as aside, (select count(*)::int from import) as imports from event`,
  )
  expect(rows).toEqual([{ events: people, people, aside: 1, imports: 1 }])
  server.pressCtrlC()
  expect(await server.ended).toBe(0)
}, 180_000)

async function setUp(admin: Browser, { setupLink }: ServerProcess): Promise<void> {
  const { status } = await admin.post('/api/setup', {
    token: setupLink?.split('/').pop(),
    name: 'Mina Seo',
    email: 'mina@example.com',
    password,
    language: 'en',
    workspace: { name: 'Hanbit', zone: 'Asia/Seoul', currency: 'KRW', languages: ['en'] },
  })
  expect(status).toBe(200)
}

async function startImport(admin: Browser, address: string): Promise<ImportTask> {
  const rows = Array.from({ length: people }, (_, n) => `p${n}@firm${n % 97}.example,Person ${n}`)
  const answer = await fetch(`${address}/api/imports/uploads?name=people.csv`, {
    method: 'POST',
    headers: { cookie: admin.cookie(), origin: address, 'content-type': 'application/octet-stream' },
    body: `Email,Name\nno@@body.example,Nobody\n${rows.join('\n')}\n`,
  })
  const { id } = (await answer.json()) as ImportUpload
  const { mapping } = (await admin.post(`/api/imports/uploads/${id}/preview`)).body as unknown as ImportPreview
  const asked = await admin.post(`/api/imports/uploads/${id}/run`, { mapping, guess: false })
  expect(asked.status).toBe(200)
  return asked.body as unknown as ImportTask
}

async function ended(admin: Browser, id: string): Promise<ImportTask> {
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; await sleep(200)) {
    const task = (await admin.get(`/api/import-tasks/${id}`)).body as unknown as ImportTask
    if (task.state !== 'waiting' && task.state !== 'running') return task
  }
  throw new Error('it did not end in time')
}
