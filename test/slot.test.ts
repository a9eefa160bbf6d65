import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SlotBook } from '#actions/slot/book.ts'
import { decideSlots, wishedLanguages } from '#actions/slot/decide.ts'
import { visitorActs, type Visitor } from '#actions/visitor.ts'
import type { PageDetail } from '#contract/page.ts'
import type { SlotDetail, SlotLift, SlotList } from '#contract/slot.ts'
import type { Condition } from '#core/rule.ts'
import { armOf } from '#core/slot/decide.ts'
import { emptySlotVariant, type SlotDocument, type SlotVariant, type SlotVariantKey } from '#core/slot/document.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { basic } from '#test/collector.ts'
import { chrome } from '#test/form-help.ts'
import { filled } from '#test/page/fill.ts'

const day = 86_400_000
let t: TestApp
let workspaceId: string
let keys: { public: string; secret: string }
let marketer: Browser
/** of the workspace of privacy and cost */
let quietId: string
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

/** A workspace of its own: what decides in another is remembered for two seconds. */
async function fresh(): Promise<void> {
  ;({ workspaceId, keys } = await t.workspace())
  marketer = await t.member(workspaceId, 'marketer')
}

function variant(key: SlotVariantKey, title: string, more: Partial<SlotVariant> = {}): SlotVariant {
  const bare = emptySlotVariant(key)
  return { ...bare, ...more, name: title, content: { ...bare.content, title, ...more.content } }
}

const known = (field: string, value: string): Condition => ({ field, op: 'is', value })

async function detail(id: string): Promise<SlotDetail> {
  return (await marketer.get(`/api/slots/${id}`)).body as unknown as SlotDetail
}

/** A slot in force. */
async function published(key: string, variants: SlotVariant[], more: Partial<SlotDocument> = {}): Promise<SlotDetail> {
  const made = await marketer.post('/api/slots', { name: `The ${key}`, key })
  expect(made.status).toBe(200)
  const slot = await detail(String(made.body['id']))
  const document = { ...slot.document, variants, ...more }
  const { revision, name } = slot
  expect(await marketer.post(`/api/slots/${slot.id}/change`, { revision, name, document })).toMatchObject({
    status: 200,
  })
  const shown = await marketer.post(`/api/slots/${slot.id}/publish`, { revision: revision + 1 })
  expect([shown.status, shown.body]).toMatchObject([200, { state: 'live' }])
  return detail(slot.id)
}

/** Until the server looks again at what decides. */
const settled = () => new Promise((done) => setTimeout(done, 2100))

interface Answered {
  known: boolean
  slots: Record<string, { slot: string; version: number; variant: string; arm: string; content?: { title: string } }>
}

async function ask(body: object, headers: Record<string, string> = {}): Promise<Answered> {
  const answer = await askRaw({ writeKey: keys.public, url: 'https://shop.example/', ...body }, headers)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Answered
}

const askRaw = (body: object | string, headers: Record<string, string> = {}) =>
  fetch(`${t.base}/v1/slots`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'user-agent': chrome, 'content-type': 'text/plain', ...headers },
  })

async function send(key: string, batch: object[]): Promise<void> {
  const answer = await fetch(`${t.base}/v1/batch?results=1`, {
    method: 'POST',
    headers: { authorization: basic(key), 'content-type': 'application/json' },
    body: JSON.stringify({ batch: batch.map((item) => ({ context: { userAgent: chrome }, ...item })) }),
  })
  const { results } = (await answer.json()) as { results: { status: string }[] }
  expect(results.map(({ status }) => status)).toEqual(batch.map(() => 'counted'))
}

/** An id that this slot shows its variants to, or holds them back from. */
function browserIn(arm: 'shown' | 'control', slotId: string, name: string, control = 10): string {
  for (let n = 0; ; n++) if (armOf(slotId, `${name}${n}`, control) === arm) return `${name}${n}`
}

const titles = ({ slots }: Answered) =>
  Object.fromEntries(Object.entries(slots).map(([key, one]) => [key, one.content?.title]))

