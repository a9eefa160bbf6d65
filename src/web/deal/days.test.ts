import { describe, expect, test } from 'vitest'
import { noon, today, yearsLater } from './days.ts'

const late = Date.parse('2030-01-01T00:00:00Z')

describe('days of a zone', () => {
  test.each([
    ['2026-11-20', 'UTC', '2026-11-20T12:00:00.000Z'],
    ['2026-11-20', 'Asia/Seoul', '2026-11-20T03:00:00.000Z'],
    ['2026-07-01', 'America/New_York', '2026-07-01T16:00:00.000Z'],
    ['2026-11-20', 'Asia/Kolkata', '2026-11-20T06:30:00.000Z'],
    ['2026-11-30', 'Pacific/Auckland', '2026-11-29T23:00:00.000Z'],
    ['2026-12-01', 'Pacific/Pago_Pago', '2026-12-01T23:00:00.000Z'],
  ])('noon of %s in %s', (day, zone, at) => {
    expect(noon(day, zone, late)).toBe(at)
  })

  test('noon is never later than now', () => {
    expect(noon('2026-11-20', 'UTC', Date.parse('2026-11-20T09:00:00Z'))).toBe('2026-11-20T09:00:00.000Z')
  })

  test('today is cut in the zone', () => {
    const now = Date.parse('2026-11-20T20:00:00Z')
    expect([today('UTC', now), today('Asia/Seoul', now)]).toEqual(['2026-11-20', '2026-11-21'])
  })

  test('years later, February 29 included', () => {
    expect([yearsLater('2026-11-20', 1), yearsLater('2028-02-29', 1), yearsLater('2028-02-29', 4)]).toEqual([
      '2027-11-20',
      '2029-02-28',
      '2032-02-29',
    ])
  })
})
