import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileSections, tablePlaces } from '#core/privacy/person-file.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { annaMail, livePersonLife, type PersonLife } from '#test/person-life.ts'

let t: TestApp
let life: PersonLife
beforeAll(async () => {
  t = await startTestApp()
  life = await livePersonLife(t)
}, 120_000)
afterAll(() => t.stop())

type File = Record<string, Record<string, unknown>[]>

async function fileOf(browser: Browser, body: object): Promise<{ text: string; headers: Headers; status: number }> {
  const { status, body: ready } = await browser.post('/api/person-file', { because: 'request', ...body })
  expect([status, ready]).toMatchObject([200, { path: expect.any(String) }])
  const answer = await fetch(t.base + String(ready['path']), { headers: { cookie: browser.cookie() } })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

test('the file has every part, and says what it leaves out', async () => {
  const { text } = await fileOf(life.admin, { id: life.anna, format: 'json' })
  const file = JSON.parse(text) as File
  expect(fileSections.filter((section) => !Array.isArray(file[section]))).toEqual([])
  expect(file['who']).toMatchObject([{ id: life.anna, email: annaMail, company: 'Verfracht West' }])
  expect(Object.keys(tablePlaces)).toEqual(expect.arrayContaining(['event', 'person']))
})
