import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { canReach } from '#store/postgres/place.ts'
import { isLivingPostgres, readPostmaster } from '#store/postgres/postmaster.ts'
import { spawnServer, startServerProcess, until, type ServerOptions, type ServerProcess } from '#test/server-process.ts'

const root = process.getuid?.() === 0
const ordinary = Number(spawnSync('id', ['-u', 'daemon'], { encoding: 'utf8' }).stdout)
const project = dirname(import.meta.dirname)

// the first start builds the web app
const patience = 120_000

let folder: string
let data: string
let running: ServerProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-start-'))
  await chown(folder, process.getuid?.() ?? 0, process.getgid?.() ?? 0)
  spawnSync('chmod', ['755', folder])
  data = join(folder, 'data')
})
afterEach(async () => {
  for (const server of running) if (server.child.exitCode === null) server.child.kill('SIGKILL')
  running = []
  const pid = postgresOf(data)
  if (pid !== null) {
    process.kill(pid, 'SIGINT')
    await until(() => !isLivingPostgres(pid))
  }
  await rm(folder, { recursive: true, force: true })
})

async function start(options: ServerOptions = {}): Promise<ServerProcess> {
  const server = await startServerProcess({ ...options, env: { HOURGLASS_DATA: data, ...options.env } })
  running.push(server)
  return server
}

function postgresOf(folderOfOurs: string): number | null {
  const pid = readPostmaster(join(folderOfOurs, 'postgres'))?.pid
  return pid !== undefined && isLivingPostgres(pid) ? pid : null
}

async function health(address: string): Promise<number> {
  return fetch(`${address}/healthz`).then(
    (response) => response.status,
    () => 0,
  )
}

async function stop(server: ServerProcess): Promise<void> {
  server.pressCtrlC()
  expect(await server.ended).toBe(0)
}

describe('one command', () => {
  test(
    'in a fresh folder serves the app and gives a set-up link; Ctrl-C leaves no process',
    async () => {
      const server = await start()
      expect(server.address).toMatch(/^http:\/\/localhost:\d+$/)
      expect(await health(server.address)).toBe(200)
      const page = await fetch(server.setupLink ?? '')
      expect([page.status, page.headers.get('content-type')?.toLowerCase()]).toEqual([200, 'text/html; charset=utf-8'])
      const pid = postgresOf(data)
      expect(pid).not.toBe(null)
      await stop(server)
      expect(postgresOf(data)).toBe(null)
      expect(await health(server.address)).toBe(0)
    },
    patience,
  )

  // how soon: npm run bench -- start
  test(
    'again in the same folder answers its first page',
    async () => {
      await stop(await start())
      const server = await start()
      expect((await fetch(server.address)).status).toBe(200)
      await stop(server)
    },
    patience,
  )

  test(
    'works with a long path',
    async () => {
      data = join(folder, 'a-folder-that-is-called-after-the-whole-company'.repeat(3), 'data')
      const server = await start()
      expect(await health(server.address)).toBe(200)
      await stop(server)
    },
    patience,
  )

  test.runIf(root && canReach(project, { uid: ordinary, gid: ordinary }))(
    'works for an ordinary user',
    async () => {
      await mkdir(data)
      await chown(data, ordinary, ordinary)
      const server = await start({ as: { uid: ordinary, gid: ordinary } })
      expect(await health(server.address)).toBe(200)
      await stop(server)
    },
    patience,
  )

  test.runIf(root)(
    'works as root in a home that nobody may enter',
    async () => {
      const home = join(folder, 'home')
      await mkdir(home, { mode: 0o700 })
      const state = join(folder, 'state')
      const server = await start({ env: { HOURGLASS_DATA: join(home, 'data'), STATE_DIRECTORY: state } })
      expect(await health(server.address)).toBe(200)
      expect(server.said()).toContain(`the data is kept in ${state}`)
      await stop(server)
    },
    patience,
  )

  test('with --demo opens on a sample company, loaded once', { timeout: patience }, async () => {
    const demo = ['--demo', '--size', '0.02']
    const first = await start({ args: demo })
    expect(first.said()).toMatch(/Loaded in \d+ s: [\d,]+ events counted/)
    const session = await fetch(`${first.address}/api/session`)
    expect(await session.json()).toMatchObject({ demoOffered: true })
    await stop(first)
    const second = await start({ args: demo })
    expect(second.said()).toContain('The sample company is there')
    await stop(second)
    // without the flag nobody walks in
    const third = await start()
    expect(await (await fetch(`${third.address}/api/session`)).json()).toMatchObject({ demoOffered: false })
    await stop(third)
  })
})

