import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readChannel } from '#core/import/channel.ts'
import {
  findCurrency,
  guessDecimal,
  readAmount,
  readConsent,
  readFlag,
  readList,
  readNumber,
} from '#core/import/value.ts'

describe('amounts', () => {
  test.each([
    ['1234.5', '.', 1234.5, null],
    ['₩1,200,000', '.', 1_200_000, 'KRW'],
    ['1 234,50 ₽', ',', 1234.5, 'RUB'],
    ['1\u00a0234,50\u00a0руб.', ',', 1234.5, 'RUB'],
    ['1.234,56 EUR', ',', 1234.56, 'EUR'],
    ['$1,234.56', '.', 1234.56, null],
    ['USD 99', '.', 99, 'USD'],
    ['3,000,000원', '.', 3_000_000, 'KRW'],
    ['(500.00)', '.', -500, null],
    ['-12,5', ',', -12.5, null],
    ['-$5.25', '.', -5.25, null],
    ["1'000.5", '.', 1000.5, null],
    ['12,34,567.89', '.', 1_234_567.89, null],
    ['0.0', '.', 0, null],
  ] as const)('%s', (text, decimal, value, currency) => {
    expect(readAmount(text, decimal)).toEqual({ value, currency })
  })

  test.each(['', 'n/a', '1,2,3', '12.34.56', '1,234.5', '=1+1', '12 apples and 3 pears', '(5'])(
    '%s is none',
    (text) => {
      expect(readAmount(text, text === '1,234.5' ? ',' : '.')).toBeNull()
    },
  )

  test('a number written with groups comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
        const value = Number(`${whole}.${String(cents).padStart(2, '0')}`)
        const english = `${new Intl.NumberFormat('en').format(whole)}.${String(cents).padStart(2, '0')}`
        expect(readNumber(english, '.')).toBe(value)
        expect(readNumber(english.replaceAll(',', ' ').replace('.', ','), ',')).toBe(value)
      }),
    )
  })

  test('the decimal mark of a column', () => {
    expect(guessDecimal(['1,234.56'])).toBe('.')
    expect(guessDecimal(['1.234,56'])).toBe(',')
    expect(guessDecimal(['12,5', '3'])).toBe(',')
    expect(guessDecimal(['1,200,000'])).toBe('.')
    expect(guessDecimal(['1.200.000'])).toBe(',')
    expect(guessDecimal(['1,200'])).toBe('.')
    expect(guessDecimal(['1.200'])).toBeNull()
    expect(guessDecimal(['1.200', '3.5'])).toBe('.')
    expect(guessDecimal(['0.125'])).toBe('.')
    expect(guessDecimal(['500', '70'])).toBe('.')
  })

  test('currencies', () => {
    expect(findCurrency('krw')).toBe('KRW')
    expect(findCurrency('₸')).toBe('KZT')
    expect(findCurrency('$')).toBeNull()
    expect(findCurrency('valueOf')).toBeNull()
  })
})

test('yes, no and consent in three languages', () => {
  expect(['Yes', 'TRUE', '1', '예', '동의', 'Да'].map(readFlag)).toEqual([true, true, true, true, true, true])
  expect(['no', '0', '아니오', 'нет'].map(readFlag)).toEqual([false, false, false, false])
  expect(readFlag('maybe')).toBeNull()
  expect(readConsent('opted in')).toBe('granted')
  expect(readConsent('Unsubscribed')).toBe('withdrawn')
  expect(readConsent('수신거부')).toBe('withdrawn')
  expect(readConsent('no')).toBe('none')
  expect(readConsent('perhaps')).toBeNull()
})

test('lists', () => {
  expect(readList('Webinar; Fair 2024;;Webinar ', ';')).toEqual(['Webinar', 'Fair 2024'])
})

test.each([
  ['paid_search', 'ppc'],
  ['Organic Search', 'search'],
  ['DIRECT_TRAFFIC', 'direct'],
  ['세미나', 'event'],
  ['сарафанное радио', 'referral'],
  ['unknown', 'unknown'],
  ['other_publicities', 'other_publicities'],
  ['other', 'other'],
])('the channel of %s is %s', (word, channel) => {
  expect(readChannel(word)).toBe(channel)
})