describe('a slot', () => {
  beforeAll(fresh)

  test('is drafted, told what is missing, published, stopped and taken out of the list', async () => {
    const made = await marketer.post('/api/slots', { name: 'Opening', key: 'Opening-1' })
    expect(made.body).toMatchObject({ key: 'opening-1', state: 'draft', version: null })
    const id = String(made.body['id'])
    expect((await marketer.post('/api/slots', { name: 'Again', key: 'opening-1' })).status).toBe(409)
    expect((await marketer.post('/api/slots', { name: 'Odd', key: '1 <b>' })).status).toBe(400)
    const refused = await marketer.post(`/api/slots/${id}/publish`, { revision: 1 })
    expect(refused).toMatchObject({ status: 400, body: { fields: [{ path: 'a', message: 'empty_variant' }] } })
    const { document } = await detail(id)
    const counts: Condition = { count: { field: 'event.name', op: 'is', value: 'page_viewed' }, op: 'gte', value: 2 }
    const bad = [
      variant('a', 'Counts', { when: counts }),
      variant('b', 'Links', {
        content: { ...emptySlotVariant('b').content, href: 'javascript:alert(1)', label: 'Go' },
      }),
      variant('c', 'Pictures', {
        content: { ...emptySlotVariant('c').content, picture: { url: 'http://x.example/a.png', alt: '' } },
      }),
      variant('d', 'Never'),
    ]
    await marketer.post(`/api/slots/${id}/change`, {
      revision: 1,
      name: 'Opening',
      document: { ...document, variants: bad },
    })
    const faults = await marketer.post(`/api/slots/${id}/publish`, { revision: 2 })
    expect(faults.body['fields']).toEqual([
      { path: 'a', message: 'counts' },
      { path: 'b', message: 'bad_link' },
      { path: 'c', message: 'bad_picture' },
      { path: 'c', message: 'no_alt' },
    ])
    expect((await detail(id)).faults).toContainEqual({ fault: 'shadowed', must: false, variant: 'd' })
    const unknown = [variant('a', 'Stage', { when: known('stage.nothing', 'lead') })]
    await marketer.post(`/api/slots/${id}/change`, {
      revision: 2,
      name: 'Opening',
      document: { ...document, variants: unknown },
    })
    expect((await marketer.post(`/api/slots/${id}/publish`, { revision: 3 })).status).toBe(400)
    const good = [variant('a', 'Hello')]
    await marketer.post(`/api/slots/${id}/change`, {
      revision: 3,
      name: 'Opening',
      document: { ...document, variants: good },
    })
    expect((await marketer.post(`/api/slots/${id}/change`, { revision: 3, name: 'x', document })).status).toBe(409)
    expect((await marketer.post(`/api/slots/${id}/publish`, { revision: 4 })).body).toMatchObject({
      state: 'live',
      version: 1,
    })
    expect((await marketer.post(`/api/slots/${id}/retire`, {})).status).toBe(409)
    expect((await marketer.post(`/api/slots/${id}/stop`, {})).body).toMatchObject({ state: 'off', version: null })
    expect((await marketer.post(`/api/slots/${id}/retire`, {})).status).toBe(200)
    const list = async (retired: boolean) =>
      ((await marketer.get(`/api/slots?retired=${retired}`)).body as unknown as SlotList).items.map(({ key }) => key)
    expect([await list(false), await list(true)]).toEqual([[], ['opening-1']])
  })
})

