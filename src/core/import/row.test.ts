import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Event } from '#core/event.ts'
import type { ImportMapping } from '#core/import/mapping.ts'
import { planImport } from '#core/import/plan.ts'
import { type RowContext, readRow } from '#core/import/row.ts'

const now = Date.UTC(2026, 10, 22, 9)
const context: RowContext = {
  startedAt: now - 5_000,
  now,
  file: 'file-one',
  again: '',
  digest: (text) => text,
  lossy: false,
}

function problems(mapping: ImportMapping, headers: string[], samples: string[][] = []): string {
  const planned = planImport(mapping, headers, { zone: 'Asia/Seoul', currency: 'KRW', samples })
  return 'problems' in planned ? planned.problems.map((one) => one.message).join('\n') : ''
}
function read(mapping: ImportMapping, cells: Record<string, string>, more: Partial<RowContext> = {}) {
  const headers = Object.keys(cells)
  const samples = Object.values(cells).map((cell) => (cell === '' ? [] : [cell]))
  const planned = planImport(mapping, headers, { zone: 'Asia/Seoul', currency: 'KRW', samples })
  if ('problems' in planned) throw new Error(planned.problems.map((one) => one.message).join('\n'))
  return readRow(planned.plan, Object.values(cells), { ...context, ...more })
}
function events(...args: Parameters<typeof read>): Event[] {
  const row = read(...args)
  if (!row.ok) throw new Error(row.rejection.message)
  return row.events
}
function refusal(...args: Parameters<typeof read>): string {
  const row = read(...args)
  return row.ok ? 'accepted' : `${row.rejection.code} ${row.rejection.field}: ${row.rejection.message}`
}

const leads: ImportMapping = {
  kind: 'events',
  event: 'first contact',
  zone: 'UTC',
  columns: {
    mql_id: 'userId',
    first_contact_date: 'time',
    origin: ['channel', 'props.origin'],
  },
}
const lead = { mql_id: 'a1', first_contact_date: '2018-02-01', origin: 'paid_search' }

