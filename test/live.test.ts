import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLive, type Live } from '#server/live/hub.ts'
import { createNotifier } from '#server/live/notifier.ts'
import { openDatabase } from '#store/database.ts'
import { type Browser, startTestApp, type TestApp } from './app.ts'

let app: TestApp
let here: string
let keys: { secret: string }
let there: string
beforeAll(async () => {
  app = await startTestApp()
  const one = await app.workspace('Here')
  here = one.workspaceId
  keys = one.keys
  there = (await app.workspace('There')).workspaceId
})
afterAll(() => app.stop())

interface Heard {
  event: string
  id: string | null
  data: Record<string, unknown>
}

/** An open stream, as a browser reads it. */
async function watch(who: Browser, workspaceId: string, lastId?: string, agoMs?: number) {
  const leaving = new AbortController()
  const response = await fetch(
    `${app.base}/api/live?workspace=${workspaceId}${agoMs === undefined ? '' : `&ago=${agoMs}`}`,
    {
      headers: { cookie: who.cookie(), ...(lastId === undefined ? {} : { 'last-event-id': lastId }) },
      signal: leaving.signal,
    },
  )
  const heard: Heard[] = []
  let ended = false
  const reading = (async () => {
    let text = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null
        const event = field('event')
        if (event !== null) heard.push({ event, id: field('id'), data: JSON.parse(field('data') ?? '{}') })
      }
    }
  })()
    .catch(() => {})
    .finally(() => (ended = true))
  const until = async (what: (one: Heard) => boolean): Promise<Heard> => {
    for (const deadline = Date.now() + 5000; Date.now() < deadline;) {
      const found = heard.find(what)
      if (found) return found
      await new Promise((done) => setTimeout(done, 10))
    }
    throw new Error(`Not heard within 5 s; heard ${JSON.stringify(heard)}`)
  }
  return {
    response,
    heard,
    until,
    ended: () => ended,
    async leave() {
      leaving.abort()
      await reading
    },
  }
}

const about = (topic: string) => (one: Heard) =>
  one.event === 'change' && ((one.data['topics'] as string[]).includes(topic) || topic === 'any')

async function sendEvent(userId: string): Promise<void> {
  const answer = await fetch(`${app.base}/v1/track`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${keys.secret}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ userId, event: 'demo_requested' }),
  })
  expect(answer.status).toBe(200)
}