describe('a decision', () => {
  beforeEach(fresh)

  test('rests on the visit alone where nothing is known: channel, language, the first variant that holds', async () => {
    const slot = await published('visit', [
      variant('a', 'From an ad', { visit: { channels: ['ppc'], returning: null, languages: [] } }),
      variant('b', '안녕하세요', { visit: { channels: [], returning: null, languages: ['ko'] } }),
    ])
    const id = browserIn('shown', slot.id, 'stranger')
    const ad = { campaign: { source: 'google', medium: 'cpc' } }
    expect(titles(await ask({ anonymousId: id, ...ad }, { 'accept-language': 'ko-KR,en;q=0.5' }))).toEqual({
      visit: 'From an ad',
    })
    expect(titles(await ask({ anonymousId: id }, { 'accept-language': 'ko-KR,en;q=0.5' }))).toEqual({
      visit: '안녕하세요',
    })
    expect(titles(await ask({ anonymousId: id }, { 'accept-language': 'en,ko;q=0.5' }))).toEqual({})
    expect(titles(await ask({ anonymousId: id, referrer: 'https://shop.example/other' }))).toEqual({})
  })

  test('takes the workspace’s own channels, by its rules and by the address alone, as the collector does', async () => {
    const rules = [
      { when: { source: ['logistics-pod*'] }, channel: 'Podcast' },
      { when: { clickId: ['n_media'] }, channel: '네이버 광고' },
    ]
    expect((await marketer.post('/api/channels/rules', { rules, from: 0 })).status).toBe(200)
    const { own } = (await marketer.get('/api/channels')).body as { own: string[] }
    const slot = await published(
      'own',
      own.map((channel, at) =>
        variant(at === 0 ? 'a' : 'b', `By ${channel}`, {
          visit: { channels: [channel], returning: null, languages: [] },
        }),
      ),
    )
    const id = browserIn('shown', slot.id, 'own')
    const lands = async (query: string, more: object = {}) =>
      titles(await ask({ anonymousId: id, url: `https://shop.example/${query}`, ...more }))
    expect(await lands('?utm_source=logistics-pod-7')).toEqual({ own: 'By podcast' })
    expect(await lands('?ref=logistics-pod-7')).toEqual({ own: 'By podcast' })
    expect(await lands('', { campaign: { source: 'logistics-pod-7' } })).toEqual({ own: 'By podcast' })
    expect(await lands('?n_media=27758', { referrer: 'https://search.naver.com/' })).toEqual({ own: 'By 네이버 광고' })
    expect(await lands('?utm_source=podcast')).toEqual({})
    const view = {
      type: 'page',
      messageId: 'own-1',
      anonymousId: id,
      context: { page: { url: 'https://shop.example/?n_media=27758', referrer: 'https://search.naver.com/' } },
    }
    await send(keys.public, [view])
    const { rows } = await t.pool.query(`select channel from event where workspace_id = $1`, [workspaceId])
    expect(rows).toEqual([{ channel: '네이버 광고' }])
  })

  test('is for this browser alone, says no more than the content, and holds the control group back', async () => {
    const slot = await published('hero', [variant('a', 'For all', { name: 'Colleagues only' })], { control: 50 })
    const shown = await askRaw({ writeKey: keys.public, anonymousId: browserIn('shown', slot.id, 'arm', 50) })
    expect(shown.headers.get('cache-control')).toBe('private, no-store')
    expect(shown.headers.get('set-cookie')).toBeNull()
    const content = { title: 'For all', text: '', label: '', href: '', picture: null }
    expect(await shown.json()).toEqual({
      known: true,
      slots: { hero: { slot: slot.id, version: 1, variant: 'a', arm: 'shown', content } },
    })
    const held = browserIn('control', slot.id, 'arm', 50)
    for (let round = 0; round < 3; round++)
      expect(await ask({ anonymousId: held })).toEqual({
        known: true,
        slots: { hero: { slot: slot.id, version: 1, variant: 'a', arm: 'control' } },
      })
    await marketer.post(`/api/slots/${slot.id}/stop`, {})
    await settled()
    expect(await ask({ anonymousId: held })).toEqual({ known: true, slots: {} })
  })

  test('knows who comes again, and what a browser told of itself', async () => {
    const slot = await published('again', [
      variant('a', 'Bankers', { when: known('person.industry', 'finance') }),
      variant('b', 'Back again', { visit: { channels: [], returning: true, languages: [] } }),
    ])
    const id = browserIn('shown', slot.id, 'again')
    expect(titles(await ask({ anonymousId: id }))).toEqual({})
    await send(keys.public, [{ type: 'page', messageId: 'again-1', anonymousId: id, properties: { path: '/' } }])
    expect(titles(await ask({ anonymousId: id }))).toEqual({})
    await t.pool.query(`update identity set created_at = now() - interval '2 days' where value = $1`, [id])
    expect(titles(await ask({ anonymousId: id }))).toEqual({ again: 'Back again' })
    await send(keys.public, [
      { type: 'identify', messageId: 'again-2', anonymousId: id, traits: { industry: 'Finance' } },
    ])
    expect(titles(await ask({ anonymousId: id }))).toEqual({ again: 'Bankers' })
  })
})

