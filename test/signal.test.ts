import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AwarenessDocument } from '#contract/signal.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { chrome } from '#test/form-help.ts'
import { answerScript, openedSurvey } from '#test/survey-help.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ trustProxy: true })
})
afterAll(() => app.stop())

const dayMs = 86_400_000
const dayAgo = (days: number): string => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10)

async function place() {
  const { workspaceId, keys } = await app.workspace('Here', { zone: 'UTC' })
  return { marketer: await app.member(workspaceId, 'marketer'), keys, workspaceId }
}
const awareness = async (marketer: Browser, weeks = 13): Promise<AwarenessDocument> =>
  (await marketer.get(`/api/awareness?weeks=${weeks}`)).body as unknown as AwarenessDocument

describe('social numbers', () => {
  test('said again for the same day the newer holds, and taken back the one before it does', async () => {
    const { marketer } = await place()
    const item = { day: dayAgo(3), kind: 'like', network: 'LinkedIn', count: 10 }
    await marketer.post('/api/signals', { items: [item, { ...item, kind: 'share', count: 4 }] })
    const newer = await marketer.post('/api/signals', {
      source: 'file',
      name: 'a.csv',
      items: [{ ...item, count: 25 }],
    })
    expect(newer.body).toMatchObject({ rows: 1 })
    expect((await awareness(marketer)).total.counted).toMatchObject({ like: 25, share: 4 })
    const id = String(newer.body['id'])
    expect((await marketer.post(`/api/signals/${id}/undo`)).body).toEqual({ id, undone: true })
    expect((await awareness(marketer)).total.counted).toMatchObject({ like: 10, share: 4 })
    await marketer.post(`/api/signals/${id}/undo`, { undo: true })
    expect((await awareness(marketer)).total.counted).toMatchObject({ like: 25 })
    const { items } = (await marketer.get('/api/signals')).body as { items: Record<string, unknown>[] }
    expect(items).toMatchObject([
      { source: 'file', name: 'a.csv', rows: 1, networks: ['linkedin'], kinds: ['like'] },
      { source: 'hand', rows: 2, from: item.day, to: item.day },
    ])
  })

  test('pieces of one batch belong together, and a piece that comes twice counts once', async () => {
    const { marketer, workspaceId } = await place()
    const batch = randomUUID()
    const piece = (network: string) => ({
      batch,
      source: 'file',
      items: [{ day: dayAgo(2), kind: 'share', network, count: 3 }],
    })
    for (const network of ['vk', 'vk', 'ВКонтакте', 'x'])
      expect((await marketer.post('/api/signals', piece(network))).status).toBe(200)
    expect((await awareness(marketer)).total.counted).toMatchObject({ share: 6 })
    const colleague = await app.member(workspaceId, 'manager')
    expect((await colleague.post('/api/signals', piece('ok'))).status).toBe(409)
    await marketer.post(`/api/signals/${batch}/undo`)
    expect((await marketer.post('/api/signals', piece('ok'))).status).toBe(409)
    expect((await awareness(marketer)).total.counted).toMatchObject({ share: 0 })
  })

  test('what cannot be is refused with its place', async () => {
    const { marketer } = await place()
    const fine = { day: dayAgo(1), kind: 'like', network: 'x', count: 1 }
    const wrong: [object, string][] = [
      [{ ...fine, day: '2026-02-30' }, 'items.0.day'],
      [{ ...fine, day: dayAgo(-3) }, 'items.0.day'],
      [{ ...fine, day: '1999-12-31' }, 'items.0.day'],
      [{ ...fine, count: -1 }, 'items.0.count'],
      [{ ...fine, count: 1.5 }, 'items.0.count'],
      [{ ...fine, kind: 'poke' }, 'items.0.kind'],
      [{ ...fine, network: '  ' }, 'items.0.network'],
      [{ ...fine, campaign: 'a\0b' }, 'items.0.campaign'],
    ]
    for (const [item, path] of wrong)
      expect([item, (await marketer.post('/api/signals', { items: [item] })).body]).toMatchObject([
        item,
        { status: 400, fields: [{ path }] },
      ])
    expect((await marketer.post('/api/signals', { items: [] })).status).toBe(400)
  })
})

