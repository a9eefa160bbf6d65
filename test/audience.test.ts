import { randomUUIDv7, createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFlow } from '#actions/flow.ts'
import { keepAudiences } from '#actions/audience-export.ts'
import { audienceExport, audienceList, audiencePage, audiencePeople } from '#contract/audience.ts'
import type { Event } from '#core/event.ts'
import { insertApiKey, newApiKey } from '#store/api-key.ts'
import { type Browser, createBrowser, startTestApp, type TestApp } from '#test/app.ts'
import { event, keys } from '#test/events.ts'

/** An audience through its life, over HTTP: each test goes on where the one before stopped. */
const day = 86_400_000
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

let app: TestApp
let workspaceId: string
let marketer: Browser & { email: string }
let audience: string
beforeAll(async () => {
  app = await startTestApp()
  ;({ workspaceId } = await app.workspace('Audiences'))
  marketer = await app.member(workspaceId, 'marketer')
  const people = ['ann', 'bob', 'cid'].flatMap((name, index) => {
    const at = Date.now() - 3 * day + index * 1000
    const who = { keys: keys({ email: `${name}@acme.test` }), mailKind: 'work' as const }
    return [
      event('page_viewed', at, {
        ...who,
        traits: {
          email: `${name}@acme.test`,
          name: `${name} Lee`,
          country: 'KR',
          phone: '010-1234-567' + String(index),
          city: 'Busan',
        },
      }),
      ...(name === 'cid' ? [] : [event('consent_granted', at + 1, { ...who, props: { purpose: 'ads' } })]),
    ]
  })
  await send(people)
  const { body } = await marketer.post('/api/segments', {
    name: 'Busan',
    condition: { field: 'person.city', op: 'is', value: 'Busan' },
  })
  const made = await marketer.post('/api/audiences', { name: 'Busan ads', segmentId: body['id'] })
  expect([made.status, made.body]).toMatchObject([
    200,
    { chosen: 3, members: 2, barred: { no_consent: 1 }, purpose: 'ads' },
  ])
  audience = String((made.body as { id: string }).id)
}, 60_000)
afterAll(() => app.stop())

async function send(events: Event[]): Promise<void> {
  const flow = createFlow({ pool: app.pool })
  const outcomes = await flow.accept(
    workspaceId,
    events.map((one) => ({ event: one })),
  )
  await flow.stop()
  expect(outcomes.filter(({ status }) => status !== 'counted')).toEqual([])
}

async function file(path: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const answer = await fetch(app.base + path, { headers: { cookie: marketer.cookie(), ...headers } })
  return { status: answer.status, text: await answer.text() }
}

test('a file has those who agreed, in the network’s shape; the log says who is in it and who is not', async () => {
  const made = audienceExport.parse(
    (await marketer.post(`/api/audiences/${audience}/export`, { network: 'google' })).body,
  )
  expect(made).toMatchObject({ included: 2, leftOut: { no_consent: 1 }, removedPath: null })
  const { status, text } = await file(made.path as string)
  expect(status).toBe(200)
  const lines = text.trim().split('\r\n')
  expect(lines[0]).toBe('Email,Phone,First Name,Last Name,Country,Zip')
  expect(lines.slice(1).toSorted()).toEqual(
    [
      `${sha256('ann@acme.test')},${sha256('+821012345670')},,,KR,`,
      `${sha256('bob@acme.test')},${sha256('+821012345671')},,,KR,`,
    ].toSorted(),
  )
  const logged = audiencePeople.parse((await marketer.get(`/api/audiences/${audience}/people?export=${made.id}`)).body)
  expect(logged.items.map(({ email, why }) => [email, why]).toSorted()).toEqual([
    ['ann@acme.test', null],
    ['bob@acme.test', null],
    ['cid@acme.test', 'no_consent'],
  ])
})

