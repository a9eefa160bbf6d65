import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { requestJob } from '#actions/job-request.ts'
import { applyRetention } from '#actions/retention-keep.ts'
import type { RetentionDocument, RetentionLog, RetentionPreview } from '#contract/retention.ts'
import type { RetentionRule } from '#core/retention/rule.ts'
import { startJobs } from '#server/jobs/main.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { chrome, publishedForm, sendBare, sendScript } from '#test/form-help.ts'

const day = 86_400_000

let t: TestApp
let workspaceId: string
let keys: { public: string; secret: string }
let admin: Browser
let marketer: Browser
beforeAll(async () => {
  t = await startTestApp()
  ;({ workspaceId, keys } = await t.workspace('Keepers', { zone: 'UTC' }))
  admin = await t.member(workspaceId, 'admin')
  marketer = await t.member(workspaceId, 'marketer')
})
afterAll(() => t.stop())

let serial = 0
const daysAgo = (days: number): string => new Date(Date.now() - days * day - ++serial).toISOString()

/** Sends through the collector, with the secret key, as a browser that said what it is. */
async function send(...batch: object[]): Promise<void> {
  const answer = await fetch(`${t.base}/v1/batch?results=1`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${keys.secret}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  })
  const { results } = (await answer.json()) as { results: { status: string }[] }
  expect(results.map(({ status }) => status)).toEqual(batch.map(() => 'counted'))
  // browsers' events come as they happen: what is old here was received then
  await t.pool.query('update event set received_at = time where workspace_id = $1', [workspaceId])
}

const view = (anonymousId: string, days: number, more: object = {}) => ({
  type: 'page',
  anonymousId,
  timestamp: daysAgo(days),
  properties: { path: '/pricing', url: 'https://example.com/pricing' },
  context: { userAgent: chrome },
  ...more,
})

async function personOf(kind: 'a' | 'e' | 'u', value: string): Promise<string | null> {
  const { rows } = await t.pool.query<{ id: string }>(
    'select person_id as id from identity where workspace_id = $1 and kind = $2 and value = $3',
    [workspaceId, kind, value],
  )
  return rows[0]?.id ?? null
}

/** Sets a period by the verb and has it applied at once, as if its day of grace were over. */
async function keep(rule: RetentionRule, days: number | null): Promise<void> {
  const set = await admin.post('/api/retention', { rule, days })
  expect([set.status, set.body]).toMatchObject([200, { rule, days }])
  await t.pool.query(`update retention_rule set applies_at = now() - interval '1 minute' where workspace_id = $1`, [
    workspaceId,
  ])
}

const preview = async (rule: RetentionRule, days: number) =>
  (await marketer.get(`/api/retention/preview?rule=${rule}&days=${days}`)).body as unknown as RetentionPreview
const logged = async () => (await marketer.get('/api/retention/log')).body as unknown as RetentionLog
const apply = (options: Parameters<typeof applyRetention>[1] = {}) =>
  applyRetention(t.pool, { rest: async () => {}, ...options })

/** The funnel of the lifecycle over all time: what must stay true. */
async function funnel(): Promise<{ total: { members: number }; groups: unknown; known: unknown }> {
  const { body } = await marketer.get('/api/funnel?from=2020-01-01&by=channel')
  const { total, groups } = body as { total: { members: number }; groups: unknown[] }
  expect(total.members).toBeGreaterThan(3)
  const known = await marketer.get(`/api/funnel?from=2020-01-01&asOf=${new Date().toISOString()}`)
  expect(known.status).toBe(200)
  return { total, groups, known: known.body['total'] }
}

