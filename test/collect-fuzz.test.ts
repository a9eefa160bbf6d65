import { type IncomingMessage, request as openRequest } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestCollector, basic, startCollector, testWorkspaceWithKeys } from './collector.ts'

// FUZZ=100000 npx vitest run test/collect-fuzz.test.ts
const requests = Number(process.env['FUZZ'] ?? 3000)
const seed = Number(process.env['FUZZ_SEED'] ?? 20261122)
let c: TestCollector
let keys: TestCollector['keys']
/** of one workspace; then the same server takes those of another */
const ofWorkspace = 10_000
const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', note)
  c = await startCollector()
  keys = c.keys
})
afterAll(async () => {
  process.off('unhandledRejection', note)
  await c.stop()
})

/** mulberry32: the same requests for the same seed. */
function randomOf(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const random = randomOf(seed)
const int = (below: number) => Math.floor(random() * below)
const pick = <T>(list: readonly T[]): T => list[int(list.length)] as T

const words = [
  'event',
  'type',
  'userId',
  'anonymousId',
  'messageId',
  'timestamp',
  'sentAt',
  'properties',
  'traits',
  'context',
  'groupId',
  'previousId',
  'batch',
  'writeKey',
  'name',
  'email',
  'page',
  'url',
  'campaign',
  '__proto__',
  'constructor',
  'toString',
  'company',
  'address',
  'consent',
  'content',
  'channel',
  'path',
  'é',
  '\u0000',
  '',
]
const texts = [
  '',
  'x',
  'Form Submitted',
  'Contract Signed',
  'track',
  'page',
  'identify',
  'group',
  'alias',
  'a@b.com',
  '한글',
  '\ud800',
  '\u0000',
  "'; drop table event; --",
  '%00',
  '../..',
  '2026-11-22T00:00:00Z',
  '0000-00-00',
  '99999999999',
  'NaN',
  'https://a.b/c?utm_source=x&gclid=%ff',
  '😀'.repeat(50),
  'x'.repeat(300),
  '{{7*7}}',
  '<script>',
]
const numbers = [0, -1, 1.5, 1e308, -0, 2 ** 53, 1e21, 1763802000000, 5e-324]

function value(depth: number): unknown {
  switch (int(depth > 5 ? 5 : 8)) {
    case 0:
      return null
    case 1:
      return random() < 0.5
    case 2:
      return pick(numbers)
    case 3:
    case 4:
      return pick(texts)
    case 5:
      return Array.from({ length: int(4) }, () => value(depth + 1))
    default:
      return object(depth + 1)
  }
}

function object(depth: number): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (let i = int(6); i > 0; i--)
    Object.defineProperty(made, pick(words), {
      value: value(depth),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  return made
}

// one after the other: texts that many items share make one person of them, whose whole history an event of the same moment
// would fold again
let moment = Date.parse('2026-11-20T00:00:00Z')

function sane(): Record<string, unknown> {
  // many people in many companies: late events refold all that their person did, facts of a company reach all its people
  const who = int(3000)
  return {
    type: pick(['track', 'page', 'identify', 'group', 'alias', 'screen']),
    event: pick(texts.slice(1)),
    userId: `u${who}`,
    anonymousId: `a${int(3000)}`,
    groupId: `g${who % 600}`,
    previousId: 'u9',
    timestamp: new Date((moment += 7)).toISOString(),
    properties: { email: `p${who}@b${who % 600}.com` },
    traits: { email: `p${who}@b${who % 600}.com` },
    context: {},
  }
}

function mutate(item: Record<string, unknown>): Record<string, unknown> {
  for (let i = int(3); i > 0; i--) item[pick(words.slice(0, 19))] = value(1)
  return item
}

function bodyOf(path: string): Buffer {
  const batch = path.endsWith('batch') || path.endsWith('/b')
  const kind = int(10)
  let body: unknown = kind < 6 ? mutate(sane()) : value(0)
  if (batch && kind < 8)
    body = {
      batch: Array.from({ length: int(6) }, () => (random() < 0.7 ? mutate(sane()) : value(0))),
      sentAt: value(4),
    }
  let text = JSON.stringify(body) ?? ''
  if (kind === 8) text = '[{"a":'.repeat(int(3000)) + text
  let bytes = Buffer.from(text)
  for (let i = random() < 0.3 ? int(5) : 0; i > 0 && bytes.length > 0; i--) {
    const at = int(bytes.length)
    if (random() < 0.5) bytes[at] = int(256)
    else bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from([int(256)]), bytes.subarray(at + int(4))])
  }
  if (random() < 0.1) bytes = bytes.subarray(0, int(bytes.length + 1))
  if (random() < 0.2) bytes = gzipSync(bytes)
  if (random() < 0.05 && bytes.length > 0) bytes[int(bytes.length)] = int(256)
  return bytes
}

