import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { personList, personPage, timelinePage } from '#contract/person.ts'
import { personMerged, personMoved, personUnmerged } from '#contract/person-verbs.ts'
import type { Event } from '#core/event.ts'
import { type Answer, type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { event, keys } from '#test/events.ts'

const hour = 3_600_000
const now = Date.now()
const somebody = '01890000-0000-7000-8000-000000000000'
let app: TestApp
let workspaceId: string
let admin: Browser
let there: Browser
const people: Record<'anna' | 'minsu' | 'visitor', string> = { anna: '', minsu: '', visitor: '' }

beforeAll(async () => {
  app = await startTestApp()
  workspaceId = (await app.workspace('Here')).workspaceId
  admin = await app.member(workspaceId, 'admin')
  there = await app.member((await app.workspace('There')).workspaceId, 'admin')
  const anna = { email: 'anna@acme.example', anonymousId: 'cookie-a' }
  const minsu = { email: 'minsu@other.example', userId: 'u-minsu' }
  const say = (name: string, hours: number, who: Partial<Event['keys']>, more: Partial<Event> = {}) =>
    event(name, now - hours * hour, { keys: keys(who), mailKind: 'work', channel: 'search', ...more })
  await app.flow.accept(
    workspaceId,
    [
      say('page_viewed', 50, { anonymousId: 'cookie-a' }, { object: '/pricing', source: 'browser' }),
      say('form_submitted', 49, anna, { traits: { name: 'Anna Berg', title: 'Head of Logistics' } }),
      say('consent_granted', 48, anna, {
        props: { purpose: 'marketing', wording: 'Write to me', source: 'newsletter form' },
      }),
      say('demo_requested', 47, anna, { object: '/demo' }),
      say('page_viewed', 46, anna, { object: '/bot', verdict: 'machine', verdictReason: 'agent_is_bot' }),
      say('form_submitted', 30, minsu, { traits: { name: '김민수', title: 'CTO' } }),
      say('page_viewed', 20, { anonymousId: 'cookie-v' }, { object: `<script>alert('x')</script>` }),
    ].map((one) => ({ event: one })),
  )
  const { rows } = await app.pool.query(
    `select kind::text || ':' || value as key, person_id as id from identity where workspace_id = $1`,
    [workspaceId],
  )
  const idOf = (key: string) => rows.find((row) => row.key === key)?.id as string
  Object.assign(people, { anna: idOf('e:anna@acme.example'), minsu: idOf('u:u-minsu'), visitor: idOf('a:cookie-v') })
})
afterAll(() => app.stop())

const code = ({ status, body }: Answer) => [status, body['code']]

describe('GET /api/people', () => {
  test('finds by name, and gives pages', async () => {
    const all = personList.parse((await admin.get('/api/people')).body)
    expect(all.count).toEqual({ value: 3, estimated: false })
    const found = personList.parse((await admin.get(`/api/people?q=${encodeURIComponent('민수')}`)).body)
    expect(found.items.map((row) => row.name)).toEqual(['김민수'])
    const one = personList.parse((await admin.get('/api/people?limit=2')).body)
    const two = personList.parse((await admin.get(`/api/people?limit=2&cursor=${one.next}`)).body)
    expect([...one.items, ...two.items].map((row) => row.id)).toEqual(all.items.map((row) => row.id))
    expect(two.next).toBe(null)
    expect(personList.parse((await there.get('/api/people')).body).items).toEqual([])
  })

  test('says what is wrong', async () => {
    for (const query of ['sort=name', 'limit=1000', 'hot=perhaps', 'stage=nowhere', 'cursor=x', 'q=a&q=b']) {
      expect([query, ...code(await admin.get(`/api/people?${query}`))]).toEqual([query, 400, 'invalid'])
    }
  })
})

describe('GET /api/people/:id', () => {
  test('opens scores, stages, consents and events', async () => {
    const answer = await admin.get(`/api/people/${people.anna}`)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    const page = personPage.parse(answer.body)
    expect(page).toMatchObject({
      name: 'Anna Berg',
      email: 'anna@acme.example',
      account: { domain: 'acme.example' },
      persona: { id: expect.any(String) },
      icp: true,
      pending: false,
      version: 1,
      lifecycle: 'lifecycle',
      first: { channel: 'search', object: '/pricing' },
      consent: [{ purpose: 'marketing', state: 'granted', source: 'newsletter form', wording: 'Write to me' }],
      eventCounts: { machine: 1, unsure: 0 },
    })
    expect(page.identities.map(({ kind, value }) => [kind, value])).toEqual([
      ['anonymous', 'cookie-a'],
      ['email', 'anna@acme.example'],
    ])
    const { scores } = page
    const cents = (values: number[]) => Math.round(values.reduce((sum, value) => sum + value, 0) * 100)
    expect(cents([...scores.engagementLedger.map((line) => line.worth), scores.spent.worth])).toBe(
      cents([scores.engagement]),
    )
    expect(scores.engagement).toBeGreaterThan(0)
    expect(cents(scores.fitLedger.map((line) => line.points))).toBe(cents([scores.fit]))
    expect(scores.fitLedger.every((line) => line.since !== null && line.when !== null)).toBe(true)
    expect(scores.total).toBeCloseTo(scores.fit + scores.engagement, 1)
    const listed = personList.parse((await admin.get('/api/people?q=anna')).body).items[0]
    expect([listed?.fit, listed?.stage]).toEqual([scores.fit, 'mql'])
    expect(listed?.engagement).toBeCloseTo(scores.engagement, 1)

    const lifecycle = page.stages.find((model) => model.model === 'lifecycle')
    expect(lifecycle).toMatchObject({ current: 'mql', furthest: 'mql', outcome: null, pass: 1 })
    const last = lifecycle?.intervals.at(-1)
    expect(last).toMatchObject({
      stage: 'mql',
      leftAt: null,
      cause: { kind: 'entry', event: { name: 'demo_requested', object: '/demo' } },
    })
    expect(last?.cause.holds.length).toBeGreaterThan(0)
    expect(lifecycle?.stages.find((stage) => stage.id === 'mql')?.reachedAt).toBe(last?.enteredAt)
    const points = page.events.items.find((one) => one.name === 'demo_requested')?.points
    expect(points).toBe(
      scores.engagementLedger
        .filter((line) => line.event.name === 'demo_requested')
        .reduce((sum, line) => sum + line.points, 0),
    )
  })

  test('tells how it was at an earlier moment, and changes nothing by looking', async () => {
    const before = await app.pool.query('select * from person_fold where person_id = $1', [people.anna])
    const at = new Date(now - 48.5 * hour).toISOString()
    const page = personPage.parse((await admin.get(`/api/people/${people.anna}?at=${at}`)).body)
    expect(page.scores.asOf).toBe(at)
    expect(page.consent).toEqual([])
    expect(page.events.items.map((one) => one.name)).toEqual(['form_submitted', 'page_viewed'])
    const lifecycle = page.stages.find((model) => model.model === 'lifecycle')
    expect(lifecycle?.current).not.toBe('mql')
    expect(lifecycle?.intervals.at(-1)).toMatchObject({ stage: lifecycle?.current, leftAt: null })
    expect(lifecycle?.stages.find((stage) => stage.id === 'mql')?.reachedAt).toBe(null)
    const epoch = personPage.parse((await admin.get(`/api/people/${people.anna}?at=${Date.parse(at)}`)).body)
    expect(epoch.scores).toEqual(page.scores)
    expect((await app.pool.query('select * from person_fold where person_id = $1', [people.anna])).rows).toEqual(
      before.rows,
    )
    for (const bad of ['tomorrow', '9e99', String(Date.now() + hour)]) {
      expect(code(await admin.get(`/api/people/${people.anna}?at=${bad}`))).toEqual([400, 'invalid'])
    }
  })

  test('is not for others, nor of nobody', async () => {
    expect(code(await there.get(`/api/people/${people.anna}`))).toEqual([404, 'not_found'])
    expect(code(await admin.get(`/api/people/${somebody}`))).toEqual([404, 'not_found'])
    expect(code(await admin.get('/api/people/not-an-id'))).toEqual([400, 'invalid'])
  })

  test('what visitors send stays text', async () => {
    const answer = await admin.get(`/api/people/${people.visitor}`)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(personPage.parse(answer.body).events.items[0]?.object).toBe(`<script>alert('x')</script>`)
  })

  test('says that a new version is waiting, and shows the score under it', async () => {
    const { rows } = await app.pool.query('select document from blueprint_version where workspace_id = $1', [
      workspaceId,
    ])
    const document = rows[0].document
    for (const rule of document.scores.engagement.rules) rule.points *= 2
    const before = personPage.parse((await admin.get(`/api/people/${people.anna}`)).body).scores
    await app.pool.query(
      `insert into blueprint_version (workspace_id, version, document, applied_at, applied_by) values ($1, 2, $2, now(), 'test')`,
      [workspaceId, JSON.stringify(document)],
    )
    const page = personPage.parse((await admin.get(`/api/people/${people.anna}`)).body)
    expect([page.version, page.pending]).toEqual([2, true])
    expect(page.scores.engagementLedger.length).toBe(before.engagementLedger.length)
    for (const line of page.scores.engagementLedger) {
      const old = before.engagementLedger.find(
        (one) => one.event.messageId === line.event.messageId && one.rule === line.rule,
      )
      expect([line.version, line.points]).toEqual([2, (old?.points ?? 0) * 2])
    }
    await app.pool.query('delete from blueprint_version where workspace_id = $1 and version = 2', [workspaceId])
  })
})

describe('GET /api/people/:id/events', () => {
  test('goes on where the page ended, newest first', async () => {
    const address = `/api/people/${people.anna}/events`
    const all = timelinePage.parse((await admin.get(address)).body).items.map((one) => one.messageId)
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page = timelinePage.parse(
        (await admin.get(`${address}?limit=2${next === '' ? '' : `&cursor=${next}`}`)).body,
      )
      seen.push(...page.items.map((one) => one.messageId))
      next = page.next
    }
    expect(seen).toEqual(all)
    expect(new Set(seen).size).toBe(seen.length)
    const human = timelinePage.parse((await admin.get(`${address}?human=true`)).body)
    expect(human.items.some((one) => one.verdict !== 'human')).toBe(false)
    expect(code(await admin.get(`${address}?cursor=nonsense`))).toEqual([400, 'invalid'])
    expect(code(await there.get(address))).toEqual([404, 'not_found'])
    expect(code(await admin.get(`/api/people/${somebody}/events`))).toEqual([404, 'not_found'])
  })
})

