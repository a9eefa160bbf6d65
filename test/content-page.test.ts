import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'

/** What a link of the library opens, as strangers, machines and readers reach it. */

const human =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1_300_000, 'x')])

let app: TestApp
let marketer: Browser
let workspaceId: string
let secret: string
let asset: string
let person: string

beforeAll(async () => {
  app = await startTestApp()
  const made = await app.workspace('Givers', { zone: 'UTC' })
  workspaceId = made.workspaceId
  secret = made.keys.secret
  marketer = await app.member(workspaceId, 'marketer')
  asset = await make({
    title: 'E-book',
    kind: 'ebook',
    about: 'Only for the team',
    versions: [
      {
        language: 'en',
        title: 'Ninety days <b>flat</b>',
        about: 'What <script>alert(1)</script> you learn',
        address: '',
      },
      { language: 'ko', title: '90일', address: '' },
    ],
  })
  expect((await upload(asset, 'en', 'ninety days.pdf', pdf)).status).toBe(200)
  await fetch(`${app.base}/v1/identify`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${secret}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ userId: 'u1', traits: { email: 'jiho@hanbit.example', name: 'Jiho' } }),
  })
  const { rows } = await app.pool.query(`select id from person where email = 'jiho@hanbit.example'`)
  person = rows[0].id
})
afterAll(() => app.stop())

