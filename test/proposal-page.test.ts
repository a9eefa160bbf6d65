import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'

/** The buyer's page over HTTP, as strangers, machines and buyers reach it. */

const person =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'

let app: TestApp
let seller: Browser
let workspaceId: string
beforeAll(async () => {
  app = await startTestApp()
  ;({ workspaceId } = await app.workspace('Sample <Logistics>', { zone: 'UTC' }))
  seller = await app.member(workspaceId, 'seller')
})
afterAll(() => app.stop())

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** A proposal that is out, and its link. */
async function sent(change: object = {}, language = 'en'): Promise<{ id: string; path: string; token: string }> {
  const deal = (await seller.post('/api/deals', { name: 'Muster' })).body
  const { id } = (await seller.post('/api/proposals', { deal: deal['id'], language })).body
  const page = (await seller.get(`/api/proposals/${id}`)).body
  const option = (name: string, priceMinor: number) => ({
    id: name,
    name,
    about: '',
    includes: [],
    products: [],
    priceMinor,
    period: 'year',
  })
  const content = {
    ...(page['content'] as object),
    title: 'Fewer <b>calls</b>',
    toCompany: 'Muster & Co',
    problem: '<script>alert(1)</script> every day',
    change: 'None of it.',
    value: { costs: [{ label: 'Calls', minor: 9_000_000 }], source: 'Anna' },
    options: [option('big', 2_000_000), option('small', 1_000_000)],
    terms: '',
    ...change,
  }
  const body = { revision: 1, language, currency: 'KRW', validUntil: inDays(20), personId: null, content }
  const changed = await seller.post(`/api/proposals/${id}/change`, body)
  expect(changed.status, JSON.stringify(changed.body)).toBe(200)
  const { link } = (await seller.post(`/api/proposals/${id}/send`, { revision: changed.body['revision'] })).body
  const path = new URL(String(link)).pathname
  return { id: String(id), path, token: path.slice('/p/'.length) }
}

const look = (path: string, headers: Record<string, string> = {}) =>
  fetch(app.base + path, { headers: { 'user-agent': person, ...headers }, redirect: 'manual' })

async function open(token: string, headers: Record<string, string> = {}, more: object = {}) {
  return fetch(`${app.base}/p/open`, {
    method: 'POST',
    headers: { 'user-agent': person, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token, view: randomUUID(), seconds: 6, ...more }),
  })
}

