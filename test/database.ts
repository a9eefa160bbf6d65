import { randomBytes, randomUUIDv7 } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase } from '#store/database.ts'
import { migrate } from '#store/migrate.ts'
import { startEmbedded } from '#store/postgres/embedded.ts'

/** A database of one test file. */
export interface TestDatabase {
  pool: pg.Pool
  url: string
  /** closes the pool and drops the database; call it in afterAll */
  drop(): Promise<void>
}

// any number, the same in all processes
const templateLock = 7_305_118

/**
 * A fresh, migrated database, copied from a template (about 0.1 s). The first call of a test run starts an embedded
 * PostgreSQL in a temporary folder, without fsync; TEST_DATABASE_URL or DATABASE_URL name another server (15 or later),
 * whose user must be allowed to create databases.
 */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const server = await serverUrl()
  const prefix = `hourglass_test_${inject('runId')}`
  const name = `${prefix}_${randomBytes(5).toString('hex')}`
  await administer(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock])
    const template = `${prefix}_template`
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (rowCount === 0) await makeTemplate(client, server, template)
    await client.query(`create database ${name} template ${template} strategy file_copy`)
  })
  const url = withDatabase(server, name)
  const { pool, close } = openDatabase(url, options)
  return {
    pool,
    url,
    async drop() {
      await close()
      await administer(server, (client) => dropQuietly(client, name))
    },
  }
}

/** Adds a workspace in the zone Asia/Seoul (as most tests want) and returns its id. */
export async function testWorkspace(pool: pg.Pool, zone = 'Asia/Seoul', name = 'Test company'): Promise<string> {
  const id = randomUUIDv7()
  await pool.query(`insert into workspace (workspace_id, name, zone, currency) values ($1, $2, $3, 'KRW')`, [
    id,
    name,
    zone,
  ])
  return id
}

/** The server of this run, without a database of ours; for tests that make databases by themselves. */
export async function serverUrl(): Promise<string> {
  const external = inject('serverUrl')
  if (external !== null) return external
  // workers that come later, or at the same time, take over the one that the first has started
  started ??= startEmbedded({ dataDir: inject('serverFolder'), durable: false, leaveRunning: true }).then((e) => e.url)
  return started
}
let started: Promise<string> | undefined

async function makeTemplate(client: pg.Client, server: string, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`
  await client.query(`drop database if exists ${unfinished} with (force)`)
  await client.query(`create database ${unfinished} encoding 'UTF8' template template0`)
  const { pool, close } = openDatabase(withDatabase(server, unfinished))
  try {
    await migrate(pool)
  } finally {
    await close()
  }
  await waitUntilAlone(client, unfinished)
  await client.query(`alter database ${unfinished} rename to ${template}`)
}

async function dropQuietly(client: pg.Client, name: string): Promise<void> {
  await waitUntilAlone(client, name)
  await client.query(`drop database if exists ${name}`)
}

/** Back-ends leave a moment after their connections are closed. */
async function waitUntilAlone(client: pg.Client, name: string): Promise<void> {
  for (const deadline = Date.now() + 5000; Date.now() < deadline;) {
    const { rowCount } = await client.query('select from pg_stat_activity where datname = $1', [name])
    if (rowCount === 0) return
    await new Promise((done) => setTimeout(done, 10))
  }
}

async function administer(server: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  client.on('error', () => {})
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(server: string, name: string): string {
  const [, before, after] = /^([a-z]+:\/\/[^/]*\/)[^?]*(\?.*)?$/.exec(server) ?? []
  if (before === undefined) throw new Error(`The server's address has no database in it: postgres://user@host/database`)
  return `${before}${name}${after ?? ''}`
}
