import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mayReach } from '#actions/consent/may.ts'
import type { ConsentOverview, DueList, LedgerPage, PersonConsent, PurposeList, ReachCount } from '#contract/consent.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'

let t: TestApp
let workspaceId: string
let secret: string
let marketer: Browser
let seller: Browser
let viewer: Browser

beforeAll(async () => {
  t = await startTestApp()
  const made = await t.workspace()
  workspaceId = made.workspaceId
  secret = made.keys.secret
  marketer = await t.member(workspaceId, 'marketer')
  seller = await t.member(workspaceId, 'seller')
  viewer = await t.member(workspaceId, 'viewer')
})
afterAll(() => t.stop())

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

async function send(...batch: object[]): Promise<void> {
  const answer = await fetch(`${t.base}/v1/batch?results=1`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${secret}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  })
  const { results } = (await answer.json()) as { results: { status: string }[] }
  expect(results.map(({ status }) => status)).toEqual(batch.map(() => 'counted'))
}

const track = (email: string, event: string, days: number, properties: object = {}) => ({
  type: 'track',
  event,
  timestamp: daysAgo(days),
  properties,
  context: { traits: { email } },
})

async function idOf(email: string): Promise<string> {
  const { rows } = await t.pool.query<{ id: string }>(
    'select id from person where workspace_id = $1 and email = $2 and merged_into is null',
    [workspaceId, email],
  )
  return rows[0]?.id ?? ''
}

describe('purposes and their words', () => {
  test('come with the product, and other words are a new version: the old ones and who agreed to them stay', async () => {
    const before = (await viewer.get('/api/consent/purposes')).body as unknown as PurposeList
    expect([before.builtin, before.purposes.map(({ id }) => id)]).toEqual([
      true,
      ['marketing', 'linkedin', 'calls', 'tracking', 'ads'],
    ])
    await send(track('old@words.example', 'consent_granted', 3, { purpose: 'calls', wording: 'calls.1' }))
    const calls = {
      id: 'calls',
      name: { en: 'Calls' },
      channel: 'phone',
      legalBasis: 'consent',
      doubleOptIn: false,
      retired: false,
      text: { en: 'You may call me on working days.', ko: '평일에 전화하셔도 됩니다.' },
    }
    expect((await seller.post('/api/consent/purposes', calls)).status).toBe(403)
    const saved = await marketer.post('/api/consent/purposes', calls)
    expect(saved.body).toEqual({ id: 'calls', wording: 'calls.2', isNew: true })
    // the same words again are no version
    expect((await marketer.post('/api/consent/purposes', calls)).body).toMatchObject({
      wording: 'calls.2',
      isNew: false,
    })
    const after = (await viewer.get('/api/consent/purposes')).body as unknown as PurposeList
    expect(after.builtin).toBe(false)
    expect(after.purposes.map(({ id }) => id)).toEqual(before.purposes.map(({ id }) => id))
    expect(after.purposes.find(({ id }) => id === 'calls')).toMatchObject({
      granted: 1,
      wordings: [
        { id: 'calls.2', people: 0, text: calls.text },
        { id: 'calls.1', people: 1, text: { en: 'You may call me about your products.' } },
      ],
    })
    const ledger = (await viewer.get('/api/consent/ledger?wording=calls.1')).body as unknown as LedgerPage
    expect(ledger.items).toMatchObject([
      { state: 'granted', wording: 'calls.1', text: 'You may call me about your products.', source: 'api' },
    ])
  })

  test('a country’s template adds purposes, words and rules; the sender’s name stands in the words', async () => {
    const settings = { sender: { name: 'Lodestrand', postal: '1 Quay, Busan', contact: 'hello@lodestrand.example' } }
    expect((await marketer.post('/api/consent/settings', settings)).body).toMatchObject(settings)
    const taken = await marketer.post('/api/consent/template', { country: 'kr' })
    expect(taken.body).toMatchObject({ country: 'kr', added: ['personal_data'] })
    const list = (await viewer.get('/api/consent/purposes')).body as unknown as PurposeList
    expect(list.settings.rules).toMatchObject({
      reminderMonths: 24,
      subjectPrefix: { text: '(광고)', purposes: ['marketing'] },
    })
    expect(list.purposes.find(({ id }) => id === 'marketing')?.wordings[0]?.text.ko).toMatch(
      /^\(선택\) Lodestrand의 광고성/,
    )
    expect(list.settings.sender).toEqual(settings.sender)
  })

  test.each([
    ['an id with spaces', { id: 'my purpose' }],
    ['no words', { text: { en: ' ' } }],
    ['a basis that is none', { legalBasis: 'because' }],
  ])('refuses %s', async (_what, wrong) => {
    const input = {
      id: 'own',
      name: { en: 'Own' },
      channel: 'mail',
      legalBasis: 'consent',
      doubleOptIn: true,
      retired: false,
      text: { en: 'Yes' },
    }
    expect((await marketer.post('/api/consent/purposes', { ...input, ...wrong })).status).toBe(400)
  })
})