describe('after a kill -9', () => {
  test(
    'of the server, the next start takes PostgreSQL over and stops it at Ctrl-C',
    async () => {
      const first = await start()
      const pid = postgresOf(data)
      first.child.kill('SIGKILL')
      await first.ended
      expect(postgresOf(data)).toBe(pid)
      const second = await start()
      expect([postgresOf(data), await health(second.address)]).toEqual([pid, 200])
      await stop(second)
      expect(postgresOf(data)).toBe(null)
    },
    patience,
  )

  test(
    'of PostgreSQL, the server brings it up again by itself',
    async () => {
      const server = await start()
      process.kill(postgresOf(data) ?? 0, 'SIGKILL')
      await until(async () => (await health(server.address)) !== 200)
      await until(async () => (await health(server.address)) === 200)
      expect((await fetch(server.address)).status).toBe(200)
      await stop(server)
      expect(postgresOf(data)).toBe(null)
    },
    patience,
  )

  test(
    'of both, the next start recovers',
    async () => {
      const first = await start()
      const pid = postgresOf(data) ?? 0
      first.child.kill('SIGKILL')
      process.kill(pid, 'SIGKILL')
      await first.ended
      const second = await start()
      expect(await health(second.address)).toBe(200)
      await stop(second)
    },
    patience,
  )
})

describe('a clear sentence', () => {
  test(
    'about a taken port, before anything is touched',
    async () => {
      const other = createServer().listen(0, '127.0.0.1')
      await until(() => other.listening)
      const address = other.address()
      const port = typeof address === 'object' && address ? address.port : 0
      const server = spawnServer({ env: { HOURGLASS_DATA: data, PORT: String(port) } })
      expect(await server.ended).toBe(1)
      expect(server.said()).toContain(`Port ${port} is taken`)
      expect(server.said()).toContain(`PORT=${port + 1} npm start`)
      expect(server.said()).not.toContain('    at ')
      expect(existsSync(data)).toBe(false)
      other.close()
    },
    patience,
  )

  test.each([
    [{ PORT: 'abc' }, 'PORT is a port number'],
    [{ HOST: '203.0.113.7' }, 'Cannot listen on HOST=203.0.113.7'],
    [{ DATABASE_URL: 'postgres://x@127.0.0.1:1/x' }, 'The database of DATABASE_URL cannot be opened'],
  ])('about %j', { timeout: patience }, async (env, sentence) => {
    const server = spawnServer({ env: { HOURGLASS_DATA: data, ...env } })
    expect(await server.ended).toBe(1)
    expect(server.said()).toContain(sentence)
    expect(server.said()).not.toContain('    at ')
  })
})

describe('Ctrl-C', () => {
  test(
    'during the start stops that too',
    async () => {
      const server = spawnServer({ env: { HOURGLASS_DATA: data } })
      await until(() => existsSync(data))
      await sleep(100)
      server.pressCtrlC()
      expect(await server.ended).toBe(130)
      expect(postgresOf(data)).toBe(null)
    },
    patience,
  )

  test(
    'a second time does not wait for a client that never finishes',
    async () => {
      const server = await start()
      const slow = await sendHalf(Number(new URL(server.address).port))
      server.pressCtrlC()
      await sleep(700)
      expect(server.child.exitCode).toBe(null)
      server.pressCtrlC()
      expect(await server.ended).toBe(130)
      await until(() => postgresOf(data) === null)
      slow.destroy()
    },
    patience,
  )
})

async function sendHalf(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {}).resume()
  await new Promise<void>((done) => socket.once('connect', done))
  socket.write('POST /v1/track HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{')
  await sleep(50)
  return socket
}
