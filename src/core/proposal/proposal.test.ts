import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { truncatedAddress } from '#core/proposal/address.ts'
import {
  faultsOf,
  fillGaps,
  firstYear,
  fromHighToLow,
  gapsIn,
  stateOf,
  type ProposalContent,
} from '#core/proposal/document.ts'
import { newInProposal, usedPhrases } from '#core/proposal/news.ts'
import { valueBars } from '#core/proposal/picture.ts'
import { dayText, moneyText, priceOf, shareOf } from '#core/proposal/price.ts'
import { dayIn, daysBetween, renewalAfter } from '#core/proposal/renewal.ts'
import { starterTemplate } from '#core/proposal/starter.ts'
import { proposalText } from '#core/proposal/text.ts'
import { proposalWords } from '#core/proposal/words.ts'

const option = (id: string, priceMinor: number | null, period: 'once' | 'month' | 'year' = 'year') => ({
  id,
  name: id,
  about: '',
  includes: [],
  products: [],
  priceMinor,
  period,
})

const content: ProposalContent = {
  title: 'Fewer calls',
  toCompany: 'Muster',
  toPerson: 'Anna Berg',
  from: 'Sven, Sample',
  problem: 'We lose a day a week on phone calls.',
  change: 'Drivers report by themselves.',
  value: {
    costs: [
      { label: 'Calls', minor: 20_000_00 },
      { label: 'Delays', minor: 5_000_00 },
    ],
    source: 'Anna, 12 November',
  },
  options: [option('big', 12_000_00), option('small', 500_00, 'month')],
  vat: { mode: 'added', rate: 1900 },
  discount: { rate: 1000, reason: 'two years' },
  terms: 'Thirty days.',
}
const paper = { content, language: 'en' as const, currency: 'EUR', validUntil: '2026-12-20' }

describe('prices', () => {
  test('a discount, and VAT on top of what is left', () => {
    expect(priceOf(option('a', 10_000), content)).toEqual({
      listMinor: 10_000,
      discountMinor: 1000,
      minor: 9000,
      vatMinor: 1710,
      grossMinor: 10_710,
      firstYearMinor: 9000,
    })
  })

  test('VAT within the price: 19 of 119', () => {
    const vat = { mode: 'included', rate: 1900 } as const
    expect(priceOf(option('a', 11_900, 'month'), { discount: null, vat })).toMatchObject({
      vatMinor: 1900,
      grossMinor: 11_900,
      firstYearMinor: 142_800,
    })
  })

  test('shares are exact for any sum, and round half up', () => {
    expect(shareOf(5, 1000)).toBe(1)
    expect(shareOf(4, 1000)).toBe(0)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (minor, rate) => {
          const share = shareOf(minor, rate)
          const off = BigInt(share) * 10_000n - BigInt(minor) * BigInt(rate)
          expect(off > -5000n && off <= 5000n).toBe(true)
        },
      ),
    )
  })

  test('sums and days read as in each language, the day the same in every zone', () => {
    expect(moneyText(4_700_000, 'KRW', 'ko')).toBe('₩4,700,000')
    expect(moneyText(123_450, 'EUR', 'ru').replaceAll(/\s/g, ' ')).toBe('1 234,50 €')
    expect(dayText('2026-12-20', 'ru')).toBe('20 декабря 2026 г.')
  })
})

describe('options', () => {
  test('stand from highest to lowest by the first year; those without a price last', () => {
    const sorted = fromHighToLow([option('a', 100), option('b', null), option('c', 10, 'month'), option('d', 110)])
    expect(sorted.map(({ id }) => id)).toEqual(['c', 'd', 'a', 'b'])
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.option(fc.integer({ min: 0, max: 1e9 })), fc.constantFrom('once' as const, 'month' as const)),
        ),
        (list) => {
          const years = fromHighToLow(list.map(([price, period], n) => option(`${n}`, price, period))).map(firstYear)
          expect(years).toEqual(years.toSorted((a, b) => (b ?? -1) - (a ?? -1)))
        },
      ),
    )
  })
})

describe('before it goes out', () => {
  test('nothing is missing, or it is named', () => {
    expect(faultsOf(paper, '2026-12-20')).toEqual([])
    expect(faultsOf(paper, '2026-12-21')).toEqual(['date_past'])
    const bare = { ...content, problem: ' ', options: [option('', null)], discount: { rate: 1, reason: '' } }
    expect(faultsOf({ ...paper, content: bare, validUntil: null }, '2026-12-20')).toEqual([
      'no_problem',
      'few_options',
      'option_unnamed',
      'option_unpriced',
      'no_discount_reason',
      'no_date',
    ])
    expect(faultsOf({ ...paper, content: { ...content, terms: 'word '.repeat(700) } }, '2026-12-20')).toEqual([
      'too_long',
    ])
  })

  test('gaps are filled by what is known; the rest stays to be seen', () => {
    const begun = { ...content, ...starterTemplate('en') }
    expect(gapsIn(begun)).toEqual(['company', 'need'])
    const filled = fillGaps(begun, { company: 'Muster {need}', need: 'a $& day' })
    expect(filled.problem).toBe('a $& day')
    expect(gapsIn(fillGaps(begun, { company: 'Muster' }))).toEqual(['need'])
  })

  test('an answer outweighs everything; the last day counts to its end', () => {
    const none = {
      sentAt: null,
      openedAt: null,
      answered: null,
      withdrawnAt: null,
      supersededAt: null,
      validUntil: '2026-12-20',
    }
    const at = new Date(0)
    expect(stateOf(none, '2027-01-01')).toBe('draft')
    expect(stateOf({ ...none, sentAt: at }, '2026-12-20')).toBe('sent')
    expect(stateOf({ ...none, sentAt: at, openedAt: at }, '2026-12-21')).toBe('expired')
    expect(stateOf({ ...none, sentAt: at, supersededAt: at, answered: 'declined' }, '2026-12-21')).toBe('declined')
  })
})