/** Tables in which a text stands anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await t.pool.query<{ name: string; quoted: string }>(
    `select table_name as name, format('%I.%I', table_schema, table_name) as quoted from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const found: string[] = []
  for (const { name, quoted } of rows) {
    const { rowCount } = await t.pool.query(`select from ${quoted} x where position($1 in x::text) > 0 limit 1`, [text])
    if (rowCount) found.push(name)
  }
  return found
}

describe('periods', () => {
  test('are nobody’s at first, with suggestions; who limits them is an admin, within bounds', async () => {
    const { rules, fixed, mayChange } = (await marketer.get('/api/retention')).body as unknown as RetentionDocument
    expect(mayChange).toBe(false)
    expect(
      rules.every(({ days, suggested, least, most }) => days === null && suggested >= least && suggested <= most),
    ).toBe(true)
    expect(fixed).toContainEqual({ what: 'request', days: 30 })
    expect((await marketer.post('/api/retention', { rule: 'machine', days: 90 })).status).toBe(403)
    const audit = rules.find(({ rule }) => rule === 'audit')
    const below = await admin.post('/api/retention', { rule: 'audit', days: (audit?.least ?? 0) - 1 })
    expect([below.status, below.body['fields']]).toMatchObject([
      400,
      [{ path: 'days', message: 'From 365 to 3650 days.' }],
    ])
    expect((await admin.post('/api/retention', { rule: 'mail', days: 91 })).status).toBe(400)
    expect((await admin.post('/api/retention', { rule: 'everything', days: 91 })).status).toBe(400)
  })

  test('wait a day when they are new or shorter, and are in the audit with who set them', async () => {
    const now = Date.now()
    const first = (await admin.post('/api/retention', { rule: 'spam', days: 60 })).body
    expect(Date.parse(String(first['appliesAt'])) - now).toBeGreaterThan(0.99 * day)
    await t.pool.query(`update retention_rule set applies_at = $1`, [new Date(now - 1000)])
    // longer: as before; shorter: another day
    const longer = (await admin.post('/api/retention', { rule: 'spam', days: 90 })).body
    expect(longer['appliesAt']).toBe(new Date(now - 1000).toISOString())
    const shorter = (await admin.post('/api/retention', { rule: 'spam', days: 30 })).body
    expect(Date.parse(String(shorter['appliesAt']))).toBeGreaterThan(now)
    const { rules } = (await admin.get('/api/retention')).body as unknown as RetentionDocument
    expect(rules.find(({ rule }) => rule === 'spam')).toMatchObject({ days: 30, setBy: 'A admin', lastAt: null })
    await admin.post('/api/retention', { rule: 'spam', days: null })
    const { rows } = await t.pool.query(
      `select verb, subject, detail ->> 'days' as days from audit where workspace_id = $1 and subject = 'retention:spam' order by at, id`,
      [workspaceId],
    )
    expect(rows.map(({ verb, days }) => [verb, days])).toEqual([
      ['retention.set', '60'],
      ['retention.set', '90'],
      ['retention.set', '30'],
      ['retention.lift', null],
    ])
  })

  test('remove nothing during that day', async () => {
    await send(view('waits-for-tomorrow', 700))
    await admin.post('/api/retention', { rule: 'anonymous', days: 395 })
    expect((await apply()).workspaces.size).toBe(0)
    expect(await personOf('a', 'waits-for-tomorrow')).not.toBeNull()
    await admin.post('/api/retention', { rule: 'anonymous', days: null })
  })
})

describe('visitors whom nobody knows', () => {
  test('go with all that they did; what was counted of them stays, and whoever is known stays whole', async () => {
    await send(
      view('old-visitor', 500),
      view('old-visitor', 450, { properties: { path: '/docs', url: 'https://example.com/docs' } }),
      view('returning-visitor', 500),
      view('returning-visitor', 20),
      view('named-visitor', 500),
      {
        type: 'identify',
        anonymousId: 'named-visitor',
        timestamp: daysAgo(499),
        traits: { email: 'known@keep.example' },
        context: { userAgent: chrome },
      },
      view('refused-visitor', 500),
      {
        type: 'track',
        event: 'consent_withdrawn',
        anonymousId: 'refused-visitor',
        timestamp: daysAgo(498),
        properties: { purpose: 'tracking' },
        context: { userAgent: chrome },
      },
      view('company-visitor', 500),
      {
        type: 'group',
        anonymousId: 'company-visitor',
        groupId: 'acme',
        timestamp: daysAgo(498),
        traits: { name: 'Acme' },
        context: { userAgent: chrome },
      },
    )
    const gone = (await personOf('a', 'old-visitor')) ?? ''
    const before = await funnel()
    const scores = await t.pool.query(
      'select person_id, state, stage, engagement from person_fold where person_id <> $1 order by 1',
      [gone],
    )

    await keep('anonymous', 395)
    const told = await preview('anonymous', 395)
    // the visitor of the test above is as old
    expect(told.removed).toEqual({ people: 2, events: 3 })
    expect(await personOf('a', 'old-visitor')).toBe(gone)
    expect([...(await apply()).workspaces]).toEqual([workspaceId])

    expect(await personOf('a', 'old-visitor')).toBeNull()
    expect(await tablesWith(gone)).toEqual([])
    expect(await tablesWith('old-visitor')).toEqual([])
    for (const id of ['returning-visitor', 'named-visitor', 'refused-visitor', 'company-visitor'])
      expect([id, await personOf('a', id)]).toEqual([id, expect.any(String)])
    // figures and other people are as they were, to the bit
    expect(await funnel()).toEqual(before)
    const after = await t.pool.query(
      'select person_id, state, stage, engagement from person_fold where person_id <> $1 order by 1',
      [gone],
    )
    expect(after.rows).toEqual(
      scores.rows.filter(({ person_id: id }) => after.rows.some((one) => one.person_id === id)),
    )
    expect(after.rows).toHaveLength(scores.rows.length - 1)
    const { items } = await logged()
    expect(items[0]).toMatchObject({ rule: 'anonymous', removed: { people: 2, events: 3 } })
    expect((await preview('anonymous', 395)).removed).toEqual({ people: 0, events: 0 })
    // whoever comes back is new
    await send(view('old-visitor', 1))
    expect(await personOf('a', 'old-visitor')).not.toBe(gone)
    await keep('anonymous', null)
  })

  test('cookieless visits go too, in turns that are cut short and taken up again', async () => {
    for (let serialVisit = 0; serialVisit < 5; serialVisit++)
      await send(view(`short-turn-${serialVisit}`, 420 + serialVisit))
    await t.pool.query(
      `update event set person_id = null, cookieless = true where workspace_id = $1 and anonymous_id in ('short-turn-3', 'short-turn-4')`,
      [workspaceId],
    )
    await keep('anonymous', 400)
    let turns = 0
    let from: NonNullable<Awaited<ReturnType<typeof apply>>['rest']> | undefined
    for (;;) {
      const leaving = new AbortController()
      // one part a turn: the rest after it is the end of the turn
      const { rest } = await apply({
        ...(from ? { from } : {}),
        signal: leaving.signal,
        rest: async () => leaving.abort(),
      })
      turns++
      if (rest === null) break
      from = JSON.parse(JSON.stringify(rest)) as NonNullable<typeof rest>
    }
    expect(turns).toBeGreaterThan(1)
    expect((await preview('anonymous', 400)).removed).toEqual({ people: 0, events: 0 })
    // one line for the day, with everything in it
    const { items } = await logged()
    expect(items.filter(({ rule }) => rule === 'anonymous')).toHaveLength(1)
    expect(items[0]?.removed).toMatchObject({ people: 7, events: 8 })
    await keep('anonymous', null)
  })
})

describe('contacts who fell silent', () => {
  const people = ['silent', 'lately', 'agreed', 'withdrew', 'deal', 'task', 'customer'] as const
  const mail = (who: (typeof people)[number]) => `anna.${who}@inactive.example`
  const track = (who: (typeof people)[number], event: string, days: number, properties: object = {}) => ({
    type: 'track',
    event,
    anonymousId: `cookie-of-${who}-1234`,
    timestamp: daysAgo(days),
    properties,
    context: { userAgent: chrome, traits: { email: mail(who), name: `Somebody ${who}` } },
  })

  test('are erased whole, unless something speaks against it; a no outlives them, and nothing keeps them from coming back', async () => {
    await send(
      ...people.map((who) => track(who, 'demo_video_watched', who === 'lately' ? 30 : 1300)),
      track('agreed', 'consent_granted', 1290, { purpose: 'marketing' }),
      track('withdrew', 'consent_granted', 1295, { purpose: 'marketing' }),
      track('withdrew', 'consent_withdrawn', 1290, { purpose: 'marketing' }),
      {
        type: 'group',
        groupId: 'cust',
        anonymousId: 'cookie-of-customer-1234',
        timestamp: daysAgo(1290),
        traits: { name: 'Cust', relationship: 'customer' },
        context: { userAgent: chrome, traits: { email: mail('customer') } },
      },
    )
    const ids = Object.fromEntries(
      await Promise.all(people.map(async (who) => [who, (await personOf('e', mail(who))) ?? ''] as const)),
    )
    const deal = await admin.post('/api/deals', { name: 'Theirs' })
    await t.pool.query(
      `insert into deal_person (workspace_id, deal_id, person_id, roles, since) values ($1, $2, $3, '{}', now())`,
      [workspaceId, deal.body['id'], ids['deal']],
    )
    await t.pool.query(
      `insert into task (workspace_id, id, kind, person_id, due_day, due_at, created_at, created_by, created_by_id)
       values ($1, gen_random_uuid(), 'call', $2, '2026-11-22', now(), now(), 'x', 'x')`,
      [workspaceId, ids['task']],
    )
    const before = await funnel()

    const told = await preview('inactive', 1095)
    expect(told).toMatchObject({
      removed: { people: 2 },
      stay: [
        { why: 'consent', count: 1 },
        { why: 'deal', count: 1 },
        { why: 'work', count: 1 },
        { why: 'customer', count: 1 },
      ],
    })
    await keep('inactive', 1095)
    await apply()
    for (const who of people) {
      const gone = who === 'silent' || who === 'withdrew'
      expect([who, await personOf('e', mail(who))]).toEqual([who, gone ? null : ids[who]])
      if (!gone) continue
      for (const text of [ids[who] ?? '', mail(who), `cookie-of-${who}-1234`, `Somebody ${who}`])
        expect([text, await tablesWith(text)]).toEqual([text, []])
    }
    // counted as before; funnels as they were known on a day leave out the erased
    expect((await funnel()).total).toMatchObject({ members: before.total.members })
    expect((await logged()).items.find(({ rule }) => rule === 'inactive')?.removed).toEqual({ people: 2 })

    // who only fell silent is somebody new; who said no is still never written to
    const listed = async (who: (typeof people)[number]) =>
      (await marketer.post('/api/consent/suppressed/find', { address: mail(who) })).body['found']
    expect(await listed('silent')).toBe(null)
    expect(await listed('withdrew')).toMatchObject({ reason: 'erasure' })
    await send(track('silent', 'demo_requested', 0))
    expect(await personOf('e', mail('silent'))).toEqual(expect.any(String))
    await keep('inactive', null)
  }, 60_000)
})

describe('what is old alone', () => {
  test('goes rule by rule, and nothing that is younger', async () => {
    const robot = { context: { userAgent: 'Googlebot/2.1 (+http://www.google.com/bot.html)' } }
    await fetch(`${t.base}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ writeKey: keys.public, batch: [view('robot', 0, robot), view('robot', 0, robot)] }),
    })
    const robots = await t.pool.query(
      `update event set time = now() - interval '1 day' * (case when id = (select max(id::text)::uuid from event
         where verdict = 'machine') then 200 else 10 end), received_at = now() - interval '300 days'
       where workspace_id = $1 and verdict = 'machine'`,
      [workspaceId],
    )
    expect(robots.rowCount).toBe(2)
    const old = new Date(Date.now() - 400 * day)
    const young = new Date(Date.now() - 2 * day)
    for (const at of [old, young]) {
      await t.pool.query(
        `insert into set_aside (workspace_id, id, received_at, source, code, message, raw)
         values ($1, gen_random_uuid(), $2, 'browser', 'unreadable', 'No.', 'x')`,
        [workspaceId, at],
      )
      await t.pool.query(
        `insert into mail (workspace_id, id, kind, cause, to_address, subject, body, state, created_at, ended_at)
         values ($1, gen_random_uuid(), 'test', gen_random_uuid()::text, 'a@b.example', 's', 'b', 'sent', $2, $2)`,
        [workspaceId, at === old ? new Date(Date.now() - 50 * day) : young],
      )
      await t.pool.query(
        `insert into audit (workspace_id, id, at, actor, verb) values ($1, gen_random_uuid(), $2, 'operator:test', 'test')`,
        [workspaceId, at],
      )
    }
    const form = await t.pool.query<{ id: string }>(
      `insert into form (workspace_id, id, name, slug, draft, created_at, created_by, updated_at, updated_by)
       values ($1, gen_random_uuid(), 'F', 'retention-form', '{}', now(), 'x', now(), 'x') returning id`,
      [workspaceId],
    )
    for (const [at, state] of [
      [old, 'spam'],
      [young, 'spam'],
      [old, 'counted'],
    ] as const)
      await t.pool.query(
        `insert into form_submission (workspace_id, id, form_id, version, received_at, state, fields, language, digest, visitor, settled_at)
         values ($1, gen_random_uuid(), $2, 1, $3, $4, '{}', 'en', sha256(random()::text::bytea), '{}', now())`,
        [workspaceId, form.rows[0]?.id, at, state],
      )
    const people = await t.pool.query('select * from person_fold where workspace_id = $1 order by person_id', [
      workspaceId,
    ])
    const periods = { machine: 90, set_aside: 90, mail: 30, audit: 365, spam: 60 } as const
    const kinds = { machine: 'events', set_aside: 'rows', mail: 'mails', audit: 'rows', spam: 'rows' } as const
    for (const rule of Object.keys(periods) as (keyof typeof periods)[]) {
      expect([rule, (await preview(rule, periods[rule])).removed]).toEqual([rule, { [kinds[rule]]: 1 }])
      await keep(rule, periods[rule])
    }
    await apply()
    for (const rule of Object.keys(periods) as (keyof typeof periods)[]) {
      expect([rule, (await preview(rule, periods[rule])).removed]).toEqual([rule, { [kinds[rule]]: 0 }])
      expect((await logged()).items.find((one) => one.rule === rule)?.removed).toEqual({ [kinds[rule]]: 1 })
    }
    // a machine's doing was part of nobody
    const after = await t.pool.query('select * from person_fold where workspace_id = $1 order by person_id', [
      workspaceId,
    ])
    expect(after.rows).toEqual(people.rows)
    const { rows } = await t.pool.query<{ states: string[] }>(
      'select array_agg(state order by state) as states from form_submission where workspace_id = $1',
      [workspaceId],
    )
    expect(rows[0]?.states).toEqual(['counted', 'spam'])
  })

  test('what forms took in is emptied, and their funnels read as before; looks go when no funnel reads them', async () => {
    const form = await publishedForm(marketer, 'contact')
    const typed = { name: 'Olga Orlova', company: 'Orlova Freight', message: 'My unmistakable question.' }
    const sendIn = async (email: string, look: boolean) => {
      const visit = randomUUID()
      const values = { ...typed, email }
      if (!look) return sendBare(t, form.slug, { ...values, _page: randomUUID(), _lang: 'en' })
      const looked = await sendScript(
        t,
        form.slug,
        { visit, version: 1, language: 'en', url: 'https://site.example/contact', started: true },
        { path: '/look' },
      )
      expect(looked.status).toBe(204)
      return sendScript(t, form.slug, { values, page: randomUUID(), visit, language: 'en' })
    }
    for (const [email, look] of [
      ['old@orlova.example', true],
      ['bare@orlova.example', false],
      ['new@orlova.example', true],
    ] as const)
      expect((await sendIn(email, look)).status).toBe(200)
    const age = (days: number, email: string) =>
      t.pool.query(
        `with s as (update form_submission set received_at = received_at - interval '1 day' * $1 where email = $2 returning visit_id)
         update form_visit v set seen_at = seen_at - interval '1 day' * $1 from s where v.id = s.visit_id`,
        [days, email],
      )
    await age(200, 'old@orlova.example')
    await age(200, 'bare@orlova.example')
    const funnelOf = async () => (await marketer.get(`/api/forms/${form.id}/funnel?days=366`)).body
    const before = await funnelOf()
    expect(before).toMatchObject({ total: { seen: 2, started: 2, sent: 2 }, unseen: 1 })
    const people = await t.pool.query(`select id, facts from person where email like '%@orlova.example' order by id`)

    // one of the test before is among them
    expect((await preview('submission', 180)).removed).toEqual({ rows: 3 })
    await keep('submission', 180)
    await apply()
    expect((await preview('submission', 180)).removed).toEqual({ rows: 0 })
    expect(await funnelOf()).toEqual(before)
    const list = (await marketer.get(`/api/forms/${form.id}/submissions`)).body
    expect((list['items'] as { email: string }[]).map(({ email }) => email)).toEqual(['new@orlova.example'])
    expect(list['total']).toEqual({ in: 1, out: 0, emptied: 2 })
    const { rows } = await t.pool.query(
      `select s::text as row from form_submission s where form_id = $1 and emptied_at is not null`,
      [form.id],
    )
    expect(rows).toHaveLength(2)
    for (const { row } of rows as { row: string }[]) {
      for (const text of ['orlova', 'Orlova', 'unmistakable', 'Chrome', '127.0.0']) expect(row).not.toContain(text)
    }
    // what it told of them is theirs
    const after = await t.pool.query(`select id, facts from person where email like '%@orlova.example' order by id`)
    expect(after.rows).toEqual(people.rows)

    // no funnel reads so far back
    expect((await admin.post('/api/retention', { rule: 'form_look', days: 365 })).status).toBe(400)
    await t.pool.query(
      `update form_submission set received_at = received_at - interval '300 days' where form_id = $1 and emptied_at is not null`,
      [form.id],
    )
    await t.pool.query(
      `update form_visit set seen_at = seen_at - interval '300 days' where form_id = $1 and seen_at < now() - interval '100 days'`,
      [form.id],
    )
    const late = await funnelOf()
    expect((await preview('form_look', 400)).removed).toEqual({ rows: 3 })
    await keep('form_look', 400)
    await apply()
    expect((await preview('form_look', 400)).removed).toEqual({ rows: 0 })
    expect(await funnelOf()).toEqual(late)
    expect((await logged()).items.find(({ rule }) => rule === 'form_look')?.removed).toEqual({ rows: 3 })
  })

  test('one rule that fails does not keep the others from being applied', async () => {
    await t.pool.query(
      `insert into retention_rule (workspace_id, rule, days, applies_at, set_by, set_at)
      values ($1, 'nonsense', 5, now() - interval '1 day', 'x', now())`,
      [workspaceId],
    )
    await t.pool.query(
      `insert into set_aside (workspace_id, id, received_at, source, code, message)
       values ($1, gen_random_uuid(), now() - interval '300 days', 'browser', 'unreadable', 'No.')`,
      [workspaceId],
    )
    const errors: unknown[] = []
    await apply({ onError: (error) => errors.push(error) })
    await t.pool.query(`delete from retention_rule where rule = 'nonsense'`)
    expect(errors).toHaveLength(1)
    expect((await preview('set_aside', 90)).removed).toEqual({ rows: 0 })
  })
})

describe('another workspace', () => {
  test('keeps what is its own', async () => {
    const other = await t.workspace('Others', { zone: 'UTC' })
    const theirs = await t.member(other.workspaceId, 'admin')
    await t.pool.query(
      `insert into set_aside (workspace_id, id, received_at, source, code, message)
       values ($1, gen_random_uuid(), now() - interval '300 days', 'browser', 'unreadable', 'No.')`,
      [other.workspaceId],
    )
    await apply()
    const { body } = await theirs.get('/api/retention/preview?rule=set_aside&days=90')
    expect(body['removed']).toEqual({ rows: 1 })
    expect((await theirs.get('/api/retention/log')).body).toEqual({ items: [], next: null })
  })
})

test('the server’s own job applies it, and tells open pages', async () => {
  await t.pool.query(
    `insert into set_aside (workspace_id, id, received_at, source, code, message)
     values ($1, gen_random_uuid(), now() - interval '300 days', 'browser', 'unreadable', 'No.')`,
    [workspaceId],
  )
  const touched: unknown[] = []
  const jobs = await startJobs({
    pool: t.pool,
    log: pino({ level: 'silent' }),
    mail: t.mail,
    live: { touch: (...what) => void touched.push(what), close: () => Promise.resolve() },
    address: t.base,
  })
  try {
    await requestJob(t.pool, 'retain', {}, 'retain')
    await vi.waitFor(() => expect(touched).toContainEqual([workspaceId, 'retention']), {
      timeout: 15_000,
      interval: 50,
    })
    expect((await preview('set_aside', 90)).removed).toEqual({ rows: 0 })
  } finally {
    await jobs.stop()
  }
})
