import { createIntl } from 'react-intl'
import { describe, expect, test } from 'vitest'
import { createFormat, type Format } from './format.ts'
import type { Language } from './language.tsx'

function format(language: Language, currency = 'KRW', zone = 'Asia/Seoul', locale: string = language): Format {
  return createFormat(createIntl({ locale, messages: {} }), { language, currency, zone })
}

/** Spaces that do not break are right in print and hard to see in a test. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f\u2009]/g, ' ')

describe('sums', () => {
  test('stand in the short form of each language', () => {
    expect(format('en').moneyShort(4_700_000)).toBe('₩4.7M')
    expect(format('ko').moneyShort(4_700_000)).toBe('₩470만')
    expect(plain(format('ru').moneyShort(4_700_000))).toBe('4,7 млн ₩')
    expect(plain(format('ru', 'RUB').moneyShort(4_700_000))).toBe('4,7 млн ₽')
    expect(format('ko').moneyShort(412_000_000)).toBe('₩4.1억')
  })

  test('in full show no cents where there are none, and the sign that people know', () => {
    expect(format('en', 'USD').money(500)).toBe('$500')
    expect(format('en', 'USD').money(3333.33)).toBe('$3,333.33')
    expect(plain(format('ru', 'RUB').money(470_000))).toBe('470 000 ₽')
    expect(format('en').money(12, 'EUR')).toBe('€12')
  })

  test('of one currency are never taken for those of another with the same sign', () => {
    expect(plain(format('en', 'USD').money(28_000, 'SGD'))).toBe('SGD 28,000')
    expect(plain(format('en', 'USD').moneyShort(28_000, 'AUD'))).toBe('A$28K')
    expect(format('en', 'USD').money(58_000, 'PLN')).toContain('zł')
    expect(format('en', 'CAD').money(12)).toBe('$12')
    expect(plain(format('en', 'CAD').money(12, 'USD'))).toBe('USD 12')
    expect(plain(format('ru', 'CNY').money(12, 'JPY'))).not.toBe(plain(format('ru', 'CNY').money(12)))
    expect(format('ko').money(12, 'USD')).toBe('$12')
  })
})

describe('numbers', () => {
  test('follow the language', () => {
    expect(format('en').number(18_240)).toBe('18,240')
    expect(plain(format('ru').number(18_240))).toBe('18 240')
    expect(format('ko').short(18_240)).toBe('1.8만')
    expect(format('en').points(86.456)).toBe('86.46')
    expect(format('ru').points(86.456)).toBe('86,46')
  })

  test('as shares keep one decimal only where it says something', () => {
    expect(format('en').share(0.123)).toBe('12%')
    expect(format('en').share(0.004)).toBe('0.4%')
    expect(format('en').share(0)).toBe('0%')
    expect(plain(format('ru').percent(0.0617))).toBe('6,2 %')
    expect(format('en').interval(0.058, 0.065)).toBe('5.8–6.5')
  })
})

describe('times', () => {
  // half an hour before midnight in Seoul, while it is still afternoon in London
  const late = '2026-11-22T14:30:00Z'

  test('are days of the workspace’s zone, not of the browser’s', () => {
    expect(format('en', 'KRW', 'Asia/Seoul', 'en-GB').date('2026-11-22T15:30:00Z')).toBe('23 Nov 2026')
    expect(format('en', 'KRW', 'Europe/London', 'en-GB').date('2026-11-22T15:30:00Z')).toBe('22 Nov 2026')
    expect(format('ko').date(late)).toBe('2026. 11. 22.')
    expect(plain(format('ru').date(late))).toBe('22 нояб. 2026 г.')
    expect(format('en', 'KRW', 'Asia/Seoul', 'en-GB').day(late)).toBe('22 Nov')
    expect(format('ko').month(late)).toBe('2026년 11월')
  })

  test('as spans say the year and the month once', () => {
    const spans = (language: Language, locale: string = language) =>
      plain(format(language, 'KRW', 'Asia/Seoul', locale).dates('2026-11-15T14:30:00Z', late))
    expect(spans('en', 'en-GB')).toMatch(/^15 ?– ?22 Nov 2026$/)
    expect(spans('ru')).toMatch(/^15 ?– ?22 нояб\. 2026 г\.$/)
  })

  test('as lengths take their largest sensible unit', () => {
    expect(format('en').duration(11 * 86_400_000)).toBe('11 days')
    expect(format('en').duration(3.5 * 3_600_000)).toBe('3.5 hours')
    expect(plain(format('ru').duration(2 * 86_400_000))).toBe('2 дня')
    expect(format('ko').duration(90_000)).toBe('1.5분')
    // what has lasted 55.6 days has not lasted 56
    expect(format('en').duration(55.6 * 86_400_000)).toBe('56 days')
    expect(format('en').age(55.6 * 86_400_000)).toBe('55 days')
    expect(format('en').age(3.58 * 86_400_000)).toBe('3.5 days')
    expect(format('en').age(23.9 * 3_600_000)).toBe('23 hours')
  })

  test('as distances go over to the date when they are long ago', () => {
    const now = Date.parse(late)
    expect(format('en').ago(now - 2 * 3_600_000, now)).toBe('2 hours ago')
    expect(plain(format('ru').ago(now - 3 * 86_400_000, now))).toBe('3 дня назад')
    expect(format('en', 'KRW', 'Asia/Seoul', 'en-GB').ago(now - 100 * 86_400_000, now)).toBe('14 Aug 2026')
  })
})

test('several words become one phrase', () => {
  expect(format('en', 'KRW', 'UTC', 'en-GB').list(['a', 'b', 'c'])).toBe('a, b and c')
  expect(format('ru').list(['а', 'б'])).toBe('а и б')
})