test('who withdraws leaves the audience with the reason, and the file that was made before', async () => {
  const [before] = audiencePage.parse((await marketer.get(`/api/audiences/${audience}`)).body).exports
  await send([
    event('consent_withdrawn', Date.now() - 1000, {
      keys: keys({ email: 'bob@acme.test' }),
      mailKind: 'work',
      props: { purpose: 'ads' },
    }),
  ])
  expect((await file(before?.path as string)).text).not.toContain(sha256('bob@acme.test'))
  const then = new Date().toISOString()
  await marketer.post(`/api/audiences/${audience}/look`, {})
  const [one] = audienceList.parse((await marketer.get('/api/audiences')).body).items
  expect(one).toMatchObject({ members: 1, joined: 2, left: 1 })
  const now = audiencePeople.parse((await marketer.get(`/api/audiences/${audience}/people`)).body)
  expect(now.items.map(({ email }) => email)).toEqual(['ann@acme.test'])
  const past = audiencePeople.parse((await marketer.get(`/api/audiences/${audience}/people?at=${then}`)).body)
  expect(past.items.map(({ email, why }) => [email, why]).toSorted()).toEqual([
    ['ann@acme.test', null],
    ['bob@acme.test', 'withdrawn'],
  ])

  const next = audienceExport.parse(
    (await marketer.post(`/api/audiences/${audience}/export`, { network: 'google' })).body,
  )
  const removed = await file(next.removedPath as string)
  expect(removed.text.trim().split('\r\n').slice(1)).toEqual([
    `${sha256('bob@acme.test')},${sha256('+821012345671')},,,KR,`,
  ])
})

test('a schedule makes a file by itself, once when it is due; an API key fetches it', async () => {
  const { status } = await marketer.post(`/api/audiences/${audience}/schedule`, { network: 'x', every: 'day' })
  expect(status).toBe(200)
  const count = async () =>
    audiencePage
      .parse((await marketer.get(`/api/audiences/${audience}`)).body)
      .exports.filter(({ network }) => network === 'x')
  const due = Date.now() + 1000
  await keepAudiences(app.pool, due)
  await keepAudiences(app.pool, due + 1000)
  const [made, ...more] = await count()
  expect([made?.included, more.length, made?.by]).toEqual([1, 0, 'schedule'])
  await keepAudiences(app.pool, due + day + 1000)
  expect((await count()).length).toBe(2)

  const key = newApiKey()
  const { body } = await marketer.get('/api/session')
  const holderId = (body as { user: { id: string } }).user.id
  await insertApiKey(app.pool, workspaceId, {
    id: randomUUIDv7(),
    kind: 'personal',
    name: 'Ads',
    holderId,
    scopes: ['audience.export'],
    key,
    now: Date.now(),
    expiresAt: null,
  })
  const path = (made?.path ?? '').replace(/&?workspace=[^&]*/, '')
  const fetched = await fetch(app.base + path, { headers: { authorization: `Bearer ${key}` } })
  expect([fetched.status, await fetched.text()]).toEqual([200, `${sha256('ann@acme.test')}\r\n`])
  expect((await fetch(app.base + path)).status).toBe(401)
  const viewer = await app.member(workspaceId, 'viewer')
  expect((await fetch(app.base + (made?.path as string), { headers: { cookie: viewer.cookie() } })).status).toBe(403)
  const elsewhere = await app.workspace('Elsewhere')
  const other = await app.member(elsewhere.workspaceId, 'marketer')
  expect((await fetch(app.base + path, { headers: { cookie: other.cookie() } })).status).toBe(404)
  expect((await createBrowser(app.base).get(`/api/audiences/${audience}`)).status).toBe(401)
})

test('an audience without its segment goes on with its last condition; archived, it is left alone', async () => {
  const { rows } = await app.pool.query<{ id: string }>('select segment_id as id from audience where id = $1', [
    audience,
  ])
  expect((await marketer.post(`/api/segments/${rows[0]?.id}/delete`, {})).status).toBe(200)
  const looked = await marketer.post(`/api/audiences/${audience}/look`, {})
  expect(looked.body).toMatchObject({ segment: null, chosen: 3, members: 1 })
  expect((await marketer.post(`/api/audiences/${audience}`, { archived: true })).status).toBe(200)
  expect((await keepAudiences(app.pool, Date.now() + 3 * day)).size).toBe(0)
})
