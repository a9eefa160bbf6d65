import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DryRun } from '#contract/import.ts'
import type { ImportListing, ImportPage, ImportPreview, ImportTask, ImportUpload } from '#contract/import-task.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'

let app: TestApp
let here: string
let marketer: Browser
let stranger: Browser
beforeAll(async () => {
  app = await startTestApp()
  here = (await app.workspace('Here')).workspaceId
  const there = (await app.workspace('There')).workspaceId
  marketer = await app.member(here, 'marketer')
  stranger = await app.member(there, 'admin')
})
afterAll(() => app.stop())

async function upload(text: string | Uint8Array, name = 'people.csv', more = ''): Promise<ImportUpload> {
  const answer = await send(marketer, text, `name=${encodeURIComponent(name)}${more}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as ImportUpload
}

function send(browser: Browser, text: string | Uint8Array, query: string, headers: Record<string, string> = {}) {
  return fetch(`${app.base}/api/imports/uploads?${query}`, {
    method: 'POST',
    headers: { cookie: browser.cookie(), origin: app.base, 'content-type': 'application/octet-stream', ...headers },
    body: text as BodyInit,
  })
}

async function preview(id: string, body: object = {}): Promise<ImportPreview> {
  const answer = await marketer.post(`/api/imports/uploads/${id}/preview`, body)
  expect(answer.status).toBe(200)
  return answer.body as unknown as ImportPreview
}

async function ended(asked: { status: number; body: object }): Promise<ImportTask> {
  expect([asked.status, asked.body]).toEqual([200, expect.anything()])
  const { id } = asked.body as ImportTask
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(50)) {
    const task = (await marketer.get(`/api/import-tasks/${id}`)).body as unknown as ImportTask
    if (task.state !== 'waiting' && task.state !== 'running') return task
  }
  throw new Error('it did not end in time')
}

async function page(id: string): Promise<ImportPage> {
  return (await marketer.get(`/api/imports/${id}`)).body as unknown as ImportPage
}

const file = [
  'Name,Email,Job title,Phone',
  'Mina Seo,mina@tailor-works.example,CTO,+82 10 1234 5678',
  'Oleg Sedov,oleg@@tailor-works.example,Buyer,+7 900 123 45 67',
  'Jonas Ek,jonas@nordlager.example,Head of IT,+46 70 111 22 33',
].join('\n')

describe('the way of a file', () => {
  let first: ImportUpload
  let importId = ''
  test('it is guessed what the columns are, and nothing is taken in yet', async () => {
    first = await upload(file)
    const seen = await preview(first.id)
    expect(seen).toMatchObject({ kind: 'people', problems: [], reading: { delimiter: ',', header: true } })
    expect(seen.columns.map(({ to }) => to)).toEqual(['traits.name', 'email', 'traits.title', 'traits.phone'])
    expect(seen.rows[0]).toEqual(['Mina Seo', 'mina@tailor-works.example', 'CTO', '+82 10 1234 5678'])
    const asEvents = await preview(first.id, { kind: 'events' })
    expect(asEvents.problems.map(({ code }) => code)).toEqual(['no_event', 'no_time'])
    expect(
      (await preview(first.id, { mapping: { kind: 'people', columns: { Email: 'skip' } } })).problems,
    ).toMatchObject([{ code: 'no_person' }])
  })

  test('a dry run says what would happen, and lists what would be refused', async () => {
    const { mapping } = await preview(first.id)
    const task = await ended(await marketer.post(`/api/imports/uploads/${first.id}/dry-run`, { mapping, guess: false }))
    expect(task).toMatchObject({ state: 'done' })
    const run = task.result as unknown as DryRun
    expect(run).toMatchObject({ rows: 3, good: 2, setAside: 1, people: { new: 2, matched: 0, changed: 0 } })
    expect(run.faults).toMatchObject([{ code: 'bad_email', field: 'email', count: 1, examples: [{ row: 3 }] }])
    const refused = await marketer.get(`/api/imports/uploads/${first.id}/refused`)
    expect(refused.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(refused.body['text']).toContain('oleg@@tailor-works.example')
    const { rows } = await app.pool.query('select from event where workspace_id = $1', [here])
    expect(rows).toHaveLength(0)
  })

  test('the run goes on by itself; good rows count, the file is gone, what was refused is told by reason', async () => {
    const { mapping } = await preview(first.id)
    const task = await ended(await marketer.post(`/api/imports/uploads/${first.id}/run`, { mapping, guess: false }))
    expect(task.problem).toBe(null)
    importId = task.importId ?? ''
    expect(await page(importId)).toMatchObject({
      import: { state: 'done', fileName: 'people.csv', read: 3, accepted: 2, setAside: 1 },
      setAside: [{ code: 'bad_email', count: 1, examples: [{ row: 3 }] }],
    })
    const { status } = await marketer.post(`/api/imports/uploads/${first.id}/preview`)
    expect(status).toBe(404)
  })

  test('refused rows come back as CSV; mended and uploaded again they count, phone numbers as they were', async () => {
    const { body } = await marketer.get(`/api/imports/${importId}/errors`)
    const text = String(body['text'])
    expect(text).toContain("'+7 900 123 45 67")
    const mended = await upload(text.replaceAll('oleg@@', 'oleg@'), 'mended.csv', `&mends=${importId}`)
    expect(mended.mends).toBe(importId)
    const seen = await preview(mended.id)
    expect(seen.headers).toEqual(['Name', 'Email', 'Job title', 'Phone'])
    const task = await ended(await marketer.post(`/api/imports/uploads/${mended.id}/run`, { mapping: seen.mapping }))
    expect((await page(task.importId ?? '')).import).toMatchObject({ accepted: 1, setAside: 0 })
    const { rows } = await app.pool.query(
      `select facts->>'phone' as phone from person where workspace_id = $1 and facts->>'name' = 'Oleg Sedov'`,
      [here],
    )
    expect(rows).toEqual([{ phone: '+7 900 123 45 67' }])
  })

  test('a newer file shows who is new, who changes what into what, and who does not', async () => {
    const next = await upload(file.replace('CTO', 'Chief technology officer').replace('oleg@@', 'anna@'), 'next.csv')
    const { mapping } = await preview(next.id)
    const task = await ended(await marketer.post(`/api/imports/uploads/${next.id}/dry-run`, { mapping }))
    const run = task.result as unknown as DryRun
    expect(run.people).toEqual({ new: 1, matched: 2, changed: 1 })
    expect(run.changes.sample).toEqual([
      { row: 2, who: 'mina@tailor-works.example', fact: 'title', from: 'CTO', to: 'Chief technology officer' },
    ])
    expect((await marketer.post(`/api/imports/uploads/${next.id}/discard`)).status).toBe(200)
  })

  test('undoing is counted first, then done; the list tells it', async () => {
    const asked = await marketer.get(`/api/imports/${importId}/undo`)
    expect(asked.body).toMatchObject({ people: 2, vanish: 2, carriedOut: 0 })
    expect((await ended(await marketer.post(`/api/imports/${importId}/undo`))).state).toBe('done')
    const { rows } = await app.pool.query('select from person where workspace_id = $1 and merged_into is null', [here])
    expect(rows).toHaveLength(1)
    const listing = (await marketer.get('/api/imports')).body as unknown as ImportListing
    expect(listing.imports.find(({ id }) => id === importId)).toMatchObject({
      state: 'undone',
      task: { kind: 'undo', state: 'done' },
    })
    expect(listing.uploads).toEqual([])
    expect((await marketer.post(`/api/imports/${importId}/undo`)).status).toBe(410)
  })
})

describe('a long import', () => {
  test('pauses, goes on, and is canceled; what was taken in stays until it is undone', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `p${i}@long-list.example,Person ${i}`)
    const { id } = await upload(`Email,Name\n${rows.join('\n')}\n`, 'long.csv')
    const { mapping } = await preview(id)
    const asked = await marketer.post(`/api/imports/uploads/${id}/run`, { mapping })
    const taskId = String(asked.body['id'])
    const steer = (to: string) => marketer.post(`/api/import-tasks/${taskId}/steer`, { to })
    await until(
      async () => ((await marketer.get(`/api/import-tasks/${taskId}`)).body as unknown as ImportTask).progress !== null,
    )
    expect((await marketer.post(`/api/imports/uploads/${id}/run`, { mapping })).status).toBe(409)
    expect((await steer('pause')).status).toBe(200)
    const paused = await ended(asked)
    expect(paused).toMatchObject({ state: 'paused' })
    const { import: resting } = await page(paused.importId ?? '')
    expect(resting.state).toBe('failed')
    expect(resting.read).toBeGreaterThan(0)
    expect(resting.read).toBeLessThan(30_000)
    expect((await steer('resume')).status).toBe(200)
    await until(async () => (await page(paused.importId ?? '')).import.read > resting.read)
    expect((await steer('cancel')).status).toBe(200)
    expect((await ended(asked)).state).toBe('canceled')
    const { import: over } = await page(paused.importId ?? '')
    expect(over.read).toBeLessThan(30_000)
    const { rows: counted } = await app.pool.query('select count(*) as n from event where import_id = $1', [
      paused.importId,
    ])
    expect(counted).toEqual([{ n: over.accepted }])
    expect((await steer('resume')).status).toBe(409)
  })
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 15_000; !(await holds()); await sleep(20)) {
    if (Date.now() > deadline) throw new Error('it did not come true in time')
  }
}

describe('files that are none of ours', () => {
  test.each([
    ['a page of another site', { origin: 'https://elsewhere.example' }, 403],
    ['a form', { 'content-type': 'text/plain' }, 415],
    ['nobody', { cookie: '' }, 401],
  ])('%s cannot send one', async (_name, headers, status) => {
    expect((await send(marketer, file, 'name=x.csv', headers)).status).toBe(status)
  })

  test('a file needs a name; a seller may not import', async () => {
    expect((await send(marketer, file, '')).status).toBe(400)
    expect((await send(await app.member(here, 'seller'), file, 'name=x.csv')).status).toBe(403)
  })

  test('what is no table is said so by name', async () => {
    const { id } = await upload(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'book.xlsx')
    const answer = await marketer.post(`/api/imports/uploads/${id}/preview`)
    expect([answer.status, answer.body['detail']]).toEqual([
      415,
      expect.stringMatching(/^book\.xlsx: This is an Excel/),
    ])
  })

  test('another workspace sees neither file nor import nor mapping', async () => {
    const { id } = await upload(file)
    const kept = await marketer.post('/api/import-mappings', {
      name: 'CRM export',
      mapping: { kind: 'people', columns: { Email: 'email' } },
    })
    expect(kept.body).toMatchObject({ name: 'CRM export', kind: 'people' })
    const { imports } = (await marketer.get('/api/imports')).body as unknown as ImportListing
    const known = imports[0]?.id ?? ''
    for (const path of [`uploads/${id}/preview`, `uploads/${id}/run`, `uploads/${id}/discard`, `${known}/undo`]) {
      const body = path.endsWith('run') ? { mapping: { kind: 'people', columns: {} } } : {}
      expect([path, (await stranger.post(`/api/imports/${path}`, body)).status]).toEqual([path, 404])
    }
    for (const path of [`${known}`, `${known}/errors`, `${known}/undo`, `uploads/${id}/refused`]) {
      expect([path, (await stranger.get(`/api/imports/${path}`)).status]).toEqual([path, 404])
    }
    expect((await stranger.get('/api/imports')).body).toEqual({ imports: [], uploads: [] })
    expect((await stranger.get('/api/import-mappings')).body).toEqual({ mappings: [] })
    expect((await stranger.post(`/api/import-mappings/${String(kept.body['id'])}/forget`)).status).toBe(404)
    expect((await send(stranger, file, `name=x.csv&mends=${known}`)).status).toBe(404)
  })
})
