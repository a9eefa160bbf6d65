import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { homeDocument, type HomeDocument, waitingList } from '#contract/home.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'

const day = 86_400_000

describe('the start page', () => {
  let app: TestApp
  let workspaceId: string
  let marketer: Browser
  let secret: string
  beforeAll(async () => {
    app = await startTestApp()
    const made = await app.workspace()
    workspaceId = made.workspaceId
    secret = made.keys.secret
    marketer = await app.member(workspaceId, 'marketer')
    // somebody from before: whoever is merged with them becomes them
    await send(secret, known('elder', 40, {}))
    await send(secret, [
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

  const unsent = async (browser: Browser = marketer) =>
    waitingList.parse((await browser.get('/api/waiting?state=would_fire')).body)

  test('one that was not sent is dismissed, and that is taken back', async () => {
    const [lee] = (await unsent()).items
    expect(lee).toMatchObject({ person: { name: 'lee' }, stands: { en: 'MQL' } })
    const ids = [lee?.id]
    expect((await marketer.post('/api/waiting/dismiss', { ids })).body).toEqual({ ids, left: 0 })
    expect((await unsent()).items).toEqual([])
    expect((await home()).wouldFire?.count).toBe(0)
    // decided already: nothing happens twice
    expect((await marketer.post('/api/waiting/fire', { ids })).body).toEqual({ ids: [], left: 0 })
    expect((await marketer.post('/api/waiting/fire/undo', { ids })).body).toEqual({ ids: [] })
    expect((await marketer.post('/api/waiting/dismiss/undo', { ids })).body).toEqual({ ids })
    expect((await unsent()).items).toEqual([lee])
  })

  test('one that was not sent is sent: it waits from now on, the person knows, and it can be taken back', async () => {
    const before = await unsent()
    const ids = before.items.map(({ id }) => id)
    const lee = before.items[0]?.person.id
    const handedOver = async () => {
      const { body } = await marketer.get(`/api/people/${lee}/events`)
      return (body['items'] as { name: string }[]).filter(({ name }) => name === 'handoff_opened').length
    }
    expect((await marketer.post('/api/waiting/fire', { until: before.asOf })).body).toEqual({ ids, left: 0 })
    const { handoffs, wouldFire } = await home()
    expect(wouldFire?.count).toBe(0)
    expect(handoffs?.items.map(({ person }) => person.name)).toEqual(['kim', 'lee'])
    expect(Date.now() - Date.parse(handoffs?.items[1]?.at ?? '')).toBeLessThan(60_000)
    expect(await handedOver()).toBe(1)
    expect((await marketer.post('/api/waiting/fire/undo', { ids })).body).toEqual({ ids })
    expect((await home()).handoffs?.items.map(({ person }) => person.name)).toEqual(['kim'])
    expect(await handedOver()).toBe(0)
    expect((await unsent()).items).toEqual(before.items)
  })

  test('one that was sent and taken up stays so', async () => {
    const [lee] = (await unsent()).items
    const ids = [lee?.id]
    await marketer.post('/api/waiting/fire', { ids })
    const sdr = await app.member(workspaceId, 'sdr')
    expect((await sdr.post(`/api/people/${lee?.person.id}/move`, { stage: 'sql' })).status).toBe(200)
    expect((await home()).handoffs?.items.map(({ person }) => person.name)).not.toContain('lee')
    expect((await marketer.post('/api/waiting/fire/undo', { ids })).body).toEqual({ ids: [] })
    expect((await sdr.post('/api/waiting/fire', { ids })).status).toBe(403)
  })

  test('a hand-off of somebody who is merged waits under whom they are now', async () => {
    const { items } = waitingList.parse((await marketer.get('/api/waiting')).body)
    const kim = items.find(({ person }) => person.name === 'kim')
    const elder = ((await marketer.get('/api/people?q=elder')).body['items'] as { id: string }[])[0]?.id
    const merged = await marketer.post('/api/people/merge', { one: elder, other: kim?.person.id })
    expect(merged.body).toMatchObject({ id: elder, merged: kim?.person.id })
    const after = waitingList.parse((await marketer.get('/api/waiting')).body)
    expect(after.items.map(({ id, person }) => [id, person.id])).toContainEqual([kim?.id, elder])
    const sdr = await app.member(workspaceId, 'sdr')
    await sdr.post(`/api/people/${elder}/move`, { stage: 'sql' })
    expect((await home()).handoffs?.items.map(({ id }) => id)).not.toContain(kim?.id)
    const taken = (await marketer.get(`/api/people/${elder}/handoffs`)).body['items'] as { id: string; state: string }[]
    expect(taken).toContainEqual(expect.objectContaining({ id: kim?.id, state: 'done' }))
  })

  test('of another workspace shows nothing of this one, and says that it is empty', async () => {
    const other = await app.workspace('Another')
    const body = await home(await app.member(other.workspaceId, 'admin'))
    expect(body.empty).toBe(true)
    expect([body.hot?.items, body.handoffs?.all.count, body.setAside?.all.count]).toEqual([[], 0, 0])
    expect(body.entered.every(({ now, before }) => now === 0 && before === 0)).toBe(true)
  })
})