describe('events', () => {
  test('a row is one event, in the words of the field', () => {
    const [event, ...rest] = events(leads, lead)
    expect(rest).toEqual([])
    expect(event).toMatchObject({
      type: 'track',
      name: 'first_contact',
      time: Date.UTC(2018, 1, 1),
      source: 'import',
      trust: 'secret',
      verdict: 'human',
      keys: { userId: 'a1', email: null, anonymousId: null },
      channel: 'ppc',
      props: { origin: 'paid_search' },
      traits: null,
    })
    expect(events({ ...leads, event: 'Lead Created' }, lead)[0]?.name).toBe('first_contact')
  })

  test('a blank origin stays missing, and is not the origin called unknown', () => {
    const [blank] = events(leads, { ...lead, origin: ' ' })
    expect(blank?.channel).toBeNull()
    expect(blank?.props).toEqual({})
    expect(events(leads, { ...lead, origin: 'unknown' })[0]?.channel).toBe('unknown')
  })

  test('values are replaced as told, and only for their target', () => {
    const rule = { to: 'channel', values: { PAID_SEARCH: 'display', '': 'direct', referral: null } }
    const mapping = { ...leads, columns: { ...leads.columns, origin: [rule, 'props.origin'] } }
    expect(events(mapping, lead)[0]).toMatchObject({ channel: 'display', props: { origin: 'paid_search' } })
    expect(events(mapping, { ...lead, origin: '' })[0]).toMatchObject({ channel: 'direct', props: {} })
    expect(events(mapping, { ...lead, origin: 'referral' })[0]?.channel).toBeNull()
  })

  test('the same row is the same message, in any file; another event or row is another', () => {
    const id = (...args: Parameters<typeof read>) => events(...args)[0]?.messageId
    expect(id(leads, lead)).toBe(id(leads, lead, { file: 'file-two', now: now + 5, startedAt: now }))
    expect(id(leads, lead)).not.toBe(id({ ...leads, event: 'signed_up' }, lead))
    expect(id(leads, lead)).not.toBe(id(leads, { ...lead, origin: 'social' }))
    expect(id(leads, lead)).not.toBe(id(leads, lead, { again: 'again' }))
    const keyed = { ...leads, columns: { ...leads.columns, origin: 'id' } }
    expect(id(keyed, lead)).toBe(id(keyed, { ...lead, mql_id: 'b2' }))
  })

  test('amounts carry a currency: the cell’s, the column’s, else the workspace’s', () => {
    const won: ImportMapping = {
      kind: 'events',
      columns: { who: 'email', at: 'time', what: 'event', sum: 'amount', cur: 'currency' },
    }
    const row = { who: 'Kim@Team.Example', at: '2024-03-05 09:00', what: 'closed won', sum: '1,234.50', cur: '' }
    expect(events(won, row)[0]).toMatchObject({
      name: 'contract_signed',
      time: Date.UTC(2024, 2, 5),
      keys: { email: 'kim@team.example' },
      props: { amount: 1234.5, currency: 'KRW' },
    })
    expect(events(won, { ...row, cur: 'usd' })[0]?.props['currency']).toBe('USD')
    expect(events(won, { ...row, sum: '€99', cur: 'usd' })[0]?.props['currency']).toBe('EUR')
    expect(refusal(won, { ...row, cur: 'shells' })).toMatch(/^bad_field currency/)
    expect(refusal(won, { ...row, sum: 'plenty' })).toMatch(/^bad_field amount: sum: “plenty”/)
  })

  test.each([
    [{ mql_id: ' ' }, /^missing_identity/],
    [{ first_contact_date: '' }, /^bad_time time: The row has no time/],
    [{ first_contact_date: '2018-02-31' }, /^bad_time time: first_contact_date: .*no such date/],
    [{ first_contact_date: '2026-11-22 18:11' }, /^time_in_future/],
    [{ mql_id: 'a\u0000b' }, /^invalid_text/],
    [{ mql_id: 'x'.repeat(201) }, /^bad_field userId/],
    [{ origin: 'x'.repeat(33_000) }, /^event_too_large/],
  ])('%j is refused', (change, reason) => {
    const mapping = { ...leads, zone: 'Asia/Seoul', dateFormat: 'iso' }
    expect(refusal(mapping, { ...lead, ...change })).toMatch(reason)
  })

  test('ten minutes ahead are forgiven, and so are decades behind', () => {
    const mapping = { ...leads, dateFormat: 'iso' }
    expect(refusal(mapping, { ...lead, first_contact_date: '2026-11-22 09:10' })).toBe('accepted')
    expect(refusal(mapping, { ...lead, first_contact_date: '1995-01-01' })).toBe('accepted')
  })

  test('more cells than columns, and bytes that were lost, are refused', () => {
    const planned = planImport(leads, Object.keys(lead), { zone: 'UTC', currency: 'USD', samples: [] })
    if ('problems' in planned) throw new Error()
    const wide = readRow(planned.plan, ['a', '2018-02-01', 'x', 'y'], context)
    expect(wide).toMatchObject({ ok: false, rejection: { code: 'unreadable' } })
    const torn = readRow(planned.plan, ['a\ufffd', '2018-02-01', 'x'], { ...context, lossy: true })
    expect(torn).toMatchObject({ ok: false, rejection: { code: 'invalid_text' } })
    expect(readRow(planned.plan, ['a', '2018-02-01', 'x', ' '], context).ok).toBe(true)
    expect(readRow(planned.plan, ['a', '2018-02-01'], context).ok).toBe(true)
  })

  test('what only the product writes is refused', () => {
    expect(problems({ ...leads, event: 'handoff_opened' }, Object.keys(lead))).toMatch(/written by the product/)
    const byColumn: ImportMapping = {
      kind: 'events',
      columns: { mql_id: 'userId', first_contact_date: 'time', origin: 'event' },
    }
    expect(refusal(byColumn, { ...lead, origin: 'identity_aliased' })).toMatch(/^bad_field event/)
  })
})

