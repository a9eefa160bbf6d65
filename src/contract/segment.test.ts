import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Event, EventType, Rejection } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { maxEventBytes } from '#contract/collect/limits.ts'
import { type Envelope, readItem } from '#contract/segment.ts'
import { readPrivacy } from '#contract/settings.ts'

const now = Date.UTC(2026, 10, 22, 9, 0, 0)
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const page: Envelope = {
  trust: 'public',
  receivedAt: now,
  sentAt: undefined,
  agent: chrome,
  prefetched: false,
  privacy: readPrivacy({}),
  signals: { doNotTrack: false, globalPrivacyControl: false },
  doubt: { escapes: true, replaced: false, long: true },
  newMessageId: () => 'made-by-us',
  visitId: (host) => `visit-${host}`,
}
const server: Envelope = { ...page, trust: 'secret', agent: 'curl/8.5.0' }

function read(item: Json, type: EventType | null, envelope: Envelope = page): Event {
  const reading = readItem(item, type, envelope)
  if (!('event' in reading)) throw new Error(`set aside: ${JSON.stringify(reading.rejection)}`)
  return reading.event
}

function refusal(item: Json, type: EventType | null, envelope: Envelope = page): Rejection {
  const reading = readItem(item, type, envelope)
  if ('event' in reading) throw new Error(`counted: ${JSON.stringify(reading.event)}`)
  return reading.rejection
}

describe('a track call', () => {
  test('a page’s click becomes an event of the catalogue', () => {
    const event = read(
      {
        anonymousId: 'a1',
        messageId: 'm1',
        event: 'Form Submitted',
        timestamp: '2026-11-22T08:59:58.000Z',
        sentAt: '2026-11-22T08:59:59.000Z',
        properties: { form: 'newsletter', email: ' Anna@Acme.CO.KR ', 'Job Title': 'CTO', plan: null },
        context: {
          page: {
            url: 'https://acme.co.kr/blog/?utm_source=naver&utm_medium=cpc&gclid=AbC',
            referrer: 'https://search.naver.com/',
          },
          userAgent: chrome,
        },
      },
      'track',
    )
    expect(event).toEqual({
      messageId: 'm1',
      type: 'track',
      name: 'form_submitted',
      time: now - 1000,
      receivedAt: now,
      source: 'browser',
      trust: 'public',
      keys: { anonymousId: 'a1', userId: null, email: 'anna@acme.co.kr' },
      cookieless: false,
      previousId: null,
      groupId: null,
      object: 'newsletter',
      content: null,
      channel: 'ppc',
      verdict: 'human',
      verdictReason: null,
      mailKind: 'work',
      lists: 3,
      props: {
        form: 'newsletter',
        email: ' Anna@Acme.CO.KR ',
        'Job Title': 'CTO',
        plan: null,
        path: '/blog',
        host: 'acme.co.kr',
        utm_source: 'naver',
        utm_medium: 'cpc',
        gclid: 'AbC',
      },
      traits: { email: 'anna@acme.co.kr', title: 'CTO' },
      accountTraits: null,
    } satisfies Event)
  })

  test('a README event by curl: a secret key and an address are enough, and it is a human action', () => {
    const event = read({ event: 'demo requested', properties: { email: 'kim@team.co.kr' } }, 'track', server)
    expect(event).toMatchObject({
      name: 'demo_requested',
      source: 'server',
      verdict: 'human',
      messageId: 'made-by-us',
      time: now,
      keys: { anonymousId: null, userId: null, email: 'kim@team.co.kr' },
      traits: { email: 'kim@team.co.kr' },
    })
  })

  test('a name of one’s own is kept as it was sent', () => {
    expect(read({ event: ' 견적 계산기 사용 ', userId: 7 }, 'track')).toMatchObject({
      name: '견적 계산기 사용',
      keys: { anonymousId: null, userId: '7', email: null },
      object: null,
    })
  })

  test('somebody else’s address identifies nobody', () => {
    const invite = { event: 'Invite Sent', userId: 'u1', properties: { email: 'friend@other.com' } }
    expect(read(invite, 'track', server).keys.email).toBeNull()
    expect(read({ ...invite, event: 'referral given' }, 'track', server).keys.email).toBeNull()
    expect(read({ event: 'Trial Extended', properties: { email: 'a@b.com' } }, 'track', server).keys.email).toBe(
      'a@b.com',
    )
  })

  test('a user id that is an address is one', () => {
    expect(read({ event: 'x', userId: 'Anna@Acme.com' }, 'track').keys).toEqual({
      anonymousId: null,
      userId: 'Anna@Acme.com',
      email: 'anna@acme.com',
    })
  })

  test('content named by the sender stands, free text does not', () => {
    expect(read({ event: 'x', userId: 'u', properties: { content: 'case_study' } }, 'track').content).toBe('case_study')
    expect(read({ event: 'x', userId: 'u', properties: { content: 'Hello there!' } }, 'track').content).toBeNull()
  })
})