async function make(body: object): Promise<string> {
  const answer = await marketer.post('/api/content', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return String(answer.body['id'])
}

/** As the screen sends it: the bytes themselves. */
async function upload(id: string, language: string, name: string, body: Buffer, headers: Record<string, string> = {}) {
  return asMarketer(`/api/content/${id}/upload?${new URLSearchParams({ language, name })}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...headers },
    body: new Uint8Array(body),
  })
}

const asMarketer = (path: string, init: RequestInit = {}) =>
  fetch(app.base + path, { ...init, headers: { origin: app.base, cookie: marketer.cookie(), ...init.headers } })

async function link(id: string, body: object = {}): Promise<{ id: string; token: string }> {
  const answer = await marketer.post(`/api/content/${id}/links`, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return { id: String(answer.body['id']), token: String(answer.body['url']).split('/c/')[1] ?? '' }
}

const look = (path: string, init: RequestInit = {}) =>
  fetch(app.base + path, { redirect: 'manual', ...init, headers: { 'user-agent': human, ...init.headers } })
const viewOf = (html: string): string => /name="view" value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? ''
const beacon = (token: string, view: string, headers: Record<string, string> = {}) =>
  look('/c/read', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token, view }),
  })
const take = (token: string, view: string = randomUUID(), headers: Record<string, string> = {}) =>
  look('/c/take', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ token, view }).toString(),
  })
const eventsOf = async (linkId: string) => {
  const { rows } = await app.pool.query(
    `select name, object, content, verdict, cookieless, person_id as person, props from event
      where workspace_id = $1 and message_id like '%' || $2 || '%' order by time, id`,
    [workspaceId, linkId],
  )
  return rows as {
    name: string
    person: string | null
    props: Record<string, unknown>
    verdict: string
    cookieless: boolean
  }[]
}
const everything = async () => {
  const { rows } = await app.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`,
  )
  const hashes: Record<string, string> = {}
  for (const { name } of rows) {
    const all = await app.pool.query(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from "${name}" t`,
    )
    hashes[name] = all.rows[0].hash
  }
  return hashes
}

describe('the page', () => {
  test('says what it is, runs nothing of others, is kept and found nowhere, sets no cookie', async () => {
    const { token } = await link(asset, { person })
    const response = await look(`/c/${token}`)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('x-robots-tag')).toContain('noindex')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(html).toContain('Ninety days &lt;b&gt;flat&lt;/b&gt;')
    expect(html).toContain('What &lt;script&gt;alert(1)')
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('Only for the team')
    expect(html).toContain('PDF, 1.3&nbsp;MB'.replace('&nbsp;', '\u00a0'))
    expect(html).not.toContain('jiho')
  })

  test('GET and HEAD change nothing in any table', async () => {
    const { token } = await link(asset, { person })
    const taken = (await take(token)).headers.get('location') ?? ''
    const before = await everything()
    for (const path of [`/c/${token}`, '/c/nothing', taken, '/c/file/x.y.z.w', '/c/take', '/c/read']) {
      for (const method of ['GET', 'HEAD']) await (await look(path, { method })).arrayBuffer()
    }
    expect(await everything()).toEqual(before)
  })

  test('a link that is none, or was ended, opens nothing', async () => {
    const { token, id } = await link(asset)
    expect((await look(`/c/${token}`)).status).toBe(200)
    await marketer.post(`/api/content/links/${id}/revoke`)
    for (const path of [`/c/${token}`, '/c/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', `/c/${token}x`]) {
      expect([path, (await look(path)).status]).toEqual([path, 404])
    }
    expect((await take(token)).status).toBe(404)
    expect((await beacon(token, randomUUID())).status).toBe(404)
    expect(JSON.stringify((await app.pool.query('select * from content_link')).rows)).not.toContain(token)
  })
})

describe('reading', () => {
  test('by their own link is theirs, once a look, with the asset and its kind', async () => {
    const { token, id } = await link(asset, { person })
    const view = viewOf(await (await look(`/c/${token}`)).text())
    expect([(await beacon(token, view)).status, (await beacon(token, view)).status]).toEqual([204, 204])
    expect((await take(token, view)).status).toBe(303)
    expect(await eventsOf(id)).toMatchObject([
      { name: 'content_viewed', content: 'ebook', person, verdict: 'human', props: { assetId: asset, language: 'en' } },
      { name: 'content_downloaded', object: 'Ninety days <b>flat</b>', content: 'ebook', person },
    ])
    const page = (await marketer.get(`/api/content/${asset}`)).body as { links: { id: string; readers: number }[] }
    expect(page.links.find((one) => one.id === id)).toMatchObject({ person: { name: 'Jiho' }, readers: 1 })
    const usage = (await marketer.get('/api/content/usage')).body as { items: { asset: string; people: number }[] }
    expect(usage.items.find((one) => one.asset === asset)).toMatchObject({ people: 1 })
  })

  test('by a campaign’s link is a visit of nobody', async () => {
    const { token, id } = await link(asset, { campaign: 'spring' })
    await beacon(token, randomUUID())
    expect(await eventsOf(id)).toMatchObject([{ cookieless: true, person: null, props: { campaign: 'spring' } }])
  })

  test('a scanner that presses the button gets the file and counts for nobody', async () => {
    const { token, id } = await link(asset, { person })
    const scanner = { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }
    expect((await take(token, randomUUID(), scanner)).status).toBe(303)
    expect((await eventsOf(id)).map(({ verdict }) => verdict)).toEqual(['machine'])
    const page = (await marketer.get(`/api/content/${asset}`)).body as { links: { id: string; readers: number }[] }
    expect(page.links.find((one) => one.id === id)).toMatchObject({ readers: 0 })
  })

  test('who asks not to be tracked gets the file untracked, where that is honoured', async () => {
    await app.pool.query(`update workspace set settings = settings || '{"honourDnt": true}' where workspace_id = $1`, [
      workspaceId,
    ])
    const { token, id } = await link(asset, { person })
    expect((await take(token, randomUUID(), { dnt: '1' })).status).toBe(303)
    expect(await eventsOf(id)).toEqual([])
    await app.pool.query(`update workspace set settings = settings - 'honourDnt' where workspace_id = $1`, [
      workspaceId,
    ])
  })

  test('an asset that is a page leads to it, and counts as that page', async () => {
    const guide = await make({
      title: 'Guide',
      kind: 'buyers_guide',
      versions: [{ language: 'ko', title: '가이드', address: 'https://site.example/guides/ko-guide' }],
    })
    const { token, id } = await link(guide, { person })
    expect((await look(`/c/${token}`)).headers.get('content-security-policy')).toContain(
      "form-action 'self' https://site.example",
    )
    const taken = await take(token)
    expect([taken.status, taken.headers.get('location')]).toEqual([303, 'https://site.example/guides/ko-guide'])
    expect(await eventsOf(id)).toMatchObject([
      { name: 'content_viewed', object: '/guides/ko-guide', content: 'buyers_guide', person },
    ])
  })
})

describe('a file', () => {
  test('comes whole, to be kept and never shown, for ten minutes', async () => {
    const { token } = await link(asset)
    const path = (await take(token)).headers.get('location') ?? ''
    const response = await look(path)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="ninety days\.pdf"/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const got = Buffer.from(await response.arrayBuffer())
    expect(createHash('sha256').update(got).digest('hex')).toBe(createHash('sha256').update(pdf).digest('hex'))
    const [workspace, file, until, signature] = path.replace('/c/file/', '').split('.')
    const later = (Number.parseInt(until ?? '', 36) + 60_000).toString(36)
    for (const forged of [
      `${workspace}.${file}.${later}.${signature}`,
      `${workspace}.${file}.${until}`,
      `${path.slice(8)}x`,
    ]) {
      expect((await look(`/c/file/${forged}`)).status).toBe(404)
    }
  })

  test.each([
    ['a page', 'x.html', '<!doctype html><script>1</script>', 415],
    ['a drawing', 'x.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 415],
    ['a page that calls itself text', 'x.txt', ' <html>', 415],
    ['a program that calls itself PDF', 'x.pdf', 'MZ\u0090\u0000', 415],
    ['nothing', 'x.pdf', '', 400],
  ])('%s is refused', async (_name, name, body, status) => {
    expect((await upload(asset, 'ko', name, Buffer.from(body, 'latin1'))).status).toBe(status)
  })

  test('too large, of no version, or from another site is refused, and nothing of it stays', async () => {
    const large = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(26 * 1024 * 1024)])
    expect((await upload(asset, 'ko', 'x.pdf', large)).status).toBe(413)
    expect((await upload(asset, 'de', 'x.pdf', pdf)).status).toBe(404)
    expect((await upload(asset, 'ko', 'x.pdf', pdf, { origin: 'https://evil.example' })).status).toBe(403)
    const { rows } = await app.pool.query('select count(*)::integer as files from content_file')
    expect(rows[0].files).toBe(1)
  })

  test('that is replaced is gone; a colleague takes it from the library, another workspace does not', async () => {
    const second = Buffer.from('%PDF-1.4 second')
    expect((await upload(asset, 'en', '../../한글 이름.pdf', second)).status).toBe(200)
    const page = (await marketer.get(`/api/content/${asset}`)).body as {
      versions: { file: { id: string; name: string } | null }[]
    }
    const file = page.versions[0]?.file
    expect(file?.name).toBe('한글 이름.pdf')
    const { rows } = await app.pool.query('select count(*)::integer as files from content_file')
    expect(rows[0].files).toBe(1)
    const stranger = await app.member((await app.workspace('Others')).workspaceId, 'admin')
    expect((await stranger.get(`/api/content/files/${file?.id}`)).status).toBe(404)
    const own = await asMarketer(`/api/content/files/${file?.id}`)
    expect(Buffer.from(await own.arrayBuffer()).equals(second)).toBe(true)
    expect(own.headers.get('content-disposition')).toContain("filename*=UTF-8''%ED%95%9C")
  })
})