describe('live updates', () => {
  test('tell an open page of events and of changes by colleagues, and nobody of another workspace', async () => {
    const page = await watch(await app.member(here, 'viewer'), here)
    expect(page.response.headers.get('content-type')).toContain('text/event-stream')
    const foreign = await watch(await app.member(there, 'admin'), there)
    await page.until((one) => one.event === 'hello')
    await foreign.until((one) => one.event === 'hello')
    await sendEvent('u1')
    await page.until(about('event'))
    const admin = await app.member(here, 'admin')
    expect((await admin.post('/api/keys', { kind: 'public', name: 'Site' })).status).toBe(200)
    await page.until(about('key'))
    expect(foreign.heard.filter(about('event'))).toEqual([])
    expect(foreign.heard.filter(about('key'))).toEqual([])
    await page.leave()
    await foreign.leave()
  })

  test('go on where a page was, and say «anything» when that is too long ago', async () => {
    const viewer = await app.member(here, 'viewer')
    const first = await watch(viewer, here)
    await sendEvent('u2')
    const { id } = await first.until((one) => about('event')(one) && one.id !== null)
    await first.leave()
    const admin = await app.member(here, 'admin')
    const other = await watch(admin, here)
    await admin.post('/api/keys', { kind: 'public', name: 'Site' })
    await other.until(about('key'))
    const again = await watch(viewer, here, id as string)
    await again.until(about('key'))
    expect(again.heard.some(about('*'))).toBe(false)
    const lost = await watch(viewer, here, 'of-another-day')
    await lost.until(about('*'))
    await Promise.all([other, again, lost].map((one) => one.leave()))
  })

  test('tell what changed between loading a page and listening', async () => {
    const viewer = await app.member(here, 'viewer')
    const admin = await app.member(here, 'admin')
    const other = await watch(admin, here)
    await other.until((one) => one.event === 'hello')
    await new Promise((done) => setTimeout(done, 2500))
    const loaded = Date.now()
    await admin.post('/api/keys', { kind: 'public', name: 'Site' })
    const { id } = await other.until((one) => about('key')(one) && one.id !== null)
    const late = await watch(viewer, here, undefined, Date.now() - loaded)
    expect((await late.until(about('key'))).id).toBe(id)
    const ready = await late.until((one) => one.event === 'hello')

    // by the id of the greeting one goes on as by that of a change
    await late.leave()
    await admin.post('/api/keys', { kind: 'public', name: 'Another' })
    await other.until((one) => about('key')(one) && one.id !== id)
    const again = await watch(viewer, here, ready.id as string)
    expect((await again.until(about('key'))).id).not.toBe(id)
    expect([late, again].flatMap(({ heard }) => heard.filter(about('*')))).toEqual([])

    // longer ago than this process has listened
    const long = await watch(viewer, here, undefined, 86_400_000)
    await long.until(about('*'))
    await Promise.all([other, again, long].map((one) => one.leave()))
  })

  test('are for members only, in their own workspaces', async () => {
    const ask = async (cookie: string, workspaceId: string): Promise<number> => {
      const answer = await fetch(`${app.base}/api/live?workspace=${workspaceId}`, { headers: { cookie } })
      await answer.body?.cancel()
      return answer.status
    }
    expect(await ask('', here)).toBe(401)
    const stranger = await app.member(there, 'admin')
    expect(await ask(stranger.cookie(), here)).toBe(404)
    expect(await ask(stranger.cookie(), 'nothing')).toBe(404)
  })

  test('of one session are so many, then the oldest makes room', async () => {
    const viewer = await app.member(here, 'viewer')
    const pages = []
    for (let n = 0; n < 7; n++) pages.push(await watch(viewer, here))
    await pages[0]?.until((one) => one.event === 'full')
    await pages[6]?.until((one) => one.event === 'hello')
    expect(pages.map((page) => page.heard.some((one) => one.event === 'full'))).toEqual([true, ...Array(6).fill(false)])
    await Promise.all(pages.map((page) => page.leave()))
  })

  test('leave nothing behind when the page goes', async () => {
    const gone = async () => {
      for (const deadline = Date.now() + 5000; app.live.subscribers() > 0 && Date.now() < deadline;)
        await new Promise((done) => setTimeout(done, 10))
      return app.live.subscribers()
    }
    expect(await gone()).toBe(0)
    const page = await watch(await app.member(here, 'viewer'), here)
    await page.until((one) => one.event === 'hello')
    expect(app.live.subscribers()).toBe(1)
    await page.leave()
    expect(await gone()).toBe(0)
  })
})

describe('between processes', () => {
  const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

  /** another process that listens */
  async function hear(pool: Pool): Promise<{ live: Live; heard: string[][] }> {
    const heard: string[][] = []
    const live = createLive(pool, { everyMs: 200 })
    await new Promise<string>((onReady) =>
      live.subscribe(
        { workspaceId: here, onReady, onChange: (_, topics) => heard.push(topics), onClose: () => {} },
        null,
      ),
    )
    return { live, heard }
  }

  test('a crowd of changes is one notification a second, and none is lost', async () => {
    const { live, heard } = await hear(app.pool)
    const other = createNotifier(app.pool, { everyMs: 200 })
    for (let n = 0; n < 1000; n++) other.touch(here, n === 999 ? 'last' : 'event')
    for (const deadline = Date.now() + 5000; !heard.flat().includes('last') && Date.now() < deadline;) await wait(10)
    expect(heard).toEqual([['event'], ['event', 'last']])
    await other.close()
    await live.close()
  })

  test('a listener whose connection broke takes another, and says that something may be missing', async () => {
    const url = (app.pool as unknown as { options: { connectionString: string } }).options.connectionString
    const database = openDatabase(url, { max: 3 })
    const { live, heard } = await hear(database.pool)
    const listening = `select pid from pg_stat_activity where query = 'listen hourglass_live'`
    await app.pool.query(`select pg_terminate_backend(pid) from (${listening}) l`)
    for (const deadline = Date.now() + 5000; heard.length < 1 && Date.now() < deadline;) await wait(10)
    expect(heard).toEqual([['*']])
    live.touch(here, 'person')
    for (const deadline = Date.now() + 5000; heard.length < 2 && Date.now() < deadline;) await wait(10)
    expect(heard.at(-1)).toEqual(['person'])
    await live.close()
    await database.close()
  })
})
