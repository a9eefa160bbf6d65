import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { homeDocument, type HomeDocument } from '#contract/home.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'

const day = 86_400_000

describe('the start page', () => {
  let app: TestApp
  let workspaceId: string
  let marketer: Browser
  beforeAll(async () => {
    app = await startTestApp()
    const made = await app.workspace()
    workspaceId = made.workspaceId
    marketer = await app.member(workspaceId, 'marketer')
    await send(made.keys.secret, [
      ...visitor('old', 9),
      ...visitor('new', 2),
      ...visitor('new too', 3),
      // hot since today: asked for a demo; the weeks before were not enough
      ...known('kim', 20, { title: 'CTO' }),
      track('kim', 'consent_granted', 19, { purpose: 'marketing' }),
      track('kim', 'demo_requested', 0.01),
      track('kim', 'meeting_booked', 0.009),
      // hot three weeks ago, and has gone on since: nothing new
      ...known('lee', 30, { title: 'CTO' }),
      track('lee', 'consent_granted', 29, { purpose: 'marketing' }),
      ...[20, 19, 18, 17, 1].map((ago) => track('lee', 'demo_requested', ago)),
      ...[20, 19, 18, 17, 1].map((ago) => track('lee', 'meeting_attended', ago)),
      { type: 'track', userId: 'kim', event: 'impossible', timestamp: 'the day before yesterday' },
    ])
  })
  afterAll(() => app.stop())

  const at = (days: number): string => new Date(Date.now() - days * day).toISOString()
  const visitor = (id: string, days: number): object[] => [
    { type: 'page', userId: id, timestamp: at(days), properties: { path: '/' } },
  ]
  const track = (userId: string, event: string, days: number, properties = {}): object => ({
    type: 'track',
    userId,
    event,
    timestamp: at(days),
    properties,
    messageId: `${userId}-${event}-${days}`,
  })
  const known = (id: string, days: number, traits: object): object[] => [
    {
      type: 'identify',
      userId: id,
      timestamp: at(days),
      traits: { name: id, email: `${id}@muster.example`, country: 'KR', ...traits },
    },
    {
      type: 'group',
      userId: id,
      groupId: 'muster',
      timestamp: at(days),
      traits: { name: 'Muster', industry: 'logistics', employees: 400 },
    },
  ]

  async function send(key: string, batch: object[]): Promise<void> {
    const answer = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    })
    expect(answer.status).toBe(200)
  }

  async function home(browser: Browser = marketer): Promise<HomeDocument> {
    const { status, body } = await browser.get('/api/home')
    expect(status).toBe(200)
    return homeDocument.parse(body)
  }

  test('counts entries of seven days beside those of the seven before', async () => {
    const { entered, empty } = await home()
    expect(empty).toBe(false)
    const top = entered.find(({ stage }) => stage === 'prospect')
    expect(top).toMatchObject({ now: 2, before: 1 })
  })

  test('shows who rose past the threshold this week, by what, and nobody who stood there before', async () => {
    const { hot } = await home()
    expect(hot?.items.map(({ name }) => name)).toEqual(['kim'])
    const kim = hot?.items[0]
    expect(kim?.total).toBeGreaterThanOrEqual(hot?.threshold ?? Infinity)
    expect(kim?.before).toBeLessThan(hot?.threshold ?? 0)
    expect(kim?.most).toMatchObject({ kind: 'engagement', rule: 'asked', points: 30, times: 1 })
    expect(kim?.event?.name).toMatch(/demo_requested|meeting_booked/)
    const { body } = await marketer.get(`/api/people/${kim?.id}`)
    expect((body['scores'] as { total: number }).total).toBeCloseTo(kim?.total ?? 0, 0)
  })

  test('tells the hand-off that waits until somebody accepts it, to the team it concerns', async () => {
    const sdr = await app.member(workspaceId, 'sdr')
    const seller = await app.member(workspaceId, 'seller')
    const waiting = (await home()).handoffs
    expect(waiting?.all).toEqual({ count: 1, capped: false })
    expect(waiting?.items[0]).toMatchObject({ team: 'sdr', stage: { en: 'MQL' }, person: { name: 'kim' } })
    expect((await home(sdr)).handoffs?.all.count).toBe(1)
    expect((await home(seller)).handoffs?.all.count).toBe(0)
  })

  test('counts what was set aside by its reason, for those who may read it', async () => {
    const { setAside } = await home()
    expect(setAside).toEqual({ all: { count: 1, capped: false }, codes: [{ code: 'bad_time', count: 1 }] })
    const seller = await app.member(workspaceId, 'seller')
    expect((await home(seller)).setAside).toBe(null)
    expect((await home(seller)).imports).toBe(null)
  })

  test('lists hand-offs a page at a time', async () => {
    const open = await marketer.get('/api/waiting')
    expect((open.body['items'] as { person: { name: string } }[]).map(({ person }) => person.name)).toEqual(['kim'])
    const late = await marketer.get('/api/waiting?state=would_fire&limit=1')
    expect(late.body['items']).toMatchObject([{ person: { name: 'lee' }, team: 'sdr' }])
    expect(late.body['next']).toBe(null)
    expect((await marketer.get('/api/waiting?cursor=nonsense')).status).toBe(400)
  })

  test('hand-offs that were not sent by themselves wait for a decision', async () => {
    // lee became MQL three weeks before the event came: too late to bother anybody by itself
    expect((await home()).wouldFire).toEqual({ count: 1, capped: false })
  })

  test('of another workspace shows nothing of this one, and says that it is empty', async () => {
    const other = await app.workspace('Another')
    const body = await home(await app.member(other.workspaceId, 'admin'))
    expect(body.empty).toBe(true)
    expect([body.hot?.items, body.handoffs?.all.count, body.setAside?.all.count]).toEqual([[], 0, 0])
    expect(body.entered.every(({ now, before }) => now === 0 && before === 0)).toBe(true)
  })
})