describe('POST /api/people/:id/move', () => {
  test('moves by hand, with who did it and why', async () => {
    const seller = await app.member(workspaceId, 'seller')
    const moved = personMoved.parse(
      (await seller.post(`/api/people/${people.anna}/move`, { stage: 'sql', reason: 'met at the fair' })).body,
    )
    expect(moved).toMatchObject({ id: people.anna, model: 'lifecycle', stage: 'sql', outcome: null, pass: 1 })
    const page = personPage.parse((await admin.get(`/api/people/${people.anna}`)).body)
    const interval = page.stages.find((model) => model.model === 'lifecycle')?.intervals.at(-1)
    expect(interval).toMatchObject({
      stage: 'sql',
      cause: {
        kind: 'by_hand',
        by: 'A seller',
        reason: 'met at the fair',
        reasonName: null,
        event: { name: 'stage_set' },
      },
    })
    // its event names nobody by mail: facts and company stay as they were
    expect([page.email, page.account?.domain]).toEqual(['anna@acme.example', 'acme.example'])
    expect(code(await seller.post(`/api/people/${people.anna}/move`, { stage: 'sql' }))).toEqual([409, 'conflict'])
  })

  test('an outcome needs one of its reasons', async () => {
    const address = `/api/people/${people.minsu}/move`
    for (const body of [
      { outcome: 'lost' },
      { outcome: 'lost', reason: 'because' },
      { outcome: 'nowhere', reason: 'not_now' },
      { stage: 'nowhere' },
      { stage: 'sql', outcome: 'lost', reason: 'not_now' },
      {},
      { model: 'nowhere', stage: 'sql' },
    ]) {
      const answer = await admin.post(address, body)
      expect([body, ...code(answer)]).toEqual([body, 400, 'invalid'])
      expect((answer.body['detail'] as string).length).toBeGreaterThan(20)
    }
    const { body } = await admin.post(address, { outcome: 'lost', reason: 'not_now' })
    expect(personMoved.parse(body)).toMatchObject({ stage: null, outcome: 'lost' })
    const page = personPage.parse((await admin.get(`/api/people/${people.minsu}`)).body)
    const last = page.stages.find((model) => model.model === 'lifecycle')?.intervals.at(-1)
    expect(last).toMatchObject({ leftTo: 'lost', leftReason: 'not_now', leftCause: { reasonName: { en: 'Not now' } } })
    // back again is a new lap
    expect(personMoved.parse((await admin.post(address, { stage: 'lead' })).body)).toMatchObject({
      stage: 'lead',
      pass: 2,
    })
  })

  test('is not for others', async () => {
    expect(code(await there.post(`/api/people/${people.anna}/move`, { stage: 'lead' }))).toEqual([404, 'not_found'])
    expect(
      code(await (await app.member(workspaceId, 'viewer')).post(`/api/people/${people.anna}/move`, { stage: 'lead' })),
    ).toEqual([403, 'forbidden'])
  })
})

