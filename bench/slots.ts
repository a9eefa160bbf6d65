import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { emptySlot, emptySlotVariant, type SlotDocument } from '#core/slot/document.ts'
import { insertSlot, publishSlotVersion } from '#store/slot.ts'
import { openClient, postRequest } from './client.ts'
import { benchDatabase, benchWorkspace } from './database.ts'
import { machineLine, percentile } from './report.ts'
import type { BenchResult } from './report.ts'
import { benchServer } from './server.ts'

const agent = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const slots = 10

/**
 * How long a page waits for its variants, from the request to the whole answer: of browsers that alone say who somebody is,
 * of those that only said an address, of those that proved it, of ids that nobody has, a quarter each. Ten slots of three
 * variants. Target: p95 under 10 ms. `--people N` (20,000), `--seconds N` of each part (8).
 */
export async function run(args: string[]): Promise<BenchResult> {
  const people = numberOf(args, '--people', 20_000)
  const seconds = numberOf(args, '--seconds', 8)
  const database = await benchDatabase()
  try {
    const { workspaceId, keys } = await benchWorkspace(database.pool)
    await makeSlots(database.pool, workspaceId)
    console.log(await machineLine(database.pool))
    const server = await benchServer(database.dataDir, [], { HOURGLASS_TRUST_PROXY: '1' })
    try {
      await fill(server.address, keys, people)
      console.log(`${people} browsers are known`)
      await ask(server.address, keys.public, people, 4, Math.min(seconds, 2))
      const lone = await ask(server.address, keys.public, people, 1, seconds)
      const many = await ask(server.address, keys.public, people, 8, seconds)
      console.log(
        `one after the other: p95 ${percentile(lone, 0.95).toFixed(2)} ms; eight at once: ${(many.length / seconds).toFixed(0)}/s`,
      )
      return {
        bench: 'slots',
        measures: {
          decision_median_ms: percentile(lone, 0.5),
          decision_p95_ms: percentile(lone, 0.95),
          decision_p99_ms: percentile(lone, 0.99),
          eight_p95_ms: percentile(many, 0.95),
          eight_per_second: many.length / seconds,
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

async function makeSlots(pool: Pool, workspaceId: string): Promise<void> {
  const text = 'Late shipments cost more than freight. '.repeat(6)
  for (let n = 0; n < slots; n++) {
    const id = randomUUIDv7()
    const content: SlotDocument = {
      ...emptySlot(),
      variants: [
        { field: 'person.industry', op: 'is' as const, value: 'finance' },
        {
          all: [
            { field: 'stage.lifecycle', op: 'in' as const, value: ['lead', 'mql'] },
            { field: 'score.total', op: 'gte' as const, value: 5 },
          ],
        },
        null,
      ].map((when, index) => {
        const variant = emptySlotVariant((['a', 'b', 'c'] as const)[index] ?? 'a')
        return {
          ...variant,
          when,
          content: { ...variant.content, title: `Slot ${n}`, text, label: 'See', href: '/see' },
        }
      }),
    }
    await insertSlot(
      pool,
      workspaceId,
      { id, key: `slot-${n}`, name: `Slot ${n}`, draft: content, by: 'bench' },
      Date.now(),
    )
    await publishSlotVersion(pool, workspaceId, id, { content, by: 'bench' }, Date.now())
  }
}

/** By its number: nobody but the browser says it; said only; proved. */
function identified(n: number): object | null {
  const traits = {
    email: `p${n}@company${n % 900}.example`,
    industry: n % 2 === 0 ? 'finance' : 'retail',
    title: 'CTO',
  }
  const item = { type: 'identify', messageId: `who-${n}`, anonymousId: `browser${n}`, traits }
  return n % 3 === 0 ? null : item
}

async function fill(address: string, keys: { public: string; secret: string }, people: number): Promise<void> {
  const client = await openClient(address)
  const context = { userAgent: agent }
  for (let from = 0; from < people; from += 250) {
    const numbers = Array.from({ length: Math.min(250, people - from) }, (_, index) => from + index)
    const visits = numbers.flatMap((n) =>
      ['/', '/pricing'].map((path, index) => ({
        type: 'page',
        messageId: `visit-${n}-${index}`,
        anonymousId: `browser${n}`,
        properties: { path },
        context: {
          ...context,
          page: { path, url: `https://shop.example${path}`, referrer: 'https://www.google.com/' },
        },
      })),
    )
    const said = numbers.flatMap((n) => (n % 3 === 1 ? [{ ...identified(n), context }] : []))
    const proved = numbers.flatMap((n) => (n % 3 === 2 ? [{ ...identified(n), context }] : []))
    for (const [key, batch] of [
      [keys.public, visits],
      [keys.public, said],
      [keys.secret, proved],
    ] as const) {
      const status = await client.send(postRequest('/v1/batch', key, JSON.stringify({ batch })))
      if (status !== 200) throw new Error(`The server answered ${status}.`)
    }
  }
  client.close()
}

/** Milliseconds of each answer. */
async function ask(
  address: string,
  key: string,
  people: number,
  connections: number,
  seconds: number,
): Promise<number[]> {
  const samples: number[] = []
  const until = performance.now() + seconds * 1000
  let next = 0
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await openClient(address)
      while (performance.now() < until) {
        const n = next++
        const began = performance.now()
        const status = await client.send(requestOf(key, n, people))
        if (status !== 200) throw new Error(`The server answered ${status}.`)
        samples.push(performance.now() - began)
      }
      client.close()
    }),
  )
  return samples
}

function requestOf(key: string, n: number, people: number): Buffer {
  const body = JSON.stringify({
    writeKey: key,
    anonymousId: n % 4 === 3 ? `nobody${n}` : `browser${(n * 7919) % people}`,
    url: 'https://shop.example/?utm_source=google&utm_medium=cpc',
    referrer: 'https://www.google.com/',
    campaign: { source: 'google', medium: 'cpc' },
  })
  const place = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`
  return Buffer.from(
    `POST /v1/slots HTTP/1.1\r\nHost: bench\r\nContent-Type: text/plain\r\nUser-Agent: ${agent}\r\nAccept-Language: en-GB,en;q=0.9\r\nX-Forwarded-For: ${place}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

function numberOf(args: string[], flag: string, fallback: number): number {
  const at = args.indexOf(flag)
  return at < 0 ? fallback : Number(args[at + 1])
}
