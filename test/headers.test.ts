import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from './app.ts'
import { publishedForm } from './form-help.ts'

let app: TestApp
let workspaceId: string
let slug: string
beforeAll(async () => {
  app = await startTestApp()
  workspaceId = (await app.workspace('Here')).workspaceId
  slug = (await publishedForm(await app.member(workspaceId, 'marketer'), 'contact')).slug
})
afterAll(() => app.stop())

test('every answer has the headers that keep browsers careful, whoever makes it', async () => {
  const who = await app.member(workspaceId, 'viewer')
  const cookie = who.cookie()
  const asked: [string, RequestInit?][] = [
    ['/api/health'],
    ['/api/session', { headers: { cookie } }],
    [`/api/live?workspace=${workspaceId}`, { headers: { cookie } }],
    ['/api/openapi.json'],
    ['/api/nothing'],
    ['/nothing.js'],
    [`/f/${slug}`],
    [`/f/${slug}`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
    [`/f/${slug}`, { method: 'POST', body: new URLSearchParams({ name: 'x' }) }],
    ['/f/nothing'],
    ['/api/sign-in', { method: 'POST', body: '{' }],
    ['/api/sign-in', { method: 'POST', body: 'x'.repeat(3_000_000) }],
  ]
  for (const [path, init] of asked) {
    const { headers, body, status } = await fetch(app.base + path, init)
    await body?.cancel()
    const careful = ['x-content-type-options', 'referrer-policy', 'permissions-policy'].map((name) => headers.get(name))
    expect([path, status, ...careful]).toEqual([
      path,
      status,
      'nosniff',
      expect.stringMatching(/same-origin|strict-origin|no-referrer/),
      expect.stringContaining('camera=()'),
    ])
    expect([path, headers.get('content-security-policy')]).toEqual([
      path,
      expect.stringContaining("default-src 'none'"),
    ])
  }
})

test('a page of a form is compressed, also with what was wrong in it', async () => {
  for (const init of [{}, { method: 'POST', body: new URLSearchParams({ name: 'x' }) }]) {
    const { headers, body } = await fetch(`${app.base}/f/${slug}`, { ...init, headers: { 'accept-encoding': 'gzip' } })
    await body?.cancel()
    expect(headers.get('content-encoding')).toBe('gzip')
  }
})