describe('what nobody may learn by it', () => {
  let slot: SlotDetail
  beforeAll(async () => {
    await fresh()
    slot = await published('secret', [
      variant('a', 'Our customer', { when: known('account.relationship', 'customer') }),
      variant('b', 'Decision makers', { when: known('person.seniority', 'c_level') }),
      variant('c', 'On the list', { when: { field: 'list.vip', op: 'is', value: true } }),
      variant('d', 'Retail', { when: known('account.industry', 'retail') }),
    ])
    await send(keys.secret, [
      {
        type: 'identify',
        messageId: 'crm-1',
        userId: 'crm-7',
        traits: { email: 'ceo@bigshop-slots.com', title: 'CEO' },
      },
      {
        type: 'group',
        messageId: 'crm-2',
        userId: 'crm-7',
        groupId: 'bigshop',
        traits: { name: 'Big Shop', domain: 'bigshop-slots.com', relationship: 'customer', industry: 'retail' },
      },
      { type: 'track', messageId: 'crm-3', userId: 'crm-7', event: 'list_added', properties: { list: 'vip' } },
    ])
  })

  const visitor = (anonymousId: string, more: Partial<Visitor> = {}): Visitor => ({
    anonymousId,
    agent: chrome,
    signals: { doNotTrack: false, globalPrivacyControl: false },
    page: { url: 'https://shop.example/' },
    visitId: () => 'visit_of_today',
    ...more,
  })

  test('an id that nobody has gets what a stranger gets', async () => {
    expect(titles(await ask({ anonymousId: browserIn('shown', slot.id, 'guess') }))).toEqual({})
  })

  test('who types somebody’s address learns nothing of them, but sees what follows from their own words', async () => {
    const id = browserIn('shown', slot.id, 'typist')
    const traits = { email: 'ceo@bigshop-slots.com', name: 'Not me' }
    const acts = [{ type: 'track' as const, messageId: 'typed', event: 'form_submitted', traits }]
    expect(await visitorActs(t, workspaceId, acts, visitor(id))).toEqual([{ status: 'counted' }])
    const { rows } = await t.pool.query(`select person_id from identity where value in ($1, 'crm-7')`, [id])
    expect(new Set(rows.map(({ person_id: person }) => person)).size).toBe(1)
    // the company's trade can be read anywhere; its standing with us, the list and the title cannot
    expect(titles(await ask({ anonymousId: id }))).toEqual({ secret: 'Retail' })
    const told = [{ ...acts[0]!, messageId: 'typed-2', traits: { ...traits, title: 'Chief Executive Officer' } }]
    await visitorActs(t, workspaceId, told, visitor(id))
    expect(titles(await ask({ anonymousId: id }))).toEqual({ secret: 'Decision makers' })
  })

  test('nor does who calls themselves by a user id or a company’s name in the page', async () => {
    const named = browserIn('shown', slot.id, 'named')
    await send(keys.public, [{ type: 'identify', messageId: 'named-1', anonymousId: named, userId: 'crm-7' }])
    expect(titles(await ask({ anonymousId: named }))).toEqual({ secret: 'Retail' })
    const member = browserIn('shown', slot.id, 'member')
    await send(keys.public, [{ type: 'group', messageId: 'member-1', anonymousId: member, groupId: 'bigshop' }])
    expect(titles(await ask({ anonymousId: member }))).toEqual({ secret: 'Retail' })
  })

  test('a browser in which a link of their own was opened is theirs', async () => {
    const id = browserIn('shown', slot.id, 'proved')
    const traits = { email: 'ceo@bigshop-slots.com' }
    const acts = [{ type: 'track' as const, messageId: 'proved', event: 'form_submitted', traits }]
    await visitorActs(t, workspaceId, acts, visitor(id, { confirmed: true }))
    expect(titles(await ask({ anonymousId: id }))).toEqual({ secret: 'Our customer' })
    // and is no longer once somebody else spoke from it
    const other = [{ ...acts[0]!, messageId: 'proved-other', traits: { email: 'someone@elsewhere-slots.com' } }]
    await visitorActs(t, workspaceId, other, visitor(id))
    expect(titles(await ask({ anonymousId: id }))).toEqual({})
  })
})

