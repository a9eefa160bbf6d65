import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase, type Database } from '#store/database.ts'
import { startEmbedded, type Embedded } from '#store/postgres/embedded.ts'
import { testWorkspaceWithKeys } from '#test/collector.ts'
import { startServerProcess, until, type ServerProcess } from '#test/server-process.ts'
import { expectKept } from './kept.ts'
import { post, startTraffic, withBackends, type Traffic } from './served.ts'

// A server on a PostgreSQL that is not its own: nobody but us brings that back.
const pauseSeconds = Number(process.env['FAULT_PAUSE'] ?? 4)

let folder: string
let database: Embedded | null = null
let server: ServerProcess
let own: Database
let workspace: { workspaceId: string; keys: { public: string; secret: string } }
let traffic: Traffic | null = null
let all: Traffic[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-away-'))
  await chmod(folder, 0o755)
  database = await startEmbedded({ dataDir: folder })
  server = await startServerProcess({ env: { DATABASE_URL: database.url } })
  own = openDatabase(database.url)
})
afterAll(async () => {
  await own.close()
  server.child.kill('SIGKILL')
  await database?.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  workspace = await testWorkspaceWithKeys(own.pool)
  all = []
})
afterEach(async () => {
  traffic?.abandon()
  traffic = null
  if (database === null) await startDatabase()
  // neither an uncaught error nor a restart
  expect(server.child.exitCode).toBe(null)
  expect(withoutTraces(server.said())).not.toMatch(/uncaught|unhandled|\n\s+at [^\n]*node:internal/i)
})

/** The library of the jobs prints a `Trace:` of its own when one of its workers ends; that one is followed by another. */
function withoutTraces(said: string): string {
  return said.replaceAll(/^Trace: .*\n(?:[ }].*\n)*/gm, '')
}

function send(name: string): Traffic {
  traffic = startTraffic(server.address, workspace.keys.secret, { name, clients: 4 })
  all.push(traffic)
  return traffic
}

async function moreThan(count: number): Promise<void> {
  await until(() => (traffic?.acknowledged.size ?? 0) > count, 60)
}

async function stopDatabase(): Promise<void> {
  await database?.stop()
  database = null
}

async function startDatabase(): Promise<void> {
  database = await startEmbedded({ dataDir: folder })
}

