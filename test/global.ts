import { randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import pg from 'pg'
import { startEmbedded } from '#store/postgres/embedded.ts'
import { isLivingPostgres, readPostmaster } from '#store/postgres/postmaster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** the server of this test run: an embedded one in this folder, started by the first test that asks */
    serverFolder: string
    /** or an external one */
    serverUrl: string | null
    /** names the databases of this run */
    runId: string
  }
}

/** Names the PostgreSQL server of this test run; afterwards removes all that the run left on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers()
  const runId = randomBytes(4).toString('hex')
  const serverUrl = process.env['TEST_DATABASE_URL'] || process.env['DATABASE_URL'] || null
  const serverFolder = join(tmpdir(), `hourglass-test-${process.pid}-${runId}`)
  project.provide('runId', runId)
  project.provide('serverUrl', serverUrl)
  project.provide('serverFolder', serverFolder)
  return async () => {
    if (serverUrl !== null) await dropDatabases(serverUrl, runId)
    else await removeServer(serverFolder)
  }
}

async function dropDatabases(serverUrl: string, runId: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database where datname like $1', [
    `hourglass\\_test\\_${runId}\\_%`,
  ])
  for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`)
  await client.end()
}

async function removeServer(folder: string): Promise<void> {
  const running = readPostmaster(join(folder, 'postgres'))
  if (running && isLivingPostgres(running.pid)) {
    const server = await startEmbedded({ dataDir: folder, durable: false })
    await server.stop()
  }
  await rm(folder, { recursive: true, force: true })
}

/** Servers of test runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^hourglass-test-(\d+)-[0-9a-f]{8}$/.exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    await removeServer(join(tmpdir(), name)).catch(() => {})
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