describe('privacy', () => {
  beforeAll(fresh)

  /** What holds for a new key at once: of a known one the settings are remembered for two seconds. */
  const privacy = async (settings: object) => {
    await t.pool.query('update workspace set settings = settings || $2 where workspace_id = $1', [
      workspaceId,
      settings,
    ])
    const admin = await t.member(workspaceId, 'admin')
    keys = { ...keys, public: String((await admin.post('/api/keys', { kind: 'public', name: 'Site' })).body['key']) }
  }

  test('without consent there is no id: only the request is answered, nobody is measured', async () => {
    const slot = await published('quiet', [
      variant('a', 'Bankers', { when: known('person.industry', 'finance') }),
      variant('b', 'Anybody'),
    ])
    const id = browserIn('control', slot.id, 'quiet')
    quietId = id
    await send(keys.public, [
      { type: 'identify', messageId: 'quiet-1', anonymousId: id, traits: { industry: 'finance' } },
    ])
    const quiet = async (more: object = {}, headers: Record<string, string> = {}) => {
      const { known: isKnown, slots } = await ask({ anonymousId: id, ...more }, headers)
      return [isKnown, slots['quiet']?.variant, slots['quiet']?.arm]
    }
    expect(await quiet()).toEqual([true, 'a', 'control'])
    for (const [settings, headers] of [
      [{ consentRequired: true }, {}],
      [{ cookieless: true }, {}],
      [{ honourDnt: true }, { dnt: '1' }],
      [{ honourGpc: true }, { 'sec-gpc': '1' }],
    ] as const) {
      await privacy(settings)
      expect([settings, await quiet({}, headers)]).toEqual([settings, [false, 'b', 'free']])
      await privacy(Object.fromEntries(Object.keys(settings).map((name) => [name, false])))
    }
    await privacy({ consentRequired: true })
    expect(await quiet({ consent: true })).toEqual([true, 'a', 'control'])
    await privacy({ consentRequired: false })
  })

  test('asking changes no row, whatever is asked, and needs a public key', async () => {
    const { rows: tables } = await t.pool.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    )
    const all = async () => {
      const sums: string[] = []
      for (const { name } of tables) {
        const { rows } = await t.pool.query(
          `select md5(coalesce(string_agg(x::text, '|' order by x::text), '')) as sum from ${name} x`,
        )
        sums.push(`${name} ${rows[0].sum}`)
      }
      return sums
    }
    const before = await all()
    const odd = [
      '{',
      '[]',
      '"x"',
      JSON.stringify({ writeKey: keys.public, anonymousId: { $ne: 1 } }),
      'x'.repeat(20_000),
    ]
    expect(await Promise.all(odd.map(async (body) => (await askRaw(body)).status))).toEqual([400, 400, 400, 400, 413])
    for (const anonymousId of [`' or 1=1 --`, '\0', '%', 'x'.repeat(200), '🜁', ''])
      expect((await ask({ anonymousId })).slots['secret']).toBeUndefined()
    expect((await askRaw({ writeKey: keys.secret })).status).toBe(401)
    expect((await askRaw({ writeKey: 'pk_unknown' })).status).toBe(401)
    expect((await fetch(`${t.base}/v1/slots`)).status).toBe(405)
    expect(await all()).toEqual(before)
  })
})

describe('its cost', () => {
  test('a decision is one statement for a known browser, none for a stranger without an id', async () => {
    const said: string[] = []
    const pool = Object.create(t.pool, {
      query: {
        value: (...args: unknown[]) => {
          said.push(JSON.stringify(args[0]))
          return (t.pool.query as (...all: unknown[]) => unknown).apply(t.pool, args)
        },
      },
    }) as typeof t.pool
    const book = new SlotBook(pool, { believeMs: 60_000 })
    const decide = (id: string | null) =>
      decideSlots({ db: pool, book }, workspaceId, { id, channel: 'search', languages: ['en'] }, Date.now())
    await decide(null)
    expect(said.length).toBeGreaterThan(0)
    said.length = 0
    for (const id of [quietId, 'nobody', null]) await decide(id)
    expect(said).toHaveLength(2)
    expect(new Set(said.map((text) => /from identity/.test(text)))).toEqual(new Set([true]))
  })

  test('who came, in what languages', () => {
    expect(wishedLanguages('ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7')).toEqual(['ru', 'en'])
    expect(wishedLanguages('en;q=0.1, ko')).toEqual(['ko', 'en'])
    expect([wishedLanguages(''), wishedLanguages('*;q=0.5'), wishedLanguages('x'.repeat(9999))]).toEqual([[], [], []])
  })
})

