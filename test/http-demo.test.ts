import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBrowser, startTestApp, type TestApp } from '#test/app.ts'

let open: TestApp
let closed: TestApp
beforeAll(async () => {
  open = await startTestApp({ demo: true })
  closed = await startTestApp()
})
afterAll(async () => {
  await open.stop()
  await closed.stop()
})

test('before the sample company is loaded nothing is offered', async () => {
  const visitor = createBrowser(open.base)
  expect((await visitor.get('/api/session')).body).toMatchObject({ demoOffered: false, setupOpen: true })
  expect((await visitor.post('/api/demo')).status).toBe(404)
})

test('whoever sits at the machine looks around as a manager of the demo, and of nothing else', async () => {
  const { workspaceId } = await open.workspace('Sample company', { demo: true })
  await open.workspace('Real company')
  const visitor = createBrowser(open.base)
  expect((await visitor.get('/api/session')).body).toMatchObject({ demoOffered: true, user: null })
  expect((await visitor.post('/api/demo')).status).toBe(200)
  const { body } = await visitor.get('/api/session')
  expect(body['workspaces']).toMatchObject([{ id: workspaceId, role: 'manager', demo: true }])
  expect((await visitor.post('/api/keys', { kind: 'secret', name: 'x' })).status).toBe(403)
  // twice is the same account; it opens no way to become the first admin
  await createBrowser(open.base).post('/api/demo')
  const { rows } = await open.pool.query('select count(*)::int as count from auth_user')
  expect(rows[0].count).toBe(1)
  await expect(open.setupLink()).resolves.toContain('/setup/')
})

test('looking in by GET signs nobody in', async () => {
  const visitor = createBrowser(open.base)
  await visitor.get('/api/demo')
  expect((await visitor.get('/api/session')).body['user']).toBe(null)
})

test('it is offered under no other name than the machine’s own, nor through a proxy', async () => {
  const { port } = new URL(open.base)
  const rebound = `http://127.0.0.1.evil.example:${port}`
  const raw = createBrowser(open.base)
  expect((await raw.post('/api/demo', {}, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404)
  const { request } = await import('node:http')
  const status = await new Promise((done) => {
    const headers = { host: new URL(rebound).host, origin: rebound, 'content-type': 'application/json' }
    request({ host: '127.0.0.1', port, method: 'POST', path: '/api/demo', headers }, ({ statusCode }) =>
      done(statusCode),
    ).end('{}')
  })
  expect(status).toBe(404)
})

test('a server started without --demo has no such door, even with a demo workspace', async () => {
  await closed.workspace('Sample company', { demo: true })
  const visitor = createBrowser(closed.base)
  expect((await visitor.get('/api/session')).body).toMatchObject({ demoOffered: false })
  expect((await visitor.post('/api/demo')).status).toBe(404)
})