describe('the other calls', () => {
  test('page', () => {
    const event = read(
      {
        anonymousId: 'a',
        name: 'Pricing',
        properties: { url: 'https://www.acme.com/%EA%B0%80%EA%B2%A9/?a=1#x', title: '가격', referrer: '' },
      },
      'page',
    )
    expect(event).toMatchObject({
      name: 'page_viewed',
      object: '/가격',
      channel: 'direct',
      props: { name: 'Pricing', host: 'acme.com' },
    })
  })

  test('identify maps reserved traits, flattens address and company, keeps null and leaves empty text out', () => {
    const traits = {
      first_name: 'Anna',
      lastName: 'Petrova',
      'Job Title': ' CTO ',
      email: 'ANNA@acme.ru',
      phone: null,
      city: '',
      address: { country: 'RU', postal_code: 101000 },
      company: { id: 'c-1', name: 'Acme', employee_count: '1 200' },
      plan: { tier: 1 },
    }
    expect(read({ userId: 'u', traits }, 'identify')).toMatchObject({
      name: 'profile_updated',
      groupId: 'c-1',
      traits: {
        firstName: 'Anna',
        lastName: 'Petrova',
        title: 'CTO',
        email: 'anna@acme.ru',
        phone: null,
        country: 'RU',
        postalCode: '101000',
        company: 'Acme',
        employees: 1200,
        plan: { tier: 1 },
      },
      accountTraits: { name: 'Acme', employees: 1200 },
      mailKind: 'work',
    })
    expect(read({ userId: 'u', traits }, 'identify').traits).not.toHaveProperty('city')
  })

  test('group', () => {
    const call = {
      userId: 'u',
      groupId: 'g',
      traits: { name: 'Acme', website: 'https://www.Acme.com/kr', relationship: 'customer', owner: 'kim' },
    }
    expect(read(call, 'group', server)).toMatchObject({
      name: 'account_updated',
      groupId: 'g',
      accountTraits: { name: 'Acme', domain: 'acme.com', relationship: 'customer', owner: 'kim' },
    })
    const reading = readItem(call, 'group', page)
    expect(reading).toMatchObject({
      event: { accountTraits: { name: 'Acme', domain: 'acme.com' } },
      note: { rejection: { code: 'needs_secret_key', field: 'traits.relationship' } },
    })
    expect('event' in reading && reading.event.accountTraits).not.toHaveProperty('relationship')
    expect('event' in reading && reading.event.accountTraits).not.toHaveProperty('owner')
  })

  test('alias', () => {
    expect(read({ userId: 'new', previousId: 'old' }, 'alias')).toMatchObject({
      name: 'identity_aliased',
      previousId: 'old',
    })
    expect(refusal({ userId: 'new' }, 'alias')).toMatchObject({ code: 'bad_field', field: 'previousId' })
  })

  test('a batch’s item names its type', () => {
    expect(read({ type: 'screen', userId: 'u', name: 'Home' }, null)).toMatchObject({
      name: 'screen_viewed',
      object: 'Home',
    })
    expect(refusal({ type: 'video', userId: 'u' }, null)).toMatchObject({ code: 'unknown_type', field: 'type' })
  })

  test('context.traits are facts on any call, and context.groupId names the company', () => {
    expect(
      read({ event: 'x', userId: 'u', context: { groupId: 'g', traits: { title: 'CEO' } } }, 'track'),
    ).toMatchObject({
      groupId: 'g',
      traits: { title: 'CEO' },
    })
  })
})

