import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { openClient, postRequest } from './client.ts'
import { benchDatabase, benchWorkspace } from './database.ts'
import { batchInsertFloor, singleInsertFloor } from './floor.ts'
import { machineLine, percentile } from './report.ts'
import type { BenchResult } from './report.ts'
import { benchServer } from './server.ts'

const agent = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
// somebody known has a history; the first acts of all move a person through stages, later ones mostly do not
const actsBefore = 3
const browserHeaders = `User-Agent: ${agent}\r\nOrigin: https://shop.example\r\n`
const paths = ['/', '/pricing', '/blog/visibility', '/case-studies/port', '/guides/buyers', '/docs/start', '/security']

/**
 * Accepted and folded events over HTTP, against what bare inserts of the same rows reach on the same machine.
 * `--people N` (50,000), `--seconds N` of each part (8).
 */
export async function run(args: string[]): Promise<BenchResult> {
  const people = numberOf(args, '--people', 50_000)
  const seconds = numberOf(args, '--seconds', 8)
  const database = await benchDatabase()
  try {
    const workspace = await benchWorkspace(database.pool)
    console.log(await machineLine(database.pool))
    const server = await benchServer(database.dataDir)
    try {
      const keys = { secret: workspace.keys.secret, public: workspace.keys.public }
      const filled = await batches(server.address, keys.secret, identifies(people), 16, Infinity)
      console.log(`${people} people identified at ${filled.rate.toFixed(0)} events a second`)
      const before = await batches(server.address, keys.public, visits(people), 16, Infinity, browserHeaders)
      console.log(`their first visits at ${before.rate.toFixed(0)} events a second`)
      const known = await batches(server.address, keys.secret, acts(people, actsBefore), 16, Infinity)
      console.log(`${actsBefore} more acts of each at ${known.rate.toFixed(0)} events a second`)
      // both sides alternate, so that neither has the machine at its better hour
      const batchFloor1 = await batchInsertFloor(database.url, workspace.workspaceId, seconds / 2)
      const top = await batches(server.address, keys.secret, behaviour(people), 16, seconds)
      const batchFloor2 = await batchInsertFloor(database.url, workspace.workspaceId, seconds / 2)
      const singleFloor1 = await singleInsertFloor(database.url, workspace.workspaceId, seconds / 2)
      const single = await singles(server.address, keys.public, people, 64, seconds)
      const singleFloor2 = await singleInsertFloor(database.url, workspace.workspaceId, seconds / 2)
      const batchFloor = (batchFloor1.rowsPerSecond + batchFloor2.rowsPerSecond) / 2
      const singleFloor = (singleFloor1.rowsPerSecond + singleFloor2.rowsPerSecond) / 2
      const third = await paced(server.address, keys.secret, people, top.rate / 3, seconds)
      const lone = await singles(server.address, keys.public, people, 1, Math.min(seconds, 4))
      console.log(
        `batch ${top.rate.toFixed(0)}/s of ${batchFloor.toFixed(0)}/s; single ${single.rate.toFixed(0)}/s of ${singleFloor.toFixed(0)}/s`,
      )
      return {
        bench: 'collect',
        measures: {
          batch_ratio: top.rate / batchFloor,
          single_ratio: single.rate / singleFloor,
          p99_ms: percentile(third, 0.99),
          lone_median_ms: percentile(lone.samples, 0.5),
          rss_mb: server.peakRssMb(),
        },
      }
    } finally {
      await server.stop()
    }
  } finally {
    await database.drop()
  }
}

function numberOf(args: string[], flag: string, fallback: number): number {
  const at = args.indexOf(flag)
  return at < 0 ? fallback : Number(args[at + 1])
}

interface Sent {
  /** events a second */
  rate: number
  /** milliseconds of each request */
  samples: number[]
}

/** Sends batches of 100 over some connections until the time is over or the bodies are. */
async function batches(
  address: string,
  key: string,
  bodies: Generator<string>,
  connections: number,
  seconds: number,
  headers = '',
): Promise<Sent> {
  return drive(address, connections, seconds, 100, () => {
    const { value, done } = bodies.next()
    return done ? null : postRequest('/v1/batch', key, value, headers)
  })
}

async function singles(
  address: string,
  key: string,
  people: number,
  connections: number,
  seconds: number,
): Promise<Sent> {
  return drive(address, connections, seconds, 1, () =>
    postRequest('/v1/p', key, JSON.stringify(pageOf(Math.floor(Math.random() * people))), browserHeaders),
  )
}