describe('people', () => {
  const people: ImportMapping = {
    kind: 'people',
    columns: {
      Email: 'email',
      Name: 'name',
      Employees: 'employees',
      Created: 'createdAt',
      Agreed: 'consent.marketing',
      When: 'consent.marketing.time',
      Words: 'consent.marketing.wording',
      Out: 'optout.newsletter',
      Lists: 'lists',
    },
  }
  const kim = {
    Email: 'Kim@Team.Example',
    Name: '김민수',
    Employees: '51-200',
    Created: '2024-01-02',
    Agreed: '동의',
    When: '2024-01-03 10:00',
    Words: '소식을 받겠습니다',
    Out: 'no',
    Lists: 'Fair 2024; Webinar',
  }

  test('facts, consent with its words and date, and lists', () => {
    const made = events(people, kim)
    expect(made.map((event) => event.name)).toEqual(['profile_updated', 'consent_granted', 'list_added', 'list_added'])
    expect(made[0]).toMatchObject({
      type: 'identify',
      time: context.startedAt,
      keys: { email: 'kim@team.example' },
      mailKind: 'work',
      traits: { name: '김민수', employees: '51-200', createdAt: '2024-01-01T15:00:00.000Z', email: 'kim@team.example' },
    })
    expect(made[1]).toMatchObject({
      time: Date.UTC(2024, 0, 3, 1),
      props: { purpose: 'marketing', source: 'import', wording: '소식을 받겠습니다' },
    })
    expect(made.slice(2).map((event) => event.props['list'])).toEqual(['Fair 2024', 'Webinar'])
    expect(new Set(made.map((event) => event.messageId)).size).toBe(4)
  })

  test('a plain no grants nothing and withdraws nothing; a refusal withdraws', () => {
    const names = (change: object) => events(people, { ...kim, Lists: '', ...change }).map((event) => event.name)
    expect(names({ Agreed: 'no' })).toEqual(['profile_updated'])
    expect(names({ Agreed: '' })).toEqual(['profile_updated'])
    expect(names({ Agreed: 'unsubscribed' })).toEqual(['profile_updated', 'consent_withdrawn'])
    expect(names({ Agreed: '', Out: 'yes' })).toEqual(['profile_updated', 'consent_withdrawn'])
    expect(refusal(people, { ...kim, Agreed: 'perhaps' })).toMatch(/^bad_field consent.marketing/)
  })

  test('blank cells keep what is known; a value mapped to null clears it', () => {
    expect(events(people, { ...kim, Name: '' })[0]?.traits).not.toHaveProperty('name')
    const clearing = { ...people, columns: { ...people.columns, Name: { to: 'name', values: { '': null } } } }
    expect(events(clearing, { ...kim, Name: '' })[0]?.traits).toHaveProperty('name', null)
  })

  test('without a time of its own, the same row of another file is another statement', () => {
    const id = (more: Partial<RowContext>) => events(people, kim, more)[0]?.messageId
    expect(id({})).toBe(id({ startedAt: now }))
    expect(id({})).not.toBe(id({ file: 'file-two' }))
  })

  test('a mail address in any usual dress; none is refused', () => {
    expect(events(people, { ...kim, Email: 'Kim <kim@team.example>' })[0]?.keys.email).toBe('kim@team.example')
    expect(refusal(people, { ...kim, Email: 'kim at team' })).toMatch(/^bad_email email/)
  })
})

describe('companies', () => {
  const companies: ImportMapping = {
    kind: 'companies',
    columns: { Name: 'name', Web: 'website', Staff: 'employees', Kind: 'relationship', Owner: 'owner' },
  }
  const team = { Name: 'Team', Web: 'https://www.team.co.kr/about', Staff: '1,200', Kind: 'customer', Owner: 'lee' }

  test('a row is a group call with the company’s facts', () => {
    const [event] = events(companies, team)
    expect(event).toMatchObject({
      type: 'group',
      name: 'account_updated',
      groupId: 'team.co.kr',
      keys: { userId: null, email: null, anonymousId: null },
      traits: null,
      accountTraits: { name: 'Team', domain: 'team.co.kr', employees: 1200, relationship: 'customer', owner: 'lee' },
    })
  })

  test('one that names no company is refused', () => {
    expect(refusal(companies, { ...team, Name: '', Web: '' })).toMatch(/^missing_identity/)
    expect(refusal({ ...companies, columns: { Web: 'domain' } }, { Web: 'not a domain' })).toMatch(
      /^bad_field account.domain/,
    )
  })
})