function headersOf(): Record<string, string> {
  const headers: Record<string, string> = { authorization: basic(pick([keys.public, keys.secret])) }
  if (random() < 0.05)
    headers['authorization'] = pick([
      'Basic',
      'Basic !!!',
      'Bearer',
      `Basic ${Buffer.from([0, 255, 58]).toString('base64')}`,
      'x',
    ])
  if (random() < 0.3)
    headers['content-type'] = pick(['application/json', 'text/plain', 'multipart/form-data', '\u00ff'])
  if (random() < 0.3)
    headers['content-encoding'] = pick(['gzip', 'deflate', 'br', 'zstd', 'identity', 'gzip, br', 'nonsense'])
  if (random() < 0.2) headers['origin'] = pick(['https://a.com', 'null', 'x'])
  if (random() < 0.2) headers['user-agent'] = pick(texts.filter((text) => /^[\x20-\x7e]+$/.test(text)))
  return headers
}

const paths = [
  'track',
  'page',
  'identify',
  'group',
  'alias',
  'screen',
  'batch',
  't',
  'p',
  'i',
  'g',
  'a',
  's',
  'b',
  'nothing',
  'projects/x/settings',
  '%00',
  'track?results=1',
  'batch?results=1&writeKey=%ff',
]

function shoot(): Promise<number> {
  const path = `/v1/${pick(paths)}`
  const body = bodyOf(path.split('?')[0] as string)
  const method = random() < 0.95 ? 'POST' : pick(['GET', 'PUT', 'OPTIONS', 'DELETE', 'HEAD'])
  return new Promise((done, fail) => {
    const sent = openRequest(
      c.address + path,
      { method, headers: { ...headersOf(), 'content-length': body.length } },
      (answer: IncomingMessage) => {
        answer.resume()
        answer.on('end', () => done(answer.statusCode ?? 0))
      },
    )
    sent.on('error', fail)
    sent.end(body)
  })
}

test(
  `${requests} mutated requests: no 5xx, nothing unhandled, and the next good event counts`,
  { timeout: 30_000 + requests * 20 },
  async () => {
    const statuses = new Map<number, number>()
    let left = requests
    const lane = async () => {
      while (left-- > 0) {
        if (left % ofWorkspace === 0) keys = (await testWorkspaceWithKeys(c.pool)).keys
        const status = await shoot()
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    }
    await Promise.all(Array.from({ length: 8 }, lane))
    const summary = JSON.stringify(Object.fromEntries(statuses))
    expect(
      [...statuses.keys()].filter((status) => status >= 500),
      summary,
    ).toEqual([])
    expect(statuses.get(200) ?? 0, summary).toBeGreaterThan(requests / 10)
    expect(statuses.get(400) ?? 0, summary).toBeGreaterThan(requests / 100)
    expect(unhandled).toEqual([])
    const { rows } = await c.pool.query(`select code, count(*)::int as n from set_aside group by 1`)
    // the collector's own checks find everything: nothing poisons the flow
    expect(rows.filter((row) => row.code === 'poisonous')).toEqual([])
    const answer = await fetch(`${c.address}/v1/track?results=1`, {
      method: 'POST',
      headers: { authorization: basic(c.keys.secret) },
      body: JSON.stringify({ userId: 'after', event: 'Demo Requested' }),
    })
    expect(await answer.json()).toMatchObject({ results: [{ status: 'counted' }] })
  },
)
