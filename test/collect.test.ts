import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Flow, FlowBusy } from '#actions/flow-types.ts'
import { readSetAside } from '#actions/set-aside-read.ts'
import { changePrivacy, readPrivacySettings } from '#actions/workspace-privacy.ts'
import { createWriteKey } from '#actions/write-key-create.ts'
import { readWriteKeys } from '#actions/write-key-list.ts'
import { revokeKey } from '#actions/write-key-revoke.ts'
import { type TestCollector, basic, startCollector, testWorkspaceWithKeys } from './collector.ts'

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
let c: TestCollector

beforeAll(async () => {
  c = await startCollector()
})
afterAll(() => c.stop())

interface Sent {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

async function send(path: string, body: unknown, options: RequestInit & { key?: string | null } = {}): Promise<Sent> {
  const { key = c.keys.secret, headers, ...rest } = options
  const answer = await fetch(c.address + path, {
    method: 'POST',
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
    headers: { ...(key === null ? {} : { authorization: basic(key) }), ...(headers as Record<string, string>) },
    ...rest,
  })
  const text = await answer.text()
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  }
}

async function stored(messageId: string): Promise<Record<string, unknown> | undefined> {
  const { rows } = await c.pool.query('select * from event where workspace_id = $1 and message_id = $2', [
    c.workspaceId,
    messageId,
  ])
  return rows[0] as Record<string, unknown> | undefined
}

async function asideOf(messageId: string): Promise<{ code: string; raw: string; field: string | null }[]> {
  const { rows } = await c.pool.query(
    'select code, field, raw from set_aside where workspace_id = $1 and message_id = $2',
    [c.workspaceId, messageId],
  )
  return rows as { code: string; raw: string; field: string | null }[]
}

describe('an event of each kind', () => {
  test.each([
    ['identify', 'i', { traits: { email: 'kim@team.co.kr', title: 'CTO' } }, 'profile_updated'],
    ['track', 't', { event: 'Demo Requested' }, 'demo_requested'],
    ['page', 'p', { name: 'Pricing' }, 'page_viewed'],
    ['screen', 's', { name: 'Home' }, 'screen_viewed'],
    ['group', 'g', { groupId: 'g1', traits: { name: 'Team' } }, 'account_updated'],
    ['alias', 'a', { previousId: 'old' }, 'identity_aliased'],
  ])('/v1/%s and /v1/%s', async (long, short, fields, name) => {
    for (const path of [`/v1/${long}`, `/v1/${short}`]) {
      const messageId = randomUUID()
      const answer = await send(path, { userId: 'u1', messageId, ...fields })
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual({ success: true })
      expect(await stored(messageId)).toMatchObject({
        name,
        type: long,
        source: 'server',
        trust: 'secret',
        verdict: 'human',
      })
    }
  })

  test('an acknowledged event has scored: the first by curl', async () => {
    const answer = await send(
      '/v1/track',
      { event: 'Demo Requested', properties: { email: 'first@curl.co.kr' } },
      { headers: { 'user-agent': 'curl/8.5.0' } },
    )
    expect(answer.status).toBe(200)
    const { rows } = await c.pool.query(
      `select f.engagement from identity i join person_fold f using (person_id) where i.workspace_id = $1 and i.kind = 'e' and i.value = 'first@curl.co.kr'`,
      [c.workspaceId],
    )
    expect(rows[0].engagement).not.toBeNull()
  })

  test('the same message twice counts once', async () => {
    const messageId = randomUUID()
    const event = { userId: 'u1', event: 'x', messageId }
    await send('/v1/track', event)
    const again = await send('/v1/track?results=1', event)
    expect(again.body).toEqual({ success: true, results: [{ messageId, status: 'duplicate' }] })
  })
})

