import { spawnSync } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, type Database } from '#store/database.ts'
import { user, isLivingPostgres, readPostmaster } from '#store/postgres/postmaster.ts'
import { basic } from '#test/collector.ts'

/** A port that is free now; for a server that has to come back at the same address. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => probe.once('listening', done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}

/** The process id of the embedded PostgreSQL of a data folder, while it lives. */
export function postgresOf(dataDir: string): number | null {
  const pid = readPostmaster(join(dataDir, 'postgres'))?.pid
  return pid !== undefined && isLivingPostgres(pid) ? pid : null
}

/** A pool of the test's own on the embedded PostgreSQL of a data folder. */
export function openData(dataDir: string): Database {
  const server = readPostmaster(join(dataDir, 'postgres'))
  if (server === null) throw new Error(`no PostgreSQL runs in ${dataDir}`)
  return openDatabase(`postgres://${user}@/${user}?host=${encodeURIComponent(server.socketFolder)}&port=${server.port}`)
}

/** A PostgreSQL with all its back-ends. */
export function withBackends(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return [pid, ...rows.flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : []))]
}

export interface Attempt {
  /** 0: no answer at all */
  status: number
  retryAfter: string | null
  body: Record<string, unknown>
  ms: number
}

/** One request with JSON; `patienceMs` is what a client waits for an answer at most. */
export async function post(url: string, key: string, body: unknown, patienceMs = 45_000): Promise<Attempt> {
  const begun = performance.now()
  const elapsed = (): number => performance.now() - begun
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: basic(key), 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    })
    const text = await response.text()
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text },
      ms: elapsed(),
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') {
      throw new Error(`${url} gave no answer in ${patienceMs} ms`, { cause: error })
    }
    return { status: 0, retryAfter: null, body: {}, ms: elapsed() }
  }
}

/** What clients have sent and what they were told, for counting afterwards. */
export interface Traffic {
  /** message id → what the server said became of it */
  acknowledged: Map<string, string>
  /** answers by status; 0: none */
  statuses: Map<number, number>
  /** 503 without Retry-After, and other answers that no client should get */
  wrong: string[]
  /** the longest that one attempt waited for its answer */
  slowestMs: number
  /** ends the clients; each goes on until what it sends is acknowledged */
  stop(): Promise<void>
  /** ends them at once, whatever they were sending */
  abandon(): void
}

/**
 * Clients that send one small batch after another, each until it is acknowledged, with the same messageIds: from a
 * hundred people who meet at few companies. Every tenth event is invalid.
 */
export function startTraffic(address: string, key: string, { clients = 6, name = 'c' } = {}): Traffic {
  let running = true
  const given = new AbortController()
  const traffic: Traffic = {
    acknowledged: new Map(),
    statuses: new Map(),
    wrong: [],
    slowestMs: 0,
    async stop() {
      running = false
      await Promise.all(loops)
    },
    abandon() {
      running = false
      given.abort()
    },
  }
  const loops = Array.from({ length: clients }, async (_, client) => {
    for (let round = 0; running; round++) {
      const batch = Array.from({ length: 5 }, (_item, index) =>
        someEvent(`${name}${client}-${round}-${index}`, client, round * 5 + index),
      )
      await sendUntilTaken(traffic, address, key, batch, given.signal)
    }
  })
  return traffic
}

const names = [
  'Page Viewed',
  'Form Submitted',
  'Demo Requested',
  'Content Downloaded',
  'Consent Granted',
  'Meeting Attended',
]

function someEvent(messageId: string, client: number, count: number): object {
  const person = (count * 37 + client * 11) % 100
  const known = count % 3 === 0
  const early = Date.UTC(2026, 8, 1) + ((count * 7919 + client * 104_729) % 80_000) * 60_000
  return {
    type: 'track',
    messageId,
    event: names[(count + client) % names.length],
    anonymousId: `a${person}`,
    ...(known ? { userId: `u${person % 60}` } : {}),
    timestamp: count % 10 === 7 ? '0000-01-01T00:00:00Z' : new Date(early).toISOString(),
    properties: {
      path: `/page/${count % 12}`,
      ...(known ? { email: `p${person % 60}@firm${person % 7}.example`, purpose: 'marketing' } : {}),
    },
  }
}

async function sendUntilTaken(
  traffic: Traffic,
  address: string,
  key: string,
  batch: object[],
  given: AbortSignal,
): Promise<void> {
  while (!given.aborted) {
    const { status, retryAfter, body, ms } = await post(`${address}/v1/batch?results=1`, key, { batch })
    traffic.statuses.set(status, (traffic.statuses.get(status) ?? 0) + 1)
    traffic.slowestMs = Math.max(traffic.slowestMs, ms)
    if (status === 200) {
      for (const result of body['results'] as { messageId: string; status: string }[]) {
        traffic.acknowledged.set(result.messageId, result.status)
      }
      return
    }
    if (status === 503 && !retryAfter) traffic.wrong.push('503 without Retry-After')
    if (status !== 503 && status !== 0) traffic.wrong.push(`${status} ${JSON.stringify(body)}`)
    await sleep(100)
  }
}
