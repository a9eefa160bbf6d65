import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser, startTestApp } from '#test/app.ts'
import type { TestApp } from '#test/app.ts'

let app: TestApp
let workspaceId: string
let key: string

beforeAll(async () => {
  app = await startTestApp()
  const made = await app.workspace()
  workspaceId = made.workspaceId
  key = made.keys.secret
  for (const [userId, country] of [
    ['u1', 'KR'],
    ['u2', 'DE'],
    ['u3', 'KR'],
  ]) {
    const sent = await fetch(`${app.base}/v1/identify`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ userId, traits: { country, name: userId } }),
    })
    expect(sent.status).toBe(200)
  }
})
afterAll(() => app.stop())

const condition = { field: 'person.country', op: 'in', value: ['Kr', 'RU'] }

describe('segments over HTTP', () => {
  it('counts for a member and for a secret key', async () => {
    const member = await app.member(workspaceId, 'viewer')
    const asked = await member.post('/api/segments/preview', { condition })
    expect([asked.status, asked.body]).toMatchObject([200, { count: 2, of: 3, pending: 0 }])
    const byKey = await createBrowser(app.base).post(
      '/api/segments/preview',
      { condition },
      { authorization: `Bearer ${key}` },
    )
    expect([byKey.status, byKey.body['count']]).toEqual([200, 2])
  })

  it('shows people to members only, page after page', async () => {
    const member = await app.member(workspaceId, 'sdr')
    const first = await member.post('/api/segments/people', { condition, limit: 1 })
    const second = await member.post('/api/segments/people', { condition, limit: 1, cursor: first.body['next'] })
    const names = [first, second].flatMap(({ body }) => (body['items'] as { name: string }[]).map(({ name }) => name))
    expect(names.sort()).toEqual(['u1', 'u3'])
    expect(second.body['next']).toBe(null)
    const byKey = await createBrowser(app.base).post(
      '/api/segments/people',
      { condition },
      { authorization: `Bearer ${key}` },
    )
    expect(byKey.status).toBe(403)
  })

  it('refuses with the place of the fault', async () => {
    const member = await app.member(workspaceId, 'admin')
    const pass = { all: [{ count: {}, within: 'pass', op: 'gte', value: 1 }] }
    const { status, body } = await member.post('/api/segments/preview', { condition: pass })
    expect([status, body['code'], body['fields']]).toMatchObject([400, 'invalid', [{ path: 'condition.all.0.within' }]])
  })
})