describe('lift', () => {
  beforeAll(fresh)

  test('is read once, when both groups have their sample, from those who were in view', async () => {
    const measure = { conversion: 'demo_requested', days: 1, baseline: 0.2, difference: 0.6, power: 0.8 } as const
    const slot = await published('measured', [variant('a', 'One'), variant('b', 'Two')], { control: 50, measure })
    const lift = async () => (await marketer.get(`/api/slots/${slot.id}/lift`)).body as unknown as SlotLift
    expect((await lift()).whole).toMatchObject({ verdict: 'not_yet', difference: null, shown: { seen: 0, rate: null } })
    const { shown: needed } = (await lift()).whole!.sample
    const start = Date.now() - 5 * day
    const seen = (who: string, arm: string, n: number, more: object = {}) => ({
      type: 'track',
      messageId: `${who}-${arm}-seen`,
      anonymousId: who,
      event: 'slot_shown',
      timestamp: new Date(start + n * 1000).toISOString(),
      properties: { slot: slot.id, version: 1, variant: 'a', arm },
      ...more,
    })
    const asks = (who: string, n: number) => ({
      type: 'track',
      messageId: `${who}-asks`,
      anonymousId: who,
      event: 'demo_requested',
      timestamp: new Date(start + n * 1000 + 60_000).toISOString(),
    })
    const events: object[] = []
    for (let n = 0; n < needed; n++) {
      events.push(seen(`s${n}`, 'shown', n), seen(`c${n}`, 'control', n))
      if (n % 10 < 9) events.push(asks(`s${n}`, n))
      if (n % 10 < 2) events.push(asks(`c${n}`, n))
    }
    // all but the last of the control group: not yet
    const last = events.filter((event) => (event as { anonymousId: string }).anonymousId === `c${needed - 1}`)
    await send(
      keys.secret,
      events.filter((event) => !last.includes(event)),
    )
    expect((await lift()).whole).toMatchObject({ verdict: 'not_yet', difference: null, control: { seen: needed - 1 } })
    await send(keys.secret, last)
    // somebody of today has no day yet; who saw both counts with the first; a machine and nobody do not count
    await send(keys.secret, [
      { ...seen('today', 'shown', 0), timestamp: new Date().toISOString() },
      { ...seen('s0', 'control', 9000), messageId: 's0-crossed' },
    ])
    const read = await lift()
    expect(read).toMatchObject({ version: 1, crossed: 1, daysLeft: null })
    expect(read.whole).toMatchObject({
      verdict: 'better',
      shown: { seen: needed + 1, closed: { of: needed }, sampled: { of: needed } },
      control: { seen: needed, sampled: { of: needed } },
      difference: { verdict: 'up' },
    })
    const { difference, low, high } = read.whole!.difference!
    expect(difference).toBeCloseTo(read.whole!.shown.rate! - read.whole!.control.rate!)
    expect([low! > 0, high! <= 1]).toEqual([true, true])
    // each variant by a sample of its own
    expect(read.each.map(({ key, verdict, shown }) => [key, verdict, shown.seen])).toEqual([
      ['a', 'better', needed + 1],
      ['b', 'not_yet', 0],
    ])
    const list = (await marketer.get('/api/slots')).body as unknown as SlotList
    expect(list.items.find(({ id }) => id === slot.id)).toMatchObject({ shown: needed + 1, control: needed + 1 })
    expect((await marketer.get(`/api/slots/${slot.id}/lift?version=9`)).status).toBe(404)
  })
})