describe('the ledger', () => {
  test('names who, what, when, from where and by which proof; filters and pages agree with each other', async () => {
    await send(
      track('ann@ledger.example', 'consent_granted', 20, {
        purpose: 'marketing',
        wording: 'In words of old',
        source: 'form:ebook',
      }),
      track('ann@ledger.example', 'consent_withdrawn', 10, { purpose: 'marketing', source: 'unsubscribe' }),
      track('bob@ledger.example', 'email_complained', 5, { campaign: 'May' }),
    )
    const all = (await viewer.get('/api/consent/ledger?purpose=marketing')).body as unknown as LedgerPage
    expect(
      all.items.map(({ state, source, sourceDetail, text, person }) => [
        state,
        source,
        sourceDetail,
        text,
        person?.email,
      ]),
    ).toEqual([
      ['complained', 'complaint', null, null, 'bob@ledger.example'],
      ['withdrawn', 'unsubscribe', null, null, 'ann@ledger.example'],
      ['granted', 'form', 'ebook', 'In words of old', 'ann@ledger.example'],
    ])
    const pages = []
    for (let cursor = ''; ;) {
      const page = (await viewer.get(`/api/consent/ledger?purpose=marketing&limit=1${cursor}`))
        .body as unknown as LedgerPage
      pages.push(...page.items)
      if (page.next === null) break
      cursor = `&cursor=${encodeURIComponent(page.next)}`
    }
    expect(pages).toEqual(all.items)
    expect((await viewer.get('/api/consent/ledger?state=granted&source=form')).body['items']).toHaveLength(1)
    const from = daysAgo(12).slice(0, 10)
    expect((await viewer.get(`/api/consent/ledger?purpose=marketing&from=${from}`)).body['items']).toHaveLength(2)
    expect((await viewer.get('/api/consent/ledger?cursor=nonsense')).status).toBe(400)
  })

  test('counts people by their last word, and weeks by what was said in them', async () => {
    const overview = (await viewer.get('/api/consent?weeks=8')).body as unknown as ConsentOverview
    expect(overview.purposes.find(({ id }) => id === 'marketing')).toMatchObject({ granted: 0, withdrawn: 2 })
    expect(overview.purposes.find(({ id }) => id === 'calls')).toMatchObject({ granted: 1, withdrawn: 0 })
    expect(overview.weeks).toHaveLength(8)
    const sum = (what: 'granted' | 'withdrawn') => overview.weeks.reduce((all, week) => all + week[what], 0)
    expect([sum('granted'), sum('withdrawn')]).toEqual([2, 2])
    for (const { week } of overview.weeks) expect(Temporal.PlainDate.from(week).dayOfWeek).toBe(1)
  })

  test('goes out as CSV for those who may, with formulas made harmless', async () => {
    await send(
      track('cal@ledger.example', 'consent_granted', 1, {
        purpose: 'calls',
        source: 'form:=cmd|calc',
        wording: '=1+1',
      }),
    )
    expect((await seller.post('/api/consent/export', {})).status).toBe(403)
    const { body } = await marketer.post('/api/consent/export', { purpose: 'calls', heads: { email: 'Mail' } })
    const file = await marketer.get(String(body['path']))
    const text = String(file.body['text'])
    expect(file.headers.get('content-type')).toContain('text/csv')
    expect(text.split('\r\n')[0]).toContain('Mail')
    expect(text).toContain('cal@ledger.example')
    expect(text).not.toMatch(/(^|,)"?=1\+1/m)
    // another's leave is not mine
    expect((await seller.get(String(body['path']))).status).toBe(403)
  })
})

describe('by hand', () => {
  test('a colleague records what they were told, and takes a mistake back', async () => {
    await send({
      type: 'identify',
      userId: 'h',
      traits: { email: 'hand@example.com', name: 'Hand' },
      timestamp: daysAgo(9),
    })
    const id = await idOf('hand@example.com')
    const said = {
      purpose: 'linkedin',
      state: 'granted',
      at: daysAgo(2),
      reason: 'Told me at the fair',
      kept: 'Notes of the fair, page 3',
      wording: 'linkedin.1',
    }
    expect((await viewer.post(`/api/people/${id}/consent`, said)).status).toBe(403)
    const recorded = await seller.post(`/api/people/${id}/consent`, said)
    expect(recorded.status).toBe(200)
    const page = (await viewer.get(`/api/people/${id}/consent`)).body as unknown as PersonConsent
    expect(page.purposes.find((one) => one.id === 'linkedin')).toMatchObject({
      state: 'granted',
      at: said.at,
      reach: { may: true, why: 'granted' },
    })
    expect(page.entries).toMatchObject([
      {
        source: 'hand',
        wording: 'linkedin.1',
        text: 'You may write to me on LinkedIn.',
        proof: { reason: said.reason, kept: said.kept, by: 'A seller' },
      },
    ])
    const undo = { messageId: recorded.body['messageId'] }
    expect((await seller.post(`/api/people/${id}/consent/undo`, undo)).status).toBe(200)
    expect((await seller.post(`/api/people/${id}/consent/undo`, undo)).status).toBe(409)
    expect((await viewer.get(`/api/people/${id}/consent`)).body).toMatchObject({ entries: [] })
  })

  test.each([
    ['a day to come', { at: new Date(Date.now() + 86_400_000).toISOString() }],
    ['a purpose that nobody wrote down', { purpose: 'strange' }],
    ['words that were never asked', { wording: 'linkedin.7' }],
    ['no reason', { reason: ' ' }],
  ])('refuses %s', async (_what, wrong) => {
    const id = await idOf('hand@example.com')
    const said = { purpose: 'linkedin', state: 'granted', reason: 'Said so', ...wrong }
    expect((await seller.post(`/api/people/${id}/consent`, said)).status).toBe(400)
  })
})

describe('who is never written to', () => {
  test('is known by a keyed hash, whoever the address belongs to later', async () => {
    const addresses = 'Never@Example.com\n+82 10-9999-0000\nno address at all\nnever@example.com'
    expect((await seller.post('/api/consent/suppress', { addresses, reason: 'import' })).status).toBe(403)
    const { body } = await marketer.post('/api/consent/suppress', { addresses, reason: 'import' })
    expect(body).toEqual({ added: 2, there: 0, wrong: ['no address at all'] })
    const { rows } = await t.pool.query('select s::text as all from suppression s where workspace_id = $1', [
      workspaceId,
    ])
    expect(JSON.stringify(rows)).not.toMatch(/never|9999/i)
    await send(
      { type: 'identify', userId: 'n', traits: { email: 'never@example.com' }, timestamp: daysAgo(1) },
      track('never@example.com', 'consent_granted', 1, { purpose: 'marketing' }),
      {
        type: 'identify',
        userId: 'p',
        traits: { email: 'p@example.com', phone: '+821099990000' },
        timestamp: daysAgo(1),
      },
    )
    const [never, phone] = [await idOf('never@example.com'), await idOf('p@example.com')]
    const reach = await mayReach(t.pool, workspaceId, [never, phone], 'marketing')
    expect([...reach.values()].map(({ why }) => why)).toEqual(['suppressed', 'suppressed'])
    const find = (address: string) => viewer.post('/api/consent/suppressed/find', { address })
    expect((await find('NEVER@example.com')).body).toMatchObject({ found: { reason: 'import' } })
    expect((await find('ever@example.com')).body).toEqual({ found: null })
    expect((await find('nonsense')).status).toBe(400)
    const found = (await find('never@example.com')).body['found'] as { id: string }
    expect((await marketer.post(`/api/consent/suppressed/${found.id}/lift`)).status).toBe(200)
    expect((await mayReach(t.pool, workspaceId, [never], 'marketing')).get(never)).toEqual({
      may: true,
      why: 'granted',
    })
  })

  test('how many a purpose may reach adds up, and says why the others not', async () => {
    const { body } = await viewer.post('/api/consent/reach', { purpose: 'marketing' })
    const count = body as unknown as ReachCount
    expect(count.may).toBeGreaterThan(0)
    expect(count.why.reduce((sum, { people }) => sum + people, 0)).toBe(count.people)
    // one added by hand, one who complained
    expect(count.why.find(({ why }) => why === 'suppressed')?.people).toBe(2)
    const condition = { field: 'person.email', op: 'is', value: 'never@example.com' }
    expect((await viewer.post('/api/consent/reach', { purpose: 'marketing', condition })).body).toEqual({
      people: 1,
      may: 1,
      why: [{ why: 'granted', may: true, people: 1 }],
    })
  })
})

describe('the reminder of every two years', () => {
  test('lists who is due, writes to them once, and starts their two years anew', async () => {
    await send(
      track('long@ago.example', 'consent_granted', 720, { purpose: 'marketing' }),
      track('lately@ago.example', 'consent_granted', 300, { purpose: 'marketing' }),
      track('gone@ago.example', 'consent_granted', 900, { purpose: 'marketing' }),
      track('gone@ago.example', 'consent_withdrawn', 800, { purpose: 'marketing' }),
    )
    const due = (await viewer.get('/api/consent/due')).body as unknown as DueList
    expect(due.items.map(({ person }) => person.email)).toEqual(['long@ago.example'])
    expect([due.total, due.months]).toEqual([1, 24])
    expect(Date.parse(due.items[0]?.dueAt ?? '')).toBeGreaterThan(Date.now())
    const ids = [await idOf('long@ago.example'), await idOf('lately@ago.example')]
    expect((await marketer.post('/api/consent/remind', { ids })).body).toEqual({ sent: 1, skipped: 1 })
    const { rows } = await t.pool.query(
      `select to_address, body, unsubscribe from mail where kind = 'consent_reminder'`,
    )
    expect(rows).toMatchObject([
      { to_address: 'long@ago.example', unsubscribe: expect.stringContaining('/unsubscribe/') },
    ])
    expect((await viewer.get('/api/consent/due')).body).toMatchObject({ total: 0, items: [] })
    expect((await marketer.post('/api/consent/remind', { ids })).body).toEqual({ sent: 0, skipped: 2 })
  })
})

describe('lists that leave the house', () => {
  test('«only whom I may write to» leaves out who may not be reached, also when they took it back after the asking', async () => {
    await send(
      track('in@export.example', 'consent_granted', 3, { purpose: 'marketing' }),
      track('later@export.example', 'consent_granted', 3, { purpose: 'marketing' }),
      track('out@export.example', 'consent_withdrawn', 3, { purpose: 'marketing' }),
    )
    const condition = { field: 'person.email', op: 'contains', value: '@export.example' }
    const ask = (more: object) => marketer.post('/api/people/export', { condition, columns: [], ...more })
    expect((await ask({ reach: 'strange' })).status).toBe(400)
    const all = await marketer.get(String((await ask({})).body['path']))
    expect(String(all.body['text']).match(/@export\.example/g)).toHaveLength(3)
    const leave = await ask({ reach: 'marketing', heads: { may_reach: 'Why' } })
    await seller.post(`/api/people/${await idOf('later@export.example')}/consent`, {
      purpose: 'marketing',
      state: 'withdrawn',
      reason: 'Told me on the phone',
    })
    const text = String((await marketer.get(String(leave.body['path']))).body['text'])
    expect(text.split('\r\n')[0]).toMatch(/Why$/)
    expect(text.match(/\w+@export\.example/g)).toEqual(['in@export.example'])
  })
})