describe('what cannot count says why', () => {
  const ok: JsonObject = { event: 'x', userId: 'u', messageId: 'm' }
  let deep: Json = 1
  for (let i = 0; i < 40; i++) deep = [deep]
  test.each<[string, Json, string, string | null]>([
    ['a text', 'hello', 'not_an_object', null],
    ['a list', [], 'not_an_object', null],
    ['null', null, 'not_an_object', null],
    ['no name', { userId: 'u' }, 'missing_name', 'event'],
    ['a blank name', { ...ok, event: '  ' }, 'missing_name', 'event'],
    ['a number for a name', { ...ok, event: 5 }, 'bad_field', 'event'],
    ['a long name', { ...ok, event: 'x'.repeat(201) }, 'bad_field', 'event'],
    ['a name of ours', { ...ok, event: 'Handoff Opened' }, 'needs_secret_key', 'event'],
    ['nobody', { event: 'x' }, 'missing_identity', 'userId'],
    ['an address alone, from a page', { event: 'x', properties: { email: 'a@b.com' } }, 'missing_identity', 'userId'],
    ['an object for an id', { ...ok, userId: {} }, 'bad_field', 'userId'],
    ['an inexact id', { ...ok, userId: 2 ** 60 }, 'bad_field', 'userId'],
    ['a long id', { ...ok, userId: 'x'.repeat(256) }, 'bad_field', 'userId'],
    ['a long messageId', { ...ok, messageId: 'x'.repeat(101) }, 'message_id_too_long', 'messageId'],
    ['properties that are text', { ...ok, properties: 'a=b' }, 'bad_field', 'properties'],
    ['a list as context', { ...ok, context: [] }, 'bad_field', 'context'],
    [
      'no address',
      { ...ok, event: 'form_submitted', properties: { email: 'nobody' } },
      'bad_email',
      'properties.email',
    ],
    ['an unreadable time', { ...ok, timestamp: 'yesterday' }, 'bad_time', 'timestamp'],
    ['30 February', { ...ok, timestamp: '2026-02-30T00:00:00Z' }, 'bad_time', 'timestamp'],
    ['an object for a time', { ...ok, timestamp: {} }, 'bad_time', 'timestamp'],
    ['eleven minutes ahead', { ...ok, timestamp: now + 11 * 60_000 }, 'time_in_future', 'timestamp'],
    ['the year 0', { ...ok, timestamp: '0000-01-01T00:00:00Z' }, 'time_too_old', 'timestamp'],
    ['1999', { ...ok, timestamp: '1999-12-31T23:59:59Z' }, 'time_too_old', 'timestamp'],
    ['sales facts', { ...ok, event: 'Contract Signed' }, 'needs_secret_key', 'event'],
    ['a NUL', { ...ok, properties: { a: 'x\0' } }, 'invalid_text', 'properties.a'],
    ['a NUL in a key', { ...ok, properties: { 'x\0': 1 } }, 'invalid_text', 'properties'],
    ['half a character', { ...ok, properties: { a: ['\ud800'] } }, 'invalid_text', 'properties.a.0'],
    ['depth', { ...ok, properties: { deep } }, 'too_deep', null],
    ['an infinite number', { ...ok, properties: { a: Number.POSITIVE_INFINITY } }, 'bad_field', 'properties.a'],
    [
      'a key with a meaning',
      JSON.parse('{"event":"x","userId":"u","properties":{"__proto__":{"admin":true}}}'),
      'bad_field',
      'properties.__proto__',
    ],
    [
      '10,000 properties',
      { ...ok, properties: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`p${i}`, i])) },
      'too_many_traits',
      'properties',
    ],
    ['33 KB', { ...ok, properties: { a: '가'.repeat(11_000) } }, 'event_too_large', null],
  ])('%s', (_what, item, code, field) => {
    const rejection = refusal(item, 'track')
    expect(rejection.code).toBe(code)
    if (field !== null) expect(rejection.field).toBe(field)
    expect(rejection.message).toMatch(/^[A-Z0-9].*\.$/)
  })

  test('an event of just 32 KB counts', () => {
    const room = maxEventBytes - JSON.stringify({ ...ok, properties: { a: '' } }).length
    read({ ...ok, properties: { a: 'x'.repeat(room) } }, 'track')
    expect(refusal({ ...ok, properties: { a: 'x'.repeat(room + 1) } }, 'track').code).toBe('event_too_large')
  })

  test('what was sent stays readable, as text that can be stored', () => {
    const reading = readItem({ ...ok, properties: { a: 'x\0\ud800', b: deep } }, 'track', page)
    expect(reading).toMatchObject({ messageId: 'm', source: 'browser' })
    const raw = 'raw' in reading ? reading.raw : ''
    expect(raw).toContain('"event":"x"')
    expect(raw.isWellFormed() && !raw.includes('\0')).toBe(true)
  })

  test('long text in every place is read in no time', () => {
    const dots = 'a.'.repeat(15_000)
    const nasty = [
      dots,
      '@'.repeat(30_000),
      `Mozilla/5.0 (${'Android'.repeat(4000)}`,
      '1-'.repeat(15_000),
      '%'.repeat(30_000),
    ]
    const begin = performance.now()
    for (const text of nasty) {
      for (const context of [
        { page: { referrer: `https://${text}`, url: `https://${text}` } },
        { userAgent: text },
        { campaign: { source: text, medium: text } },
      ]) {
        readItem({ userId: 'u', event: 'x', context }, 'track', page)
      }
      for (const field of ['timestamp', 'sentAt', 'userId', 'event', 'messageId'])
        readItem({ userId: 'u', event: 'x', [field]: text }, 'track', page)
      readItem({ event: 'form_submitted', userId: 'u', properties: { email: text, channel: text } }, 'track', server)
      readItem({ groupId: 'g', traits: { website: text, employees: text } }, 'group', server)
    }
    // 55 events: far below the second that one slow expression would take
    expect(performance.now() - begin).toBeLessThan(1000)
  })

  test('whatever is sent is read or refused, and what is read can be stored', () => {
    const field = fc.constantFrom(
      'event',
      'type',
      'userId',
      'anonymousId',
      'messageId',
      'timestamp',
      'sentAt',
      'properties',
      'traits',
      'context',
      'groupId',
      'previousId',
      'name',
    )
    const item = fc.oneof(fc.jsonValue(), fc.dictionary(field, fc.jsonValue({ maxDepth: 4 })))
    fc.assert(
      fc.property(
        item,
        fc.constantFrom<EventType | null>('track', 'page', 'identify', 'group', 'alias', null),
        fc.boolean(),
        (sent, type, secret) => {
          const reading = readItem(sent as Json, type, secret ? server : page)
          if (!('event' in reading)) {
            expect(reading.rejection.code).not.toBe('poisonous')
            return
          }
          const { event } = reading
          expect(event.time).toBeLessThanOrEqual(now)
          expect(JSON.stringify(event)).not.toContain('\\u0000')
          // only a trusted source may speak of a company alone
          const { anonymousId, userId, email } = event.keys
          expect(anonymousId ?? userId ?? email ?? (secret ? event.groupId : null)).not.toBeNull()
        },
      ),
      { numRuns: 5000 },
    )
  })
})