async function drive(
  address: string,
  connections: number,
  seconds: number,
  eventsOfRequest: number,
  next: () => Buffer | null,
): Promise<Sent> {
  const samples: number[] = []
  const begin = performance.now()
  const until = begin + seconds * 1000
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await openClient(address)
      while (performance.now() < until) {
        const request = next()
        if (request === null) break
        const from = performance.now()
        const status = await client.send(request)
        if (status !== 200) throw new Error(`The collector answered ${status}.`)
        samples.push(performance.now() - from)
      }
      client.close()
    }),
  )
  return { rate: (samples.length * eventsOfRequest) / ((performance.now() - begin) / 1000), samples }
}

/** Batches sent at a steady rate, whatever is still under way; milliseconds of each answer. */
async function paced(address: string, key: string, people: number, rate: number, seconds: number): Promise<number[]> {
  const free = await Promise.all(Array.from({ length: 32 }, () => openClient(address)))
  const bodies = behaviour(people)
  const samples: number[] = []
  const open: Promise<void>[] = []
  const begin = performance.now()
  for (let sent = 0; sent < (rate * seconds) / 100; sent++) {
    const due = begin + (sent * 100_000) / rate
    const wait = due - performance.now()
    if (wait > 1) await pause(wait)
    const client = free.pop()
    // with no connection left the answer is later than any of them: it counts from when it was due
    if (!client) {
      await Promise.race(open)
      sent--
      continue
    }
    const request = postRequest('/v1/batch', key, bodies.next().value as string)
    const work = client.send(request).then((status) => {
      if (status !== 200) throw new Error(`The collector answered ${status}.`)
      samples.push(performance.now() - due)
      free.push(client)
      open.splice(open.indexOf(work), 1)
    })
    open.push(work)
  }
  await Promise.all(open)
  for (const client of free) client.close()
  return samples
}

function* identifies(people: number): Generator<string> {
  for (let from = 0; from < people; from += 100) {
    const batch = Array.from({ length: Math.min(100, people - from) }, (_, i) => ({
      type: 'identify',
      userId: `user-${from + i}`,
      anonymousId: `visitor-${from + i}`,
      messageId: randomUUIDv7(),
      traits: {
        email: `p${from + i}@company${(from + i) % 9000}.example`,
        name: `Person ${from + i}`,
        title: 'Head of Logistics',
      },
    }))
    yield JSON.stringify({ batch, sentAt: new Date().toISOString() })
  }
}

/** A first visit of each, seen by the tracker: it says through which channel they came. */
function* visits(people: number): Generator<string> {
  for (let from = 0; from < people; from += 100) {
    const batch = Array.from({ length: Math.min(100, people - from) }, (_, i) => ({
      type: 'page',
      ...pageOf(from + i, 'https://www.google.com/'),
    }))
    yield JSON.stringify({ batch, sentAt: new Date().toISOString() })
  }
}

/** Acts of everybody in turn, so many of each. */
function* acts(people: number, each: number): Generator<string> {
  for (let from = 0; from < people * each; from += 100) {
    const batch = Array.from({ length: 100 }, (_, i) => act(`user-${(from + i) % people}`, i))
    yield JSON.stringify({ batch, sentAt: new Date().toISOString() })
  }
}

/** Four of five are page views. */
function act(userId: string, n: number): object {
  if (n % 5 > 0) return pageView(userId)
  const path = paths[Math.floor(Math.random() * paths.length)]
  return {
    type: 'track',
    event: n % 10 === 0 ? 'Content Downloaded' : 'Form Submitted',
    userId,
    messageId: randomUUIDv7(),
    timestamp: new Date().toISOString(),
    properties: { path, form: 'newsletter' },
  }
}

function pageView(userId: string): object {
  const path = paths[Math.floor(Math.random() * paths.length)]
  const properties = { path, title: path, url: `https://shop.example${path}` }
  return { type: 'page', userId, messageId: randomUUIDv7(), timestamp: new Date().toISOString(), properties }
}

/** Page views and other acts of known people, each of whom comes now and then. */
function* behaviour(people: number): Generator<string> {
  for (;;) {
    const batch = Array.from({ length: 100 }, (_, i) => act(`user-${Math.floor(Math.random() * people)}`, i))
    yield JSON.stringify({ batch, sentAt: new Date().toISOString() })
  }
}

/** A page view as the tracker sends it. */
function pageOf(visitor: number, referrer = ''): object {
  const path = paths[Math.floor(Math.random() * paths.length)]
  const url = `https://shop.example${path}`
  const now = new Date().toISOString()
  return {
    anonymousId: `visitor-${visitor}`,
    messageId: randomUUIDv7(),
    timestamp: now,
    sentAt: now,
    properties: { path, title: path, url, referrer },
    context: { page: { path, url, referrer }, locale: 'en' },
  }
}