describe('awareness', () => {
  test('traffic without machines, the two facts apart, counts beside people, week by week and before', async () => {
    const { marketer, keys } = await place()
    const at = (days: number): string => new Date(Date.now() - days * dayMs).toISOString()
    const send = (key: string, batch: object[]) =>
      fetch(`${app.base}/v1/batch`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ batch }),
      })
    const view = (anonymousId: string, days: number, userAgent = chrome) => ({
      type: 'page',
      anonymousId,
      timestamp: at(days),
      context: { userAgent },
      properties: { path: '/' },
    })
    expect(
      (
        await send(keys.secret, [
          view('visitor-one', 8),
          view('visitor-one', 20),
          view('visitor-two', 8.1),
          view('visitor-one', 92),
          view('visitor-three', 0),
          {
            type: 'track',
            userId: 'kim',
            event: 'Shared',
            timestamp: at(9),
            properties: { network: '네이버', url: '/a' },
          },
        ])
      ).status,
    ).toBe(200)
    await send(keys.public, [view('robot-one', 0, 'Googlebot/2.1 (+http://www.google.com/bot.html)')])
    const us = await openedSurvey(marketer, 'knows_us')
    const problem = await openedSurvey(marketer, 'knows_problem')
    const headers = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}` })
    const answer = (slug: string, one: string, n: number) =>
      answerScript(app, slug, { answer: [one], page: randomUUID() }, { headers: headers(n) })
    await answer(us.slug, 'know', 1)
    await answer(us.slug, 'new', 2)
    await answer(problem.slug, 'looking', 1)
    await marketer.post('/api/signals', {
      items: [
        { day: dayAgo(9), kind: 'share', network: 'naver_blog', count: 40 },
        { day: dayAgo(9), kind: 'view', network: 'YouTube', count: 900 },
        { day: dayAgo(120), kind: 'share', network: 'vk', count: 7 },
      ],
    })
    const found = await awareness(marketer)
    expect(found.weeks).toHaveLength(13)
    expect(found.total).toMatchObject({
      traffic: { visitors: 3, views: 4 },
      knowsUs: { answered: 2, says: 1, share: { rate: 0.5 } },
      knowsProblem: { answered: 1, says: 1 },
      counted: { share: 40, view: 900, like: 0 },
      people: { shared: 1, liked: 0 },
    })
    expect(found.before).toMatchObject({ traffic: { visitors: 1, views: 1 }, counted: { share: 7 } })
    // the running week stands apart: it is not over
    expect(found.full.traffic).toMatchObject({ visitors: 2, views: 3 })
    // those weeks were not measured from their first on
    expect(found.comparable).toEqual({ traffic: false, like: false, share: false })
    expect((await awareness(marketer, 8)).comparable).toEqual({ traffic: true, like: false, share: false })
    expect(found.weeks.reduce((sum, { traffic }) => sum + traffic.views, 0)).toBe(4)
    expect(found.weeks.at(-1)).toMatchObject({ knowsUs: { answered: 2 } })
    expect(found.networks).toMatchObject([
      { network: 'naver_blog', counted: { share: 40 }, people: { shared: 1 } },
      { network: 'youtube', counted: { view: 900 } },
    ])
    expect(found.surveys).toEqual({ knowsUs: 1, knowsProblem: 1 })
    await marketer.post(`/api/surveys/${us.id}/retire`)
    expect(await awareness(marketer)).toMatchObject({
      total: { knowsUs: { answered: 2 } },
      surveys: { knowsUs: 0, knowsProblem: 1 },
    })
  })

  test('a workspace without anything has weeks of nothing', async () => {
    const { marketer } = await place()
    const found = await awareness(marketer, 4)
    expect(found.weeks).toHaveLength(4)
    expect(found.total).toMatchObject({ traffic: { visitors: 0 }, knowsUs: { share: { rate: null } } })
    expect(found.networks).toEqual([])
  })
})