describe('the exact text', () => {
  test('says everything that the page shows, in order, and changes with any of it', () => {
    const text = proposalText(paper)
    const parts = [
      'Fewer calls',
      'Muster, Anna Berg',
      '20 December 2026',
      'a day a week',
      'Calls: €20,000',
      'Option 1: big',
      '€10,800 a year',
      '€12,852 with VAT',
      'Option 2: small',
      'Thirty days.',
    ]
    expect(parts.map((part) => text.indexOf(part))).toEqual(
      parts.map((part) => text.indexOf(part)).toSorted((a, b) => a - b),
    )
    expect(parts.filter((part) => !text.includes(part))).toEqual([])
    const other = { ...content, options: [option('big', 12_000_01), option('small', 500_00, 'month')] }
    expect(proposalText({ ...paper, content: other })).not.toBe(text)
  })

  test('no name or title writes lines of its own', () => {
    const forged = { ...content, title: 'Fewer calls\n\nOption 9: free\u2028€0' }
    expect(proposalText({ ...paper, content: forged }).split('\n')[0]).toBe('Proposal: Fewer calls Option 9: free €0')
  })
})

describe('the picture of the value', () => {
  test('puts a year of the problem and the first year of each option on one scale', () => {
    const bars = valueBars(paper) ?? []
    expect(bars.map(({ kind, minor }) => [kind, minor])).toEqual([
      ['cost', 25_000_00],
      ['option', 10_800_00],
      ['option', 5400_00],
    ])
    expect(bars[0]?.share).toBe(1)
    expect(bars[0]?.parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
    expect(bars[1]?.share).toBeCloseTo(0.432)
  })
  test('is not drawn where there is nothing to compare', () => {
    expect(valueBars({ ...paper, content: { ...content, value: null } })).toBe(null)
    expect(valueBars({ ...paper, content: { ...content, options: [] } })).toBe(null)
  })
})

describe('what is new in it', () => {
  const said = ['We lose a day a week on phone calls', 'Drivers should report by themselves, 20,000 a year']
  test('is a sentence, a figure or a product that nobody spoke of', () => {
    expect(newInProposal(content, said, [])).toEqual([])
    const more = {
      ...content,
      change: 'Drivers report themselves. Artificial intelligence optimises warehouse inventory. You save 30,000.',
      options: [{ ...option('big', 1), products: [{ productId: null, name: 'Robot', quantity: 1 }] }],
    }
    expect(newInProposal(more, said, ['Licence'])).toEqual([
      { kind: 'sentence', text: 'Artificial intelligence optimises warehouse inventory.' },
      { kind: 'number', text: '30000' },
      { kind: 'product', text: 'Robot' },
    ])
  })
  test('is not asked before anything was said, and endings do not count', () => {
    expect(newInProposal({ ...content, problem: 'Anything at all goes here.' }, [], [])).toEqual([])
    const russian = { ...content, problem: 'Диспетчеры теряют время на звонках.', change: '' }
    expect(newInProposal(russian, ['теряем день на звонки, диспетчер устал'], [])).toEqual([])
    const korean = { ...content, problem: '배차 담당자가 전화에 시간을 빼앗깁니다.', change: '' }
    expect(newInProposal(korean, ['배차할 때 전화가 너무 많아요', '시간이 없어요'], [])).toEqual([])
  })
  test('phrases that stand in it are known', () => {
    expect([...usedPhrases(content, ['a DAY a week', 'something else'])]).toEqual(['a DAY a week'])
  })
})

test('an address is kept without its end', () => {
  expect(
    [
      '203.0.113.77',
      '::ffff:203.0.113.77',
      '2001:db8:1:2:3:4:5:6',
      '2001:db8::1',
      '::1',
      'fe80::1%eth0',
      'unix',
      null,
    ].map(truncatedAddress),
  ).toEqual([
    '203.0.113.0/24',
    '203.0.113.0/24',
    '2001:db8:1::/48',
    '2001:db8:0::/48',
    '0:0:0::/48',
    'fe80:0:0::/48',
    null,
    null,
  ])
})

test('a renewal comes a year later, by the calendar of the zone', () => {
  expect(renewalAfter('2024-02-29')).toBe('2025-02-28')
  expect(dayIn('Asia/Seoul', Date.parse('2026-11-20T15:00:00Z'))).toBe('2026-11-21')
  expect(daysBetween('2026-11-20', '2026-11-01')).toBe(-19)
})

test('each language says the same things, with the same values', () => {
  const flat = (words: object, path = ''): [string, string][] =>
    Object.entries(words).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value as object, `${path}${key}.`),
    )
  const asked = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([mark]) => mark).toSorted()
  const english = new Map(flat(proposalWords.en))
  for (const language of ['ko', 'ru'] as const) {
    const own = new Map(flat(proposalWords[language]))
    expect([...own.keys()]).toEqual([...english.keys()])
    for (const [key, text] of own) {
      const wanted = asked(english.get(key) ?? '').filter((mark) => mark !== '{from}')
      expect([key, asked(text).filter((mark) => mark !== '{from}')]).toEqual([key, wanted])
    }
  }
})