describe('the sender’s clock', () => {
  const at = (timestamp: Json, sentAt?: Json) =>
    read({ event: 'x', userId: 'u', timestamp, ...(sentAt === undefined ? {} : { sentAt }) }, 'track').time

  test('is freed of its error', () => {
    expect(at('2026-11-22T12:00:00Z', '2026-11-22T12:00:05Z')).toBe(now - 5000)
    expect(at('2010-01-01T00:00:00Z', '2010-01-01T01:00:00Z')).toBe(now - 3_600_000)
  })
  test('without sentAt the time stands, and up to ten minutes ahead is now', () => {
    expect(at('2026-11-01T09:00:00+09:00')).toBe(Date.UTC(2026, 10, 1))
    expect(at('2026-11-01 09:00:00')).toBe(Date.UTC(2026, 10, 1, 9))
    expect(at('2026-11-01')).toBe(Date.UTC(2026, 10, 1))
    expect(at(1_767_225_600)).toBe(Date.UTC(2026, 0, 1))
    expect(at('2026-11-22T09:09:00Z')).toBe(now)
  })
  test('a sentAt that is nonsense spoils nothing', () => {
    expect(at('2026-11-01T00:00:00Z', '1970-01-01T00:00:00Z')).toBe(Date.UTC(2026, 10, 1))
    expect(at('2026-11-01T00:00:00Z', 'soon')).toBe(Date.UTC(2026, 10, 1))
  })
  test('microseconds are cut', () => {
    expect(at('2026-11-01T00:00:00.123456Z')).toBe(Date.UTC(2026, 10, 1, 0, 0, 0, 123))
  })
})