describe('the key', () => {
  const event = { userId: 'u1', event: 'x' }
  test('as Basic user name, Bearer, writeKey in the body or in the query', async () => {
    expect((await send('/v1/track', event)).status).toBe(200)
    expect(
      (await send('/v1/track', event, { key: null, headers: { authorization: `Bearer ${c.keys.secret}` } })).status,
    ).toBe(200)
    expect((await send('/v1/track', { ...event, writeKey: c.keys.public }, { key: null })).status).toBe(200)
    expect((await send(`/v1/track?writeKey=${c.keys.public}`, event, { key: null })).status).toBe(200)
    expect(
      (await send('/v1/batch', { batch: [{ ...event, type: 'track' }], writeKey: c.keys.public }, { key: null }))
        .status,
    ).toBe(200)
  })

  test.each([
    ['unknown', 'pk_nobody'],
    ['with a NUL', 'pk_\0'],
    ['very long', 'x'.repeat(5000)],
    ['empty', ' '],
  ])('%s: 401', async (_what, key) => {
    const answer = await send('/v1/track', event, { key })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({ status: 401, code: 'unauthenticated', success: false })
  })

  test('missing: 401', async () => {
    expect((await send('/v1/track', event, { key: null })).status).toBe(401)
  })

  test('revoked: 401 within seconds', async () => {
    const admin = { kind: 'user', userId: 'u', name: 'Admin', workspaceId: c.workspaceId, role: 'admin' } as const
    const made = await createWriteKey({ pool: c.pool }, admin, { kind: 'secret', name: 'CRM' })
    if (!made.ok) throw new Error(made.problem.message)
    const { key, id } = made.value
    expect(key).toMatch(/^sk_[0-9a-f]{48}$/)
    const kept = await c.pool.query('select * from write_key where id = $1', [id])
    expect(JSON.stringify(kept.rows)).not.toContain(key)
    expect((await send('/v1/track', event, { key })).status).toBe(200)
    expect(await revokeKey({ pool: c.pool }, admin, { id })).toMatchObject({ ok: true })
    const deadline = Date.now() + 5000
    while ((await send('/v1/track', event, { key })).status !== 401) {
      expect(Date.now()).toBeLessThan(deadline)
      await new Promise((done) => setTimeout(done, 200))
    }
    const list = await readWriteKeys({ pool: c.pool }, admin, {})
    if (!list.ok) throw new Error(list.problem.message)
    expect(list.value.keys.find((row) => row.id === id)).toMatchObject({ kind: 'secret', shown: `${key.slice(0, 9)}…` })
    expect(list.value.keys.find((row) => row.id === id)?.lastUsedAt).not.toBeNull()
    expect(JSON.stringify(list.value)).not.toContain(key)
  })

  test('a key of another workspace can be neither seen nor revoked, and a viewer makes none', async () => {
    const other = await testWorkspaceWithKeys(c.pool)
    const stranger = { kind: 'user', userId: 'u', name: 'X', workspaceId: other.workspaceId, role: 'admin' } as const
    const { rows } = await c.pool.query('select id from write_key where workspace_id = $1 limit 1', [c.workspaceId])
    expect(await revokeKey({ pool: c.pool }, stranger, { id: rows[0].id })).toMatchObject({
      ok: false,
      problem: { code: 'not_found' },
    })
    const viewer = { ...stranger, role: 'viewer' } as const
    expect(await createWriteKey({ pool: c.pool }, viewer, { kind: 'public', name: 'x' })).toMatchObject({
      ok: false,
      problem: { code: 'forbidden' },
    })
  })
})

