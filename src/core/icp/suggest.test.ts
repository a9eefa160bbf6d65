import { describe, expect, it } from 'vitest'
import { attributesOf, sizeBand } from '#core/icp/attribute.ts'
import { bestTypes, pastData, type PastDeal } from '#core/icp/past.ts'
import { type Bought, suggestIcp, withAttribute } from '#core/icp/suggest.ts'
import type { Condition } from '#core/rule.ts'

const company = (won: boolean, facts: Bought['facts'], functions: string[] = []): Bought => ({ won, facts, functions })
const many = (count: number, make: (index: number) => Bought): Bought[] =>
  Array.from({ length: count }, (_, i) => make(i))

describe('what those who bought have in common', () => {
  // 40 companies with deals, 16 bought; in logistics 12 of 15, elsewhere 4 of 25
  const companies = [
    ...many(12, () => company(true, { industry: 'Logistics', country: 'KR', employees: 120 })),
    ...many(3, () => company(false, { industry: ' logistics ', country: 'KR', employees: 80 })),
    ...many(4, (i) => company(true, { industry: i < 2 ? 'Retail' : 'Banking', country: 'DE' })),
    ...many(21, (i) => company(false, { industry: i < 11 ? 'Retail' : 'Banking', country: i < 10 ? 'KR' : 'DE' })),
  ]
  const { items, ...sums } = suggestIcp(companies)

  it('is worked by hand for logistics: 12 of 15 against 16 of 40, a lift of 2', () => {
    expect(sums).toEqual({ companies: 40, won: 16, looked: 6 })
    const logistics = items.find(({ value }) => value === 'Logistics')
    expect(logistics).toMatchObject({
      field: 'account.industry',
      companies: 15,
      won: 12,
      rate: 0.8,
      lift: 2,
      state: 'clear',
    })
    // Wilson of 12 of 15: 0.548 … 0.930
    expect(logistics?.low).toBeCloseTo(0.5481, 3)
    expect(logistics?.liftLow).toBeCloseTo(0.5481 / 0.4, 2)
    // adjusted for the six that were looked at: never surer than alone
    expect(logistics?.q).toBeGreaterThanOrEqual(logistics?.p ?? 1)
  })

  it('names nothing that is rarer among buyers, and nothing all have', () => {
    expect(items.map(({ value }) => value)).not.toContain('Retail')
    const same = suggestIcp(many(30, (i) => company(i < 15, { country: 'KR' })))
    expect(same.items).toEqual([])
  })

  it('says that it is too few to say', () => {
    const few = suggestIcp([
      ...many(6, () => company(true, { industry: 'Logistics' })),
      ...many(6, () => company(false, { industry: 'Retail' })),
    ])
    expect(few.items).toMatchObject([{ value: 'Logistics', state: 'too_few' }])
  })

  it('finds a buyer’s mark in noise seldom: of forty attributes drawn by chance none is clear', () => {
    let state = 7
    const chance = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
    const noise = many(60, () => {
      const facts = Object.fromEntries(Array.from({ length: 40 }, (_, k) => [`tool${k}`, chance() < 0.4]))
      return company(chance() < 0.4, facts)
    })
    expect(suggestIcp(noise).items.filter(({ state: said }) => said === 'clear')).toEqual([])
  })

  it('says nothing of nobody', () => {
    expect(suggestIcp([])).toEqual({ companies: 0, won: 0, looked: 0, items: [] })
  })
})

describe('attributes', () => {
  it('are short words, lists, yes, a band of size and functions; never names or free text', () => {
    const facts = {
      name: 'Acme',
      employees: '1,200',
      technologies: ['SAP', 'Slack', 'SAP'],
      usesErp: true,
      usesFax: false,
      notes: 'x'.repeat(200),
      revenue: 5,
    }
    expect(attributesOf({ facts, functions: ['logistics'] })).toEqual([
      { field: 'size', value: '1000' },
      { field: 'account.technologies', value: 'SAP' },
      { field: 'account.technologies', value: 'Slack' },
      { field: 'account.usesErp', value: 'true' },
      { field: 'person.function', value: 'logistics' },
    ])
  })

  it('put companies into bands by their lower bound', () => {
    expect([1, 9, 10, 49, 50, 199, 200, 999, 1000, 90_000].map((n) => sizeBand(n))).toEqual([
      1, 1, 10, 10, 50, 50, 200, 200, 1000, 1000,
    ])
    expect([0, null, undefined, 'many', -4].map((n) => sizeBand(n))).toEqual([null, null, null, null, null])
  })
})

describe('an attribute put into the ICP', () => {
  const icp: Condition = { all: [{ field: 'person.mailKind', op: 'is', value: 'work' }] }

  it('asks for one value, then for one of two', () => {
    const one = withAttribute(icp, { field: 'account.industry', value: 'Logistics' })
    const two = withAttribute(one, { field: 'account.industry', value: 'Retail' })
    expect(two).toEqual({
      all: [
        { field: 'person.mailKind', op: 'is', value: 'work' },
        { field: 'account.industry', op: 'in', value: ['Logistics', 'Retail'] },
      ],
    })
    expect(withAttribute(two, { field: 'account.industry', value: 'Retail' })).toEqual(two)
  })

  it('asks for a size once, and keeps a rule that is no list', () => {
    const small = withAttribute({ any: [] }, { field: 'size', value: '50' })
    expect(withAttribute(small, { field: 'size', value: '200' })).toEqual({
      all: [
        { any: [] },
        { field: 'account.employees', op: 'gte', value: 200 },
        { field: 'account.employees', op: 'lt', value: 1000 },
      ],
    })
    const asked: Condition = { all: [...('all' in small ? small.all.slice(1) : []), { any: [] }] }
    expect(withAttribute(asked, { field: 'size', value: '50' })).toEqual(asked)
    expect(withAttribute(small, { field: 'size', value: '1000' })).toEqual({
      all: [{ any: [] }, { field: 'account.employees', op: 'gte', value: 1000 }],
    })
  })
})

describe('the past', () => {
  const day = 86_400_000
  const deal = (status: PastDeal['status'], industry: string, minor: number | null, days: number): PastDeal => ({
    status,
    minor,
    openedAt: 0,
    closedAt: status === 'open' ? null : days * day,
    facts: { industry },
  })
  const deals = [
    ...Array.from({ length: 4 }, () => deal('won', 'Logistics', 1000, 30)),
    deal('lost', 'Logistics', 1000, 400),
    ...Array.from({ length: 5 }, () => deal('won', 'Banking', 9000, 60)),
    ...Array.from({ length: 10 }, () => deal('lost', 'Banking', null, 10)),
    deal('won', 'Space', 1_000_000, 1),
    deal('open', 'Banking', 5, 0),
  ]
  const past = pastData(deals)

  it('counts each type with its n; the mean time is of won deals only', () => {
    expect(past).toMatchObject({ won: 10, closed: 21 })
    expect(past.days).toBeCloseTo((4 * 30 + 5 * 60 + 1) / 10, 10)
    expect(past.types.find(({ value }) => value === 'Banking')).toMatchObject({
      closed: 15,
      won: 5,
      meanMinor: 9000,
      priced: 5,
    })
  })

  it('names as best only what rests on five deals', () => {
    const { converts, value } = bestTypes(past.types, 'industry')
    expect([converts?.value, value?.value]).toEqual(['Logistics', 'Banking'])
    expect(bestTypes(past.types, 'size')).toEqual({ converts: null, value: null })
  })
})
