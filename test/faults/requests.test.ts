import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFlow } from '#actions/flow.ts'
import type { Flow } from '#actions/flow-types.ts'
import { createApp } from '#server/http/app.ts'
import { createCollector } from '#server/http/collect.ts'
import { createHttpServer, type HttpServer } from '#server/http/server.ts'
import { webRoot } from '#server/web-build.ts'
import { basic, testWorkspaceWithKeys } from '#test/collector.ts'
import { testDatabase, type TestDatabase } from '#test/database.ts'
import { startServerProcess, until } from '#test/server-process.ts'
import { openData, post, postgresOf } from './served.ts'

// The real server with little patience, so that nobody waits a minute for a test.
const limits = { headersMs: 600, requestMs: 1500, checkMs: 100, connections: 120 }
const roomForBodies = 4 * 1024 * 1024

let t: TestDatabase
let flow: Flow
let http: HttpServer
let port: number
let address: string
let workspaceId: string
let key: string
const open = new Set<Socket>()
const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', note)
  t = await testDatabase()
  const made = await testWorkspaceWithKeys(t.pool)
  workspaceId = made.workspaceId
  key = made.keys.secret
  flow = createFlow({ pool: t.pool })
  http = createHttpServer(limits)
  port = await http.listen(0, '127.0.0.1')
  address = `http://127.0.0.1:${port}`
  const log = pino({ level: 'silent' })
  const config = { demo: false, publicUrl: null, trustProxy: false, secret: 'x'.repeat(40), webRoot }
  const app = await createApp({ pool: t.pool, log, config })
  http.serve({ pool: t.pool, app, collect: createCollector({ pool: t.pool, flow, bodyBytes: roomForBodies }) })
})
afterAll(async () => {
  for (const socket of open) socket.destroy()
  await http.close(500)
  await flow.stop()
  await t.drop()
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

interface Line {
  socket: Socket
  /** all that came back */
  said(): string
  status(): number
  ended: Promise<void>
}

/** A bare connection that says what it is told to, and no more. */
function line(text: string | Buffer = '', to: number = port): Line {
  const socket = connect(to, '127.0.0.1')
  open.add(socket)
  let answer = ''
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')))
  // a connection that the server cuts while we write
  socket.on('error', () => {})
  const ended = new Promise<void>((done) => {
    socket.once('close', () => {
      open.delete(socket)
      done()
    })
  })
  if (text.length > 0) socket.write(text)
  const status = (): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)
  return { socket, said: () => answer, status, ended }
}

/** The head of a POST, as a page of ours (the sign-in) or a server with a key would send it. */
function head(path: string, more: string[], to: number = port): string {
  const host = `localhost:${to}`
  const who = path.startsWith('/api/') ? `Origin: http://${host}` : `Authorization: ${basic(key)}`
  const lines = [`POST ${path} HTTP/1.1`, `Host: ${host}`, who, ...more]
  return `${lines.join('\r\n')}\r\n\r\n`
}

let sent = 0

/** Somebody else's event is answered as ever. */
async function neighbour(): Promise<number> {
  const messageId = `neighbour-${sent++}`
  const answer = await post(`${address}/v1/track`, key, {
    type: 'track',
    event: 'Page Viewed',
    anonymousId: 'n',
    messageId,
  })
  expect(answer.status).toBe(200)
  return answer.ms
}

async function eventsOf(messageId: string): Promise<number> {
  const { rowCount } = await t.pool.query('select from event where workspace_id = $1 and message_id = $2', [
    workspaceId,
    messageId,
  ])
  return rowCount ?? 0
}

async function connections(): Promise<number> {
  return new Promise((done) => http.server.getConnections((_, count) => done(count)))
}

test('heads that never end are cut, and neighbours are served meanwhile', async () => {
  const slow = Array.from({ length: 60 }, () => line('POST /v1/track HTTP/1.1\r\nHost: localhost\r\n'))
  const drip = setInterval(() => {
    for (const { socket } of slow) if (socket.writable) socket.write('X-A: b\r\n')
  }, 100)
  try {
    for (let i = 0; i < 5; i++) await neighbour()
    await Promise.all(slow.map((one) => one.ended))
  } finally {
    clearInterval(drip)
  }
  for (const one of slow) expect([0, 408]).toContain(one.status())
})

test('bodies that never come are cut, and leave nothing', async () => {
  const body = JSON.stringify({ type: 'track', event: 'Half', anonymousId: 'h', messageId: 'half' })
  const slow = ['/v1/track', '/v1/batch', '/api/sign-in'].flatMap((path) =>
    Array.from({ length: 20 }, () =>
      line(head(path, ['Content-Type: application/json', 'Content-Length: 5000']) + body),
    ),
  )
  for (let i = 0; i < 5; i++) await neighbour()
  await Promise.all(slow.map((one) => one.ended))
  for (const one of slow) expect([0, 400, 408]).toContain(one.status())
  expect(await eventsOf('half')).toBe(0)
})

test('a client that goes away: in the middle nothing is kept, at the end everything', async () => {
  const whole = JSON.stringify({ type: 'track', event: 'Gone', anonymousId: 'g', messageId: 'gone-after' })
  const half = line(head('/v1/track', ['Content-Length: 90']) + whole.replace('gone-after', 'gone-before').slice(0, 60))
  const done = line(head('/v1/track', [`Content-Length: ${whole.length}`]) + whole)
  await sleep(5)
  half.socket.destroy()
  await until(async () => (await eventsOf('gone-after')) === 1)
  done.socket.destroy()
  for (let i = 0; i < 30; i++) {
    const { socket } = line(head('/v1/track', [`Content-Length: ${whole.length}`]) + whole)
    if (i % 2 === 0) socket.resetAndDestroy()
    else setImmediate(() => socket.destroy())
  }
  await neighbour()
  expect([await eventsOf('gone-before'), await eventsOf('gone-after')]).toEqual([0, 1])
})

test.each(['/v1/batch', '/v1/track', '/api/sign-in'])(
  'a body without end at %s is refused before it fills anything',
  async (path) => {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    const frame = Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')])
    const one = line(head(path, ['Content-Type: application/json', 'Transfer-Encoding: chunked']))
    let pushed = 0
    const pour = (): void => {
      while (!one.socket.destroyed && pushed < 200e6) {
        pushed += frame.length
        if (!one.socket.write(frame)) return
      }
    }
    one.socket.on('drain', pour)
    pour()
    await neighbour()
    await one.ended
    expect([0, 413]).toContain(one.status())
    expect(pushed).toBeLessThan(30e6)
  },
)

test('a huge head is refused, and so is nonsense', async () => {
  const huge = line(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Big: ${'x'.repeat(200_000)}\r\n\r\n`)
  const nonsense = ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'GET\r\n\r\n', `${'\0'.repeat(5000)}\r\n\r\n`].map(
    (text) => line(text),
  )
  const twice = line(head('/v1/track', ['Content-Length: 5', 'Content-Length: 6']) + '{}')
  await Promise.all([huge, twice, ...nonsense].map((one) => one.ended))
  // cut while it was still being sent, the answer may be lost on the way
  expect([0, 431]).toContain(huge.status())
  for (const one of [twice, ...nonsense]) expect([0, 400]).toContain(one.status())
  await neighbour()
})

test('connections that only wait make room for newcomers', async () => {
  const idle = Array.from({ length: limits.connections }, () =>
    line('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  )
  await until(() => idle.filter((one) => one.status() === 200).length > limits.connections / 2)
  let served = false
  for (let attempt = 0; attempt < 5 && !served; attempt++) {
    const one = line('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    await one.ended
    served = one.status() === 200
  }
  expect(served).toBe(true)
  for (const { socket } of idle) socket.destroy()
})

test('many large bodies at once: more than there is room for is told to come again, small events always have room', async () => {
  const filler = JSON.stringify({ batch: [], filler: 'x'.repeat(300_000) })
  const large = Array.from({ length: 40 }, () =>
    line(head('/v1/batch', ['Content-Type: application/json', `Content-Length: ${filler.length + 10}`]) + filler),
  )
  await until(() => large.filter((one) => one.status() === 503).length >= 20)
  const refused = large.filter((one) => one.status() === 503)
  expect(refused.length).toBeLessThan(40)
  expect(refused[0]?.said()).toMatch(/retry-after: 2/i)
  expect(refused[0]?.said()).toContain('send it again')
  await neighbour()
  await Promise.all(large.map((one) => one.ended))
  // what was held is given back
  const after = await post(`${address}/v1/batch`, key, { batch: [], filler: 'x'.repeat(300_000) })
  expect(after.status).toBe(200)
})

test('nothing is left behind', async () => {
  for (const socket of open) socket.destroy()
  await until(async () => (await connections()) <= 2)
  expect(flow.depth()).toBe(0)
})

test('thousands of broken requests leave a server as small as it was', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-broken-'))
  await chmod(folder, 0o755)
  const data = join(folder, 'data')
  const server = await startServerProcess({ env: { HOURGLASS_DATA: data } })
  try {
    const database = openData(data)
    const { keys } = await testWorkspaceWithKeys(database.pool)
    await database.close()
    const to = Number(new URL(server.address).port)
    const filler = 'x'.repeat(100_000)
    const storm = async (rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) {
        const broken = [
          line(head('/v1/batch', ['Content-Length: 400000']) + filler, to),
          line(head('/v1/track', ['Transfer-Encoding: chunked']) + `186a0\r\n${filler}\r\n`, to),
          line(`GET / HTTP/1.1\r\nX-Big: ${filler}`, to),
          line(head('/api/sign-in', ['Content-Length: 200000'], to) + filler, to),
          line(head('/v1/t', ['Content-Length: 3']) + '{"a', to),
        ]
        await sleep(5)
        for (const { socket } of broken) socket.destroy()
        await Promise.all(broken.map((one) => one.ended))
      }
    }
    await storm(60)
    const before = residentMb(server.child.pid)
    await storm(300)
    expect(residentMb(server.child.pid) - before).toBeLessThan(150)
    const event = { type: 'track', event: 'Page Viewed', anonymousId: 'n', messageId: 'after' }
    expect((await post(`${server.address}/v1/track`, keys.secret, event)).status).toBe(200)
    server.pressCtrlC()
    expect(await server.ended).toBe(0)
    expect(server.said()).not.toMatch(/\n\s+at /)
  } finally {
    if (server.child.exitCode === null) server.child.kill('SIGKILL')
    const pid = postgresOf(data)
    if (pid !== null) process.kill(pid, 'SIGINT')
    await until(() => postgresOf(data) === null)
    await rm(folder, { recursive: true, force: true })
  }
})

function residentMb(pid: number | undefined): number {
  return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) / 1024
}