describe('trust', () => {
  test('a page may not state facts of sales', async () => {
    const messageId = randomUUID()
    const answer = await send(
      '/v1/track?results=1',
      { anonymousId: 'a', event: 'Contract Signed', messageId },
      { key: c.keys.public },
    )
    expect(answer.status).toBe(200)
    expect(answer.headers.get('hourglass-set-aside')).toBe('1')
    expect(answer.body).toMatchObject({
      results: [{ messageId, status: 'set_aside', code: 'needs_secret_key', field: 'event' }],
    })
    expect(await stored(messageId)).toBeUndefined()
  })

  test('a page’s group call joins the company and states plain facts, and the rest is named', async () => {
    const messageId = randomUUID()
    const call = { userId: 'u5', groupId: 'acme', messageId, traits: { name: 'Acme', tier: 'A' } }
    const answer = await send('/v1/group?results=1', call, { key: c.keys.public, headers: { 'user-agent': chrome } })
    expect(answer.body).toMatchObject({
      results: [{ messageId, status: 'counted', code: 'needs_secret_key', field: 'traits.tier' }],
    })
    expect(await stored(messageId)).toMatchObject({ group_id: 'acme', account_traits: { name: 'Acme' } })
    expect(await asideOf(messageId)).toMatchObject([{ code: 'needs_secret_key', field: 'traits.tier' }])
  })

  test('a secret key in a page counts as public, and the log says so once', async () => {
    const event = { anonymousId: 'a', event: 'Contract Signed' }
    const headers = { origin: 'https://shop.example', 'user-agent': chrome }
    for (let i = 0; i < 2; i++) {
      expect((await send('/v1/track?results=1', event, { headers })).body).toMatchObject({
        results: [{ code: 'needs_secret_key' }],
      })
    }
    expect(c.warnings.filter((line) => line.includes('secret key'))).toHaveLength(1)
    expect(
      (await send('/v1/track?results=1', { ...event, userId: 'u7' }, { headers: { origin: c.address } })).body,
    ).toMatchObject({ results: [{ status: 'counted' }] })
  })

  test('a browser is judged by its agent, context.userAgent before the header', async () => {
    const send1 = async (context: object, agent: string) => {
      const messageId = randomUUID()
      await send(
        '/v1/page',
        { anonymousId: 'bots', messageId, context },
        { key: c.keys.public, headers: { 'user-agent': agent } },
      )
      return stored(messageId)
    }
    expect(await send1({}, chrome)).toMatchObject({ verdict: 'human' })
    expect(await send1({}, 'Googlebot/2.1 (+http://www.google.com/bot.html)')).toMatchObject({
      verdict: 'machine',
      verdict_reason: 'agent_is_bot',
    })
    expect(await send1({ userAgent: chrome }, 'node')).toMatchObject({ verdict: 'human' })
    const messageId = randomUUID()
    const ahead = { 'user-agent': chrome, 'sec-purpose': 'prefetch;prerender' }
    await send('/v1/page', { anonymousId: 'bots', messageId }, { key: c.keys.public, headers: ahead })
    expect(await stored(messageId)).toMatchObject({ verdict: 'machine', verdict_reason: 'prefetched' })
    await send(
      '/v1/track',
      { anonymousId: 'machine-only', event: 'Demo Requested' },
      { key: c.keys.public, headers: { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' } },
    )
    const scores = await c.pool.query(
      `select f.engagement from identity i join person_fold f using (person_id) where i.workspace_id = $1 and i.kind = 'a' and i.value = 'machine-only'`,
      [c.workspaceId],
    )
    expect(scores.rows.every((row) => row.engagement === null)).toBe(true)
  })
})

describe('whatever clients label or compress', () => {
  const messageIds: string[] = []
  const body = () => {
    const messageId = randomUUID()
    messageIds.push(messageId)
    return JSON.stringify({ userId: 'u1', event: '압축', messageId })
  }
  test.each<[string, (text: string) => Uint8Array | string, Record<string, string>]>([
    ['text/plain', (t) => t, { 'content-type': 'text/plain' }],
    ['a form label', (t) => t, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['gzip', (t) => gzipSync(t), { 'content-encoding': 'gzip' }],
    ['gzip without a label', (t) => gzipSync(t), {}],
    ['gzip called identity', (t) => gzipSync(t), { 'content-encoding': 'identity' }],
    ['deflate', (t) => deflateSync(t), { 'content-encoding': 'deflate' }],
    ['raw deflate', (t) => deflateRawSync(t), { 'content-encoding': 'deflate' }],
    ['brotli', (t) => brotliCompressSync(t), { 'content-encoding': 'br' }],
    ['zstd', (t) => zstdCompressSync(t), { 'content-encoding': 'zstd' }],
    ['plain, called gzip', (t) => t, { 'content-encoding': 'gzip' }],
    ['gzip twice', (t) => gzipSync(gzipSync(t)), { 'content-encoding': 'gzip, gzip' }],
    ['a byte order mark', (t) => `\ufeff${t}`, {}],
    ['white space around', (t) => `\n  ${t}\n`, {}],
  ])('%s', async (_what, pack, headers) => {
    const answer = await send('/v1/track', pack(body()), { headers })
    expect(answer.body).toEqual({ success: true })
    expect(await stored(messageIds.at(-1) as string)).toMatchObject({ name: '압축' })
  })
})

describe('what is too much or cannot be read', () => {
  const long = JSON.stringify({
    batch: [{ type: 'track', userId: 'u', event: 'x', properties: { a: 'x'.repeat(520_000) } }],
  })
  test.each<[string, Uint8Array | string, Record<string, string>, number]>([
    ['a body over 500 KB', long, {}, 413],
    ['over 500 KB only when decompressed', gzipSync(long), { 'content-encoding': 'gzip' }, 413],
    ['a gzip bomb', gzipSync(Buffer.alloc(50_000_000)), { 'content-encoding': 'gzip' }, 413],
    ['a brotli bomb', brotliCompressSync(Buffer.alloc(50_000_000)), { 'content-encoding': 'br' }, 413],
    ['a zstd bomb', zstdCompressSync(Buffer.alloc(50_000_000)), { 'content-encoding': 'zstd' }, 413],
    [
      'a cut gzip',
      gzipSync(JSON.stringify({ userId: 'u', event: 'x' })).subarray(0, 30),
      { 'content-encoding': 'gzip' },
      400,
    ],
    ['cut JSON', '{"userId":"u","event":', {}, 400],
    ['nothing', '', {}, 400],
    ['a list', '[]', {}, 400],
    ['a number', '5', {}, 400],
    ['100,000 brackets', '['.repeat(100_000), {}, 400],
  ])('%s', async (_what, body, headers, status) => {
    const answer = await send('/v1/track', body, { headers })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body['detail']).toMatch(/\.$/)
  })

  test('a batch that is none, and one too long', async () => {
    expect((await send('/v1/batch', {})).status).toBe(400)
    expect((await send('/v1/batch', { batch: {} })).status).toBe(400)
    const answer = await send('/v1/batch', { batch: Array.from({ length: 2501 }, () => 1) })
    expect(answer.status).toBe(400)
    expect(answer.body['code']).toBe('batch_too_long')
    expect((await send('/v1/batch', { batch: [] })).body).toEqual({ success: true })
  })

  test('bad items of a batch are set aside and their neighbours count', async () => {
    const good = [randomUUID(), randomUUID()]
    const bad = randomUUID()
    const batch = [
      { type: 'track', event: 'x', userId: 'u1', messageId: good[0] },
      'text',
      null,
      [],
      { type: 'nonsense' },
      { type: 'track', event: 'x' },
      { type: 'track', event: 'x', userId: 'u1', messageId: bad, properties: { a: 'x'.repeat(40_000) } },
      { type: 'track', event: 'x', userId: 'u1', properties: { a: 'NUL \u0000' } },
      { type: 'track', event: 'x', userId: 'u1', messageId: good[1] },
    ]
    const answer = await send('/v1/batch', { batch }, { headers: { 'hourglass-results': '1' } })
    expect(answer.status).toBe(200)
    const results = answer.body['results'] as { status: string; code?: string }[]
    expect(results.map((result) => result.code ?? result.status)).toEqual([
      'counted',
      'not_an_object',
      'not_an_object',
      'not_an_object',
      'unknown_type',
      'missing_identity',
      'event_too_large',
      'invalid_text',
      'counted',
    ])
    expect(await stored(good[0] as string)).toBeDefined()
    expect(await stored(good[1] as string)).toBeDefined()
    expect(await asideOf(bad)).toMatchObject([{ code: 'event_too_large' }])
  })

  test('bytes that are no UTF-8 spoil their own event only', async () => {
    const good = randomUUID()
    const text = `{"batch":[{"type":"track","userId":"u1","event":"x","messageId":"${good}"},{"type":"track","userId":"u1","event":"?"}]}`
    const answer = await send('/v1/batch?results=1', Buffer.from(text.replace('"?"', '"\xff"'), 'latin1'))
    expect(answer.body).toMatchObject({
      results: [{ status: 'counted' }, { status: 'set_aside', code: 'invalid_text' }],
    })
  })

  test('why is my event missing?', async () => {
    const admin = { kind: 'user', userId: 'u', name: 'Admin', workspaceId: c.workspaceId, role: 'marketer' } as const
    const messageId = randomUUID()
    await send('/v1/track', { userId: 'u1', event: 'x', timestamp: '2126-01-01T00:00:00Z', messageId })
    const read = async (query: object) => {
      const result = await readSetAside({ pool: c.pool }, admin, query)
      if (!result.ok) throw new Error(result.problem.message)
      return result.value
    }
    expect(await read({ messageId })).toMatchObject({
      items: [{ code: 'time_in_future', field: 'timestamp', raw: expect.stringContaining('2126') }],
      counts: [{ code: 'time_in_future', count: 1 }],
      received: null,
    })
    const counted = randomUUID()
    await send('/v1/track', { userId: 'u1', event: 'x', messageId: counted })
    expect(await read({ messageId: counted })).toMatchObject({ items: [], received: { name: 'x', verdict: 'human' } })
    const all = await read({ limit: 200 })
    const paged: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = await read({ limit: 3, ...(cursor === undefined ? {} : { cursor }) })
      paged.push(...page.items.map((item) => item.id))
      if (page.next === null) break
      cursor = page.next
    }
    expect(paged).toEqual(all.items.map((item) => item.id))
    expect(all.counts.reduce((sum, { count }) => sum + count, 0)).toBe(all.items.length)
    const other = await testWorkspaceWithKeys(c.pool)
    expect(
      await readSetAside({ pool: c.pool }, { ...admin, workspaceId: other.workspaceId }, { messageId }),
    ).toMatchObject({ ok: true, value: { items: [] } })
    expect(await readSetAside({ pool: c.pool }, { ...admin, role: 'viewer' }, {})).toMatchObject({ ok: false })
    expect(await readSetAside({ pool: c.pool }, admin, { cursor: "1_x' or 1=1" })).toMatchObject({ ok: false })
  })
})

describe('HTTP', () => {
  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])('%s on a POST address: 405', async (method) => {
    const answer = await fetch(`${c.address}/v1/track`, { method, headers: { authorization: basic(c.keys.secret) } })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST, OPTIONS')
  })
  test('POST on the settings: 405; nothing at other addresses: 404', async () => {
    expect((await send(`/v1/projects/${c.keys.public}/settings`, {})).status).toBe(405)
    expect((await send('/v1/nothing', {})).status).toBe(404)
    expect((await send('/v1/__proto__', {})).status).toBe(404)
  })
  test('a preflight from any page', async () => {
    const answer = await fetch(`${c.address}/v1/track`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://acme.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://acme.com')
    expect(answer.headers.get('access-control-allow-headers')).toBe('authorization,content-type')
  })
  test('settings for the browser libraries point back here', async () => {
    const answer = await fetch(`${c.address}/v1/projects/${c.keys.public}/settings`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      integrations: { 'Segment.io': { apiKey: c.keys.public, apiHost: `${c.address.slice(7)}/v1`, protocol: 'http' } },
      hourglass: { honourDnt: false, honourGpc: false, cookieless: false, consentRequired: false },
    })
    expect((await fetch(`${c.address}/v1/projects/${c.keys.secret}/settings`)).status).toBe(401)
    expect((await fetch(`${c.address}/v1/projects/%00%zz/settings`)).status).toBe(401)
  })
  test('a half-sent body leaves nothing and harms nobody', async () => {
    const messageId = randomUUID()
    const port = Number(new URL(c.address).port)
    await new Promise<void>((done) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          `POST /v1/track HTTP/1.1\r\nhost: x\r\nauthorization: ${basic(c.keys.secret)}\r\ncontent-length: 500\r\n\r\n{"userId":"u1","event":"x","messageId":"${messageId}"}`,
        )
        setTimeout(() => socket.destroy(), 50)
      })
      socket.on('close', () => done())
    })
    expect(await stored(messageId)).toBeUndefined()
    expect((await send('/v1/track', { userId: 'u1', event: 'x' })).status).toBe(200)
  })
})