describe('privacy', () => {
  const view = { anonymousId: 'a', properties: { url: 'https://acme.com/x' } }
  const form = { anonymousId: 'a', event: 'form_submitted', properties: { email: 'a@b.com' } }
  const dnt = { ...page, signals: { doNotTrack: true, globalPrivacyControl: false } }

  test('a signal is only heard when the workspace honours it, and then leaves nothing but a count', () => {
    expect(read(view, 'page', dnt).keys.anonymousId).toBe('a')
    const reading = readItem({ ...view, messageId: 'm' }, 'page', { ...dnt, privacy: readPrivacy({ honourDnt: true }) })
    expect(reading).toMatchObject({ rejection: { code: 'do_not_track', field: null }, messageId: null, raw: '' })
    const gpc = {
      ...page,
      signals: { doNotTrack: false, globalPrivacyControl: true },
      privacy: readPrivacy({ honourGpc: true }),
    }
    expect(refusal(view, 'page', gpc).code).toBe('do_not_track')
  })
  test('what cannot count of a visitor who asked not to be tracked is not kept readable', () => {
    const future = { ...view, timestamp: '2126-01-01T00:00:00Z', messageId: 'm' }
    expect(readItem(future, 'page', page)).toMatchObject({ raw: expect.stringContaining('acme.com') })
    for (const privacy of [{ honourDnt: true }, { consentRequired: true }, { cookieless: true }]) {
      const reading = readItem(future, 'page', { ...dnt, privacy: readPrivacy(privacy) })
      expect(reading).toMatchObject({ rejection: { code: 'time_in_future' }, raw: '' })
    }
  })
  test('what a person hands over on purpose counts, without the id that would tie visits to it', () => {
    const privacy = readPrivacy({ honourDnt: true })
    expect(read(form, 'track', { ...dnt, privacy })).toMatchObject({
      cookieless: false,
      keys: { anonymousId: null, email: 'a@b.com' },
    })
    expect(refusal({ userId: 'u', traits: { email: 'a@b.com' } }, 'identify', { ...dnt, privacy }).code).toBe(
      'do_not_track',
    )
  })
  test('cookieless: visits are counted under an id of the day, and nobody is known', () => {
    const privacy = readPrivacy({ cookieless: true })
    expect(read(view, 'page', { ...page, privacy })).toMatchObject({
      cookieless: true,
      keys: { anonymousId: 'visit-acme.com', userId: null, email: null },
      traits: null,
    })
    expect(
      read({ ...view, anonymousId: undefined as unknown as Json, context: { cookieless: true } }, 'page').cookieless,
    ).toBe(true)
    expect(read({ ...view, context: { consent: true } }, 'page', { ...page, privacy }).keys.anonymousId).toBe('a')
    expect(read(form, 'track', { ...page, privacy }).keys).toEqual({
      anonymousId: null,
      userId: null,
      email: 'a@b.com',
    })
    expect(read(view, 'page', { ...dnt, privacy: readPrivacy({ cookieless: true, honourDnt: true }) }).cookieless).toBe(
      true,
    )
  })
  test('consent, where it is required', () => {
    const envelope = { ...page, privacy: readPrivacy({ consentRequired: true }) }
    expect(refusal(view, 'page', envelope).code).toBe('do_not_track')
    expect(
      read({ ...view, context: { consent: { categoryPreferences: { Analytics: true } } } }, 'page', envelope).keys
        .anonymousId,
    ).toBe('a')
    expect(
      refusal({ ...view, context: { consent: { categoryPreferences: { Analytics: false } } } }, 'page', envelope).code,
    ).toBe('do_not_track')
    expect(read({ anonymousId: 'a', userId: 'u', event: 'unsubscribed' }, 'track', envelope).name).toBe(
      'consent_withdrawn',
    )
  })
  test('none of it touches what a server reports', () => {
    const privacy = readPrivacy({ honourDnt: true, cookieless: true, consentRequired: true })
    expect(
      read({ event: 'x', anonymousId: 'a' }, 'track', { ...server, privacy, signals: dnt.signals }).keys.anonymousId,
    ).toBe('a')
  })
})