describe('POST /api/people/merge and /api/people/:id/unmerge', () => {
  test('there and back', async () => {
    const merged = personMerged.parse(
      (await admin.post('/api/people/merge', { one: people.minsu, other: people.anna })).body,
    )
    expect(new Set([merged.id, merged.merged])).toEqual(new Set([people.minsu, people.anna]))
    expect(personPage.parse((await admin.get(`/api/people/${merged.merged}`)).body).id).toBe(merged.id)
    expect(personList.parse((await admin.get('/api/people')).body).count.value).toBe(2)
    expect(code(await admin.post('/api/people/merge', { one: people.minsu, other: people.anna }))).toEqual([
      409,
      'conflict',
    ])
    const restored = personUnmerged.parse(
      (await admin.post(`/api/people/${merged.id}/unmerge`, { merged: merged.merged })).body,
    )
    expect(restored).toEqual({ id: merged.id, restored: merged.merged })
    expect(personList.parse((await admin.get('/api/people')).body).count.value).toBe(3)
    expect(code(await admin.post(`/api/people/${merged.id}/unmerge`, { merged: merged.merged }))).toEqual([
      409,
      'conflict',
    ])
  })

  test('are refused to others and for others', async () => {
    const pair = { one: people.minsu, other: people.anna }
    expect(code(await there.post('/api/people/merge', pair))).toEqual([404, 'not_found'])
    expect(code(await admin.post('/api/people/merge', { one: people.minsu, other: somebody }))).toEqual([
      404,
      'not_found',
    ])
    expect(code(await admin.post('/api/people/merge', { one: 'x' }))).toEqual([400, 'invalid'])
    expect(code(await (await app.member(workspaceId, 'seller')).post('/api/people/merge', pair))).toEqual([
      403,
      'forbidden',
    ])
    expect(code(await there.post(`/api/people/${people.anna}/unmerge`, { merged: somebody }))).toEqual([
      404,
      'not_found',
    ])
    expect(code(await admin.post(`/api/people/${people.anna}/unmerge`, { merged: somebody }))).toEqual([
      409,
      'conflict',
    ])
  })
})
