import { connect } from 'node:net'
import { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createHttpServer, type HttpServer } from '#server/http/server.ts'
import { openDatabase } from '#store/database.ts'
import { testDatabase, type TestDatabase } from '#test/database.ts'

let database: TestDatabase
let http: HttpServer
let base: string
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
afterEach(() => http.close(0))

async function start(pool = database.pool): Promise<void> {
  http = createHttpServer()
  base = `http://127.0.0.1:${await http.listen(0, '127.0.0.1')}`
  const app = new Hono().all('*', (c) => c.text(`app ${c.req.method} ${c.req.path}`))
  http.serve({ pool, app, collect: (request, response) => response.end(`collector ${request.url}`) })
}

test('each address reaches its room', async () => {
  await start()
  const text = async (path: string) => (await fetch(base + path)).text()
  expect(await text('/v1/track?x=1')).toBe('collector /v1/track?x=1')
  expect(await text('/t.js?v=2')).toBe('collector /t.js?v=2')
  expect(await text('/')).toBe('app GET /')
  expect(await text('/t.jsx')).toBe('app GET /t.jsx')
  expect(await text('/v1')).toBe('app GET /v1')
})

test('healthz tells whether the database answers, and only to GET', async () => {
  await start()
  const well = await fetch(`${base}/healthz`)
  expect([well.status, await well.json()]).toEqual([200, { status: 'ok' }])
  expect((await fetch(`${base}/healthz`, { method: 'POST' })).status).toBe(405)
  await http.close(0)
  const away = openDatabase('postgres://nobody@127.0.0.1:1/none')
  await start(away.pool)
  const ill = await fetch(`${base}/healthz`)
  expect([ill.status, ill.headers.get('retry-after')]).toEqual([503, '2'])
  await away.close()
})

test('before everything is up it answers 503 and asks to try again', async () => {
  http = createHttpServer()
  const port = await http.listen(0, '127.0.0.1')
  const answer = await fetch(`http://127.0.0.1:${port}/v1/track`, { method: 'POST', body: '{}' })
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
})

test('a taken port is an error, and closing does not wait for a client that never finishes', async () => {
  await start()
  const port = Number(new URL(base).port)
  await expect(createHttpServer().listen(port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' })
  const slow = connect(port, '127.0.0.1')
  slow.on('error', () => {}).resume()
  await new Promise<void>((done) => slow.once('connect', done))
  slow.write('POST /v1/track HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{')
  await new Promise((done) => setTimeout(done, 50))
  const gone = new Promise((done) => slow.once('close', done))
  await http.close(100)
  await gone
})