describe('a mapping that cannot work is told before the first row', () => {
  const headers = ['Email', 'Date', 'Plan']
  test.each<[string, ImportMapping, RegExp]>([
    [
      'a column that is not there',
      { kind: 'people', columns: { 'E-Mail': 'email' } },
      /no column “E-Mail”.*Email, Date, Plan/,
    ],
    ['a target that is none', { kind: 'people', columns: { Email: 'emial' } }, /no target “emial”/],
    ['nobody', { kind: 'people', columns: { Plan: 'traits.plan' } }, /who the person is/],
    ['no event', { kind: 'events', columns: { Email: 'email', Date: 'time' } }, /--event/],
    ['no time', { kind: 'events', event: 'x', columns: { Email: 'email' } }, /when it happened/],
    [
      'two columns for one target',
      { kind: 'people', columns: { Email: 'email', Plan: 'email' } },
      /Both “Email” and “Plan”/,
    ],
    ['a zone that is none', { kind: 'people', columns: { Email: 'email' }, zone: 'Moon' }, /time zone Moon/],
    ['a currency that is none', { kind: 'people', columns: { Email: 'email' }, currency: '$' }, /is no currency/],
    [
      'a short year',
      { kind: 'events', event: 'x', columns: { Email: 'email', Date: 'time' }, dateFormat: 'DD.MM.YY' },
      /two digits/,
    ],
    [
      'a person’s target for a company',
      { kind: 'companies', columns: { Email: 'email', Plan: 'domain' } },
      /no target “email” for companies/,
    ],
    [
      'an event’s target for a person',
      { kind: 'people', columns: { Email: 'email', Plan: 'props.plan' } },
      /belongs to an event/,
    ],
    [
      'a constant that does not fit',
      { kind: 'events', event: 'x', columns: { Email: 'email' }, set: { time: 'soon' } },
      /time/,
    ],
  ])('%s', (_name, mapping, sentence) => {
    expect(problems(mapping, headers)).toMatch(sentence)
  })

  test('ambiguous days and decimals ask for the flag that settles them', () => {
    const mapping: ImportMapping = {
      kind: 'events',
      event: 'x',
      columns: { Email: 'email', Date: 'time', Plan: 'amount' },
    }
    const samples = [[], ['03/04/2024'], ['1.200']]
    expect(problems(mapping, headers, samples)).toMatch(/--date-format DD\/MM\/YYYY or --date-format MM\/DD\/YYYY/)
    expect(problems(mapping, headers, samples)).toMatch(/--decimal/)
    expect(problems({ ...mapping, dateFormat: 'DD/MM/YYYY', decimal: ',' }, headers, samples)).toBe('')
  })

  test('columns the mapping does not name are kept only when asked for', () => {
    const mapping: ImportMapping = { kind: 'people', columns: { Email: 'email' } }
    const row = { Email: 'kim@team.example', Date: 'x', Plan: 'pro' }
    expect(events(mapping, row)[0]?.traits).toEqual({ email: 'kim@team.example' })
    expect(events({ ...mapping, rest: 'keep' }, row)[0]?.traits).toEqual({
      email: 'kim@team.example',
      Date: 'x',
      Plan: 'pro',
    })
  })

  test('constants fill what no column gives', () => {
    const mapping: ImportMapping = {
      kind: 'events',
      event: 'event_attended',
      columns: { Email: 'email', Date: 'time', Plan: 'channel' },
      set: { channel: 'webinar', 'props.seats': 3 },
    }
    const row = { Email: 'kim@team.example', Date: '2024-01-01', Plan: '' }
    expect(events(mapping, row)[0]).toMatchObject({ channel: 'event', props: { seats: 3 } })
    expect(events(mapping, { ...row, Plan: 'referral' })[0]?.channel).toBe('referral')
  })
})

test('whatever stands in the cells, a row is events or a reason, with ids of fewer than 100 characters', () => {
  const targets = {
    events: [
      'email',
      'userId',
      'time',
      'event',
      'id',
      'channel',
      'amount',
      'currency',
      'props.x',
      'traits.x',
      'account.x',
      'lists',
    ],
    people: [
      'email',
      'groupId',
      'time',
      'name',
      'createdAt',
      'employees',
      'consent.marketing',
      'consent.marketing.time',
      `optout.${'y'.repeat(60)}`,
      'lists',
      'account.industry',
      'channel',
    ],
    companies: ['groupId', 'domain', 'website', 'name', 'employees', 'revenue', 'account.x', 'time'],
  }
  const telling = fc.constantFrom(
    '',
    'a@b.example',
    '2024-01-02',
    '1,5',
    'yes',
    'unsubscribed',
    'x;y;z',
    'b.example',
    '__proto__',
    'constructor',
    '0',
    '₩5',
  )
  const cells = fc.array(fc.oneof(telling, fc.string(), fc.string({ unit: 'binary' })), {
    minLength: 12,
    maxLength: 13,
  })
  const hash = (text: string) =>
    String([...text].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 2 ** 40, 7))
  fc.assert(
    fc.property(fc.constantFrom('events', 'people', 'companies'), cells, fc.boolean(), (kind, values, lossy) => {
      const headers = targets[kind].map((_, i) => `h${i}`)
      const columns = Object.fromEntries(targets[kind].map((to, i) => [`h${i}`, to]))
      const mapping: ImportMapping = { kind, columns, dateFormat: 'iso', decimal: '.' }
      const planned = planImport(mapping, headers, { zone: 'Asia/Seoul', currency: 'KRW', samples: [] })
      if ('problems' in planned) throw new Error(planned.problems.map((one) => one.message).join())
      const row = readRow(planned.plan, values, { ...context, digest: hash, lossy })
      if (!row.ok) {
        expect(row.rejection.message).not.toBe('')
        expect(row.messageId.length).toBeLessThan(100)
        return
      }
      expect(row.events.length).toBeGreaterThan(0)
      expect(new Set(row.events.map((event) => event.messageId)).size).toBe(row.events.length)
      for (const event of row.events) {
        expect(event.messageId.length).toBeLessThan(100)
        expect(event.time).toBeLessThanOrEqual(now + 600_000)
        expect(JSON.stringify(event)).not.toContain('\\u0000')
      }
    }),
    { numRuns: 3_000 },
  )
})