describe('privacy of the workspace', () => {
  test('is changed by an admin, and noticed within seconds', async () => {
    const own = await testWorkspaceWithKeys(c.pool)
    const admin = { kind: 'user', userId: 'u', name: 'A', workspaceId: own.workspaceId, role: 'admin' } as const
    const off = { honourDnt: false, honourGpc: false, cookieless: false, consentRequired: false }
    expect(await readPrivacySettings({ pool: c.pool }, admin, {})).toEqual({ ok: true, value: off })
    expect(await changePrivacy({ pool: c.pool }, { ...admin, role: 'marketer' }, off)).toMatchObject({ ok: false })
    expect(await changePrivacy({ pool: c.pool }, admin, { honourGpc: 'yes' })).toMatchObject({ ok: false })
    const view = () =>
      send(
        '/v1/page?results=1',
        { anonymousId: 'a' },
        { key: own.keys.public, headers: { 'sec-gpc': '1', 'user-agent': chrome } },
      )
    expect((await view()).body).toMatchObject({ results: [{ status: 'counted' }] })
    expect(await changePrivacy({ pool: c.pool }, admin, { ...off, honourGpc: true })).toMatchObject({ ok: true })
    await expect
      .poll(async () => (await view()).body, { timeout: 5000 })
      .toMatchObject({ results: [{ status: 'set_aside', code: 'do_not_track' }] })
  })

  test('Do-Not-Track leaves a count and nothing else', async () => {
    const own = await testWorkspaceWithKeys(c.pool)
    await c.pool.query(`update workspace set settings = '{"honourDnt": true}' where workspace_id = $1`, [
      own.workspaceId,
    ])
    const answer = await send(
      '/v1/page?results=1',
      { anonymousId: 'secret-id', messageId: randomUUID(), properties: { title: 'x' } },
      {
        key: own.keys.public,
        headers: { dnt: '1', 'user-agent': chrome },
      },
    )
    expect(answer.body).toMatchObject({ results: [{ messageId: null, status: 'set_aside', code: 'do_not_track' }] })
    const { rows } = await c.pool.query('select * from set_aside where workspace_id = $1', [own.workspaceId])
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('secret-id')
  })

  test('cookieless visits are counted under an id of the day and make nobody', async () => {
    const own = await testWorkspaceWithKeys(c.pool)
    await c.pool.query(`update workspace set settings = '{"cookieless": true}' where workspace_id = $1`, [
      own.workspaceId,
    ])
    for (const agent of [chrome, chrome, chrome.replace('140', '141')]) {
      await send(
        '/v1/page',
        { context: { page: { url: 'https://acme.com/a' } } },
        { key: own.keys.public, headers: { 'user-agent': agent } },
      )
    }
    const { rows } = await c.pool.query(
      'select anonymous_id, person_id, cookieless from event where workspace_id = $1',
      [own.workspaceId],
    )
    expect(rows).toHaveLength(3)
    expect(rows.every((row) => row.cookieless && row.person_id === null)).toBe(true)
    expect(new Set(rows.map((row) => row.anonymous_id)).size).toBe(2)
    const people = await c.pool.query('select from person where workspace_id = $1', [own.workspaceId])
    expect(people.rowCount).toBe(0)
  })
})

describe('trouble on our side', () => {
  const failing = (error: Error): Flow => ({
    accept: () => Promise.reject(error),
    depth: () => 0,
    stop: () => Promise.resolve(),
  })

  test.each([
    ['a full queue', new FlowBusy(7), '7'],
    ['a database that is away', new Error('Connection terminated unexpectedly'), '2'],
  ])('%s: 503 with Retry-After, and nothing is said to be kept', async (_what, error, retryAfter) => {
    const broken = await startCollector({ flow: failing(error) })
    try {
      const answer = await fetch(`${broken.address}/v1/track`, {
        method: 'POST',
        headers: { authorization: basic(broken.keys.secret) },
        body: JSON.stringify({ userId: 'u', event: 'x' }),
      })
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).toBe(retryAfter)
      expect(await answer.json()).toMatchObject({ code: 'busy', success: false })
      const unreadable = await fetch(`${broken.address}/v1/track`, {
        method: 'POST',
        headers: { authorization: basic(broken.keys.secret) },
        body: '{',
      })
      expect(unreadable.status).toBe(400)
    } finally {
      await broken.stop()
    }
  })
})