describe('on a landing page', () => {
  beforeAll(fresh)

  test('the server puts the variant in; a stranger, the control group and a page without the slot get the block’s own', async () => {
    const slot = await published('offer', [
      variant('a', 'For <banks>', {
        when: known('person.industry', 'finance'),
        content: {
          title: '',
          text: 'One\n\nTwo',
          label: 'See',
          href: '/banks',
          picture: { url: 'https://img.example/a.png', alt: 'A bank' },
        },
      }),
      variant('b', 'Heard of us', { visit: { channels: ['podcast'], returning: null, languages: [] } }),
    ])
    const rules = [{ when: { source: ['logistics-pod*'] }, channel: 'podcast' }]
    expect((await marketer.post('/api/channels/rules', { rules, from: 0 })).status).toBe(200)
    const made = await marketer.post('/api/pages', { name: 'Offer', call: 'demo', language: 'en' })
    const page = (await marketer.get(`/api/pages/${made.body['id']}`)).body as unknown as PageDetail
    expect(page.slots).toEqual([{ id: slot.id, key: 'offer', name: 'The offer' }])
    const own = filled(page.document)
    const block = { id: 'slot', kind: 'slot' as const, slot: '', title: 'For all', text: 'Own', label: '', href: '' }
    const publish = async (chosen: string, revision: number) => {
      const blocks = [...(own.variants[0]?.blocks ?? []), { ...block, slot: chosen }]
      const document = { ...own, variants: [{ key: 'a' as const, name: '', blocks }] }
      await marketer.post(`/api/pages/${page.id}/change`, { revision, name: 'Offer', document })
      return marketer.post(`/api/pages/${page.id}/publish`, { revision: revision + 1 })
    }
    expect((await publish('', page.revision)).body).toMatchObject({ fields: [{ path: 'a.slot', message: 'no_slot' }] })
    expect((await publish(slot.id, page.revision + 1)).status).toBe(200)
    const look = async (id: string | null, headers: Record<string, string> = {}, query = '') => {
      const cookie: Record<string, string> = id === null ? {} : { cookie: `hg_id=${id}` }
      const answer = await fetch(`${t.base}/l/${page.slug}${query}`, { headers: { ...cookie, ...headers } })
      const html = await answer.text()
      const given = /data-hg-given="([^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"')
      return { html, headers: answer.headers, given: given === undefined ? null : (JSON.parse(given) as object) }
    }
    const shown = browserIn('shown', slot.id, 'landing')
    const held = browserIn('control', slot.id, 'landing')
    for (const id of [shown, held])
      await send(keys.public, [
        { type: 'identify', messageId: `landing-${id}`, anonymousId: id, traits: { industry: 'finance' } },
      ])
    const mine = await look(shown)
    expect(mine.given).toEqual({ slot: slot.id, version: 1, variant: 'a', arm: 'shown' })
    expect(mine.html).toContain('<p>One</p>\n<p>Two</p>')
    expect(mine.html).toContain('<h2>For all</h2>')
    expect(mine.html).toContain('<img src="https://img.example/a.png" alt="A bank"')
    expect(mine.headers.get('content-security-policy')).toMatch(/img-src [^;]*https:\/\/img\.example/)
    expect([mine.headers.get('cache-control'), mine.headers.get('set-cookie')]).toEqual(['private, no-store', null])
    const theirs = await look(held)
    expect([theirs.given, theirs.html.includes('<p>Own</p>')]).toEqual([
      { slot: slot.id, version: 1, variant: 'a', arm: 'control' },
      true,
    ])
    const nobody = await look(null)
    expect([nobody.given, nobody.html.includes('<p>Own</p>'), nobody.html.includes('/slots.js')]).toEqual([
      null,
      true,
      false,
    ])
    expect((await look(held, {}, '?ref=logistics-pod-7')).given).toMatchObject({ variant: 'a', arm: 'control' })
    expect((await look(null, {}, '?ref=logistics-pod-7')).html).toContain('<h2>Heard of us</h2>')
    expect((await look(shown, { 'sec-gpc': '1' })).given).not.toBeNull()
    await t.pool.query(`update workspace set settings = '{"honourGpc": true}' where workspace_id = $1`, [workspaceId])
    expect((await look(shown, { 'sec-gpc': '1' })).given).toBeNull()
  })
})