async function answer(kind: 'accept' | 'decline', fields: Record<string, string>) {
  const response = await fetch(`${app.base}/p/${kind}`, {
    method: 'POST',
    headers: { 'user-agent': person, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
  return { status: response.status, text: await response.text(), location: response.headers.get('location') }
}

const hashOf = async (path: string) =>
  /name="hash" value="([0-9a-f]{64})"/.exec(await (await look(path)).text())?.[1] ?? ''
const stateOf = async (id: string) => (await seller.get(`/api/proposals/${id}`)).body['state']
const yes = (token: string, hash: string) => ({ token, hash, option: 'big', name: 'Anna Berg', agree: 'yes' })

describe('the page', () => {
  test('is whole without script, inert, found by nobody, and sets no cookie', async () => {
    const { path, id } = await sent()
    const response = await look(path)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(response.headers.get('x-robots-tag')).toContain('noindex')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/default-src 'none'/)
    expect(policy).toMatch(/script-src 'nonce-[^']+'/)
    expect(policy).not.toMatch(/unsafe/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; every day')
    expect(html).toContain('Fewer &lt;b&gt;calls&lt;/b&gt;')
    expect(html).not.toContain('<script>alert')
    expect(html).not.toMatch(/\sstyle="/)
    expect(html).toMatch(/<form method="post" action="\/p\/accept">/)
    expect(html.indexOf('₩2,000,000')).toBeLessThan(html.indexOf('₩1,000,000'))
    const text = /<pre>([^]*?)<\/pre>/.exec(html)?.[1] ?? ''
    const plain = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
    expect(html).toContain(createHash('sha256').update(plain).digest('hex'))
    expect(await stateOf(id)).toBe('sent')
  })

  test('speaks the buyer’s language', async () => {
    for (const [language, word] of [
      ['ko', '제안 수락'],
      ['ru', 'Принять предложение'],
    ] as const) {
      const html = await (await look((await sent({}, language)).path)).text()
      expect(html).toContain(`<html lang="${language}">`)
      expect(html).toContain(word)
    }
    const missing = await look(`/p/${'x'.repeat(43)}`, { 'accept-language': 'ru-RU,ru;q=0.9' })
    expect(missing.status).toBe(404)
    expect(await missing.text()).toContain('Здесь нет предложения')
  })

  test('is changed by no GET or HEAD, whoever asks', async () => {
    const { path, id, token } = await sent()
    const before = await app.pool.query('select p::text from proposal p where id = $1', [id])
    for (const agent of [person, 'Mimecast', 'Mozilla/5.0 (compatible; Googlebot/2.1)', ''])
      for (const way of [path, `/p/accept?token=${token}`, `/p/decline?token=${token}`, `/p/open?token=${token}`])
        for (const method of ['GET', 'HEAD'])
          await fetch(app.base + way, { method, headers: { 'user-agent': agent } }).then((one) => one.arrayBuffer())
    const after = await app.pool.query('select p::text from proposal p where id = $1', [id])
    expect(after.rows).toEqual(before.rows)
    const { rows } = await app.pool.query('select from proposal_open where proposal_id = $1', [id])
    expect(rows).toEqual([])
  })
})

describe('an opening', () => {
  test('counts for a person who stayed; not for machines, prefetches, glances or a colleague', async () => {
    const { id, token } = await sent()
    expect((await open(token, { 'user-agent': 'python-requests/2.32' })).status).toBe(204)
    await open(token, { 'user-agent': person.replace('Chrome', 'HeadlessChrome') })
    await open(token, { 'sec-purpose': 'prefetch;prerender' })
    await open(token, {}, { seconds: 1 })
    await open(token, { cookie: seller.cookie() })
    expect(await stateOf(id)).toBe('sent')
    expect((await open('y'.repeat(43))).status).toBe(404)
    expect((await open(token, {}, { view: 'none' })).status).toBe(400)
    await open(token)
    expect((await seller.get(`/api/proposals/${id}`)).body).toMatchObject({ state: 'opened', opens: 1 })
  })
})

describe('an answer', () => {
  test('is taken once, leads back to the page, and the page says so', async () => {
    const { id, path, token } = await sent()
    const hash = await hashOf(path)
    const first = await answer('accept', { ...yes(token, hash), email: 'anna@muster.example' })
    expect(first).toMatchObject({ status: 303, location: path })
    expect((await answer('accept', yes(token, hash))).status).toBe(303)
    expect((await answer('decline', { token, hash, reason: 'price' })).status).toBe(409)
    const html = await (await look(path)).text()
    expect(html).toContain('Anna Berg accepted “big”')
    expect(html).not.toContain('<form')
    const { body } = await seller.get(`/api/proposals/${id}`)
    expect(body).toMatchObject({
      state: 'accepted',
      answer: { email: 'anna@muster.example', address: expect.any(String) },
    })
    expect(JSON.stringify(body['answer'])).not.toContain('127.0.0.1')
  })

  test('needs the option, the name, the tick and the text that was sent', async () => {
    const { id, path, token } = await sent()
    const hash = await hashOf(path)
    for (const missing of ['option', 'name', 'agree']) {
      const fields: Record<string, string> = yes(token, hash)
      delete fields[missing]
      expect([missing, (await answer('accept', fields)).status]).toEqual([missing, 400])
    }
    const other = await answer('accept', yes(token, 'a'.repeat(64)))
    expect([other.status, other.text.includes('not the one that you saw')]).toEqual([409, true])
    expect((await answer('accept', yes('z'.repeat(43), hash))).status).toBe(404)
    const json = await fetch(`${app.base}/p/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(yes(token, hash)),
    })
    expect(json.status).toBe(415)
    const large = await answer('accept', { ...yes(token, hash), words: 'x'.repeat(30_000) })
    expect(large.status).toBe(413)
    expect(await stateOf(id)).toBe('sent')
  })

  test('is refused on what is over, with a page that says what holds', async () => {
    const { id, path, token } = await sent()
    const hash = await hashOf(path)
    await app.pool.query(`update proposal set valid_until = current_date - 2 where id = $1`, [id])
    const late = await answer('accept', yes(token, hash))
    expect([late.status, late.text.includes('could be accepted until')]).toEqual([410, true])
    const shown = await look(path)
    expect([shown.status, (await shown.text()).includes('<form')]).toEqual([200, false])
    await seller.post(`/api/proposals/${id}/withdraw`)
    expect((await answer('accept', yes(token, hash))).status).toBe(410)
    const gone = await look(path)
    expect([gone.status, (await gone.text()).includes('withdrawn')]).toEqual([410, true])
  })

  test('declines with a reason and words', async () => {
    const { id, path, token } = await sent()
    const hash = await hashOf(path)
    expect((await answer('decline', { token, hash, reason: 'none' })).status).toBe(400)
    expect((await answer('decline', { token, hash, reason: 'timing', words: 'Next year' })).status).toBe(303)
    expect((await seller.get(`/api/proposals/${id}`)).body).toMatchObject({
      state: 'declined',
      answer: { reason: 'timing', words: 'Next year' },
    })
  })
})

test('colleagues see it in a frame that does nothing; strangers do not', async () => {
  const { id } = await sent()
  const preview = await seller.get(`/api/proposals/${id}/preview`)
  expect(preview.status).toBe(200)
  expect(preview.headers.get('content-security-policy')).toMatch(/sandbox; form-action 'none'; frame-ancestors 'self'/)
  expect(String(preview.body['text'])).not.toContain('<script')
  const other = await app.member((await app.workspace('There')).workspaceId, 'admin')
  expect((await other.get(`/api/proposals/${id}/preview`)).status).toBe(404)
})

test('too many tries of one place have to wait', async () => {
  const tries = await Promise.all(Array.from({ length: 70 }, () => open('q'.repeat(43))))
  expect(tries.some(({ status }) => status === 429)).toBe(true)
})