async function terminateAll(): Promise<void> {
  await own.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where pid <> pg_backend_pid() and datname = current_database() and backend_type = 'client backend'`,
  )
}

test(
  'connections that are cut again and again: clients that try again lose nothing',
  { timeout: 120_000 },
  async () => {
    const { acknowledged } = send('cut')
    for (let round = 0; round < 8; round++) {
      const before = acknowledged.size
      await terminateAll()
      await moreThan(before + 10)
    }
    await traffic?.stop()
    await expectKept(own.pool, workspace.workspaceId, all)
  },
)

test(
  'a database that stops and comes back: 503 with a sentence meanwhile, then right again',
  { timeout: 120_000 },
  async () => {
    const { acknowledged } = send('away')
    await moreThan(30)
    await stopDatabase()
    await until(async () => (await fetch(`${server.address}/healthz`)).status === 503)
    const event = { type: 'track', event: 'Page Viewed', anonymousId: 'a1', messageId: 'while-away' }
    const refused = await post(`${server.address}/v1/track`, workspace.keys.secret, event)
    expect([refused.status, refused.retryAfter, refused.body['code']]).toEqual([503, '2', 'busy'])
    expect(refused.body['detail']).toMatch(/^The database cannot be reached.*send it again/)
    for (const [path, init] of [
      ['/api/session', {}],
      ['/api/health', {}],
      ['/api/people', { headers: { authorization: `Bearer ${workspace.keys.secret}` } }],
    ] as const) {
      const answer = await fetch(server.address + path, init)
      expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '2'])
      expect(await answer.json()).toMatchObject({ code: 'busy', detail: expect.stringMatching(/database/) })
    }
    // what needs no database is there
    expect((await fetch(`${server.address}/t.js`)).status).toBe(200)
    const before = acknowledged.size
    await startDatabase()
    await moreThan(before + 30)
    await traffic?.stop()
    expect((await fetch(`${server.address}/api/session`)).status).toBe(200)
    await expectKept(own.pool, workspace.workspaceId, all)
  },
)

test('a database that does not answer for a while holds nobody for ever', { timeout: 120_000 }, async () => {
  const { acknowledged } = send('pause')
  await moreThan(30)
  const frozen = withBackends(database?.pid() ?? 0)
  for (const pid of frozen) process.kill(pid, 'SIGSTOP')
  try {
    const health = await fetch(`${server.address}/healthz`)
    expect([health.status, health.headers.get('retry-after')]).toEqual([503, '2'])
    // a page can be looked at, and asking again does not use up the connections
    for (let i = 0; i < 30; i++) void fetch(`${server.address}/healthz`).catch(() => {})
    await sleep(pauseSeconds * 1000)
  } finally {
    for (const pid of frozen) process.kill(pid, 'SIGCONT')
  }
  const before = acknowledged.size
  await moreThan(before + 30)
  await until(async () => (await fetch(`${server.address}/healthz`)).status === 200)
  await traffic?.stop()
  // 25 s for the batch under way, 10 s for a key that is asked for
  expect(traffic?.slowestMs).toBeLessThan(Math.min(pauseSeconds, 25) * 1000 + 15_000)
  await expectKept(own.pool, workspace.workspaceId, all)
})

test(
  'a job that is under way when the database goes is done after it has come back',
  { timeout: 180_000 },
  async () => {
    const { workspaceId, keys } = workspace
    const event = { type: 'track', event: 'Demo Requested', userId: 'waiting', messageId: 'job-1' }
    expect((await post(`${server.address}/v1/track`, keys.secret, event)).status).toBe(200)
    const { rows } = await own.pool.query<{ id: string }>(
      `update person_fold set version = 0 where workspace_id = $1 returning person_id as id`,
      [workspaceId],
    )
    const pending = async (): Promise<boolean> => {
      const found = await own.pool.query('select from person_fold where workspace_id = $1 and version = 0', [
        workspaceId,
      ])
      return found.rowCount !== 0
    }
    // the job waits for the person whom we hold
    const holder = await own.pool.connect()
    await holder.query('begin')
    await holder.query('select from person_fold where person_id = $1 for update', [rows[0]?.id])
    await own.pool.query(`select graphile_worker.add_job('refold', json_build_object('workspaceId', $1::text))`, [
      workspaceId,
    ])
    await until(async () => {
      const { rows: waiting } = await own.pool.query(`select from pg_stat_activity where wait_event_type = 'Lock'`)
      return waiting.length > 0
    })
    await stopDatabase()
    holder.release(true)
    await sleep(1500)
    await startDatabase()
    expect(await pending()).toBe(true)
    await until(async () => !(await pending()), 90)
    // and the next one is taken up too
    await own.pool.query(`update person_fold set version = 0 where workspace_id = $1`, [workspaceId])
    await own.pool.query(`select graphile_worker.add_job('refold', json_build_object('workspaceId', $1::text))`, [
      workspaceId,
    ])
    await until(async () => !(await pending()), 30)
  },
)

test('Ctrl-C while the database is away ends the server in order', { timeout: 60_000 }, async () => {
  await stopDatabase()
  const one = await startDatabase().then(() => startServerProcess({ env: { DATABASE_URL: database?.url ?? '' } }))
  await stopDatabase()
  await until(async () => (await fetch(`${one.address}/healthz`)).status === 503)
  one.pressCtrlC()
  expect(await one.ended).toBe(0)
  expect(one.said()).not.toMatch(/\n\s+at /)
  await startDatabase()
})
