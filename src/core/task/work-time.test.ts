import { describe, expect, test } from 'vitest'
import { afterWorkingHours, businessDaysBetween, dayAfter, type WorkTime } from './work-time.ts'

const seoul: WorkTime = { zone: 'Asia/Seoul', holidays: new Set(['2026-12-25']), from: 9, until: 18 }
const at = (text: string): number => Temporal.ZonedDateTime.from(text).epochMilliseconds

describe('working hours', () => {
  test('run on within a day, and go on the next morning', () => {
    expect(afterWorkingHours(at('2026-12-21T10:00[Asia/Seoul]'), 4, seoul)).toBe(at('2026-12-21T14:00[Asia/Seoul]'))
    expect(afterWorkingHours(at('2026-12-21T16:30[Asia/Seoul]'), 4, seoul)).toBe(at('2026-12-22T11:30[Asia/Seoul]'))
  })

  test('do not run at night, at weekends and on holidays', () => {
    expect(afterWorkingHours(at('2026-12-21T03:00[Asia/Seoul]'), 1, seoul)).toBe(at('2026-12-21T10:00[Asia/Seoul]'))
    // Thursday evening; Friday is Christmas
    expect(afterWorkingHours(at('2026-12-24T17:00[Asia/Seoul]'), 4, seoul)).toBe(at('2026-12-28T12:00[Asia/Seoul]'))
    expect(afterWorkingHours(at('2026-12-26T12:00[Asia/Seoul]'), 9, seoul)).toBe(at('2026-12-28T18:00[Asia/Seoul]'))
  })

  test('go by the clock of the zone across a change of its offset', () => {
    const berlin: WorkTime = { zone: 'Europe/Berlin', holidays: new Set(), from: 9, until: 18 }
    // the clocks go back on Sunday the 25th
    expect(afterWorkingHours(at('2026-10-23T17:00[Europe/Berlin]'), 2, berlin)).toBe(
      at('2026-10-26T10:00[Europe/Berlin]'),
    )
  })

  test('a day of 24 hours ends with the day', () => {
    const always: WorkTime = { ...seoul, from: 0, until: 24 }
    expect(afterWorkingHours(at('2026-12-21T20:00[Asia/Seoul]'), 8, always)).toBe(at('2026-12-22T04:00[Asia/Seoul]'))
  })
})

test('days are those of the zone, not of UTC', () => {
  // Friday evening in UTC is Saturday in Seoul
  expect(dayAfter(Date.parse('2026-12-18T20:00:00Z'), 1, seoul)).toBe('2026-12-21')
  expect(dayAfter(Date.parse('2026-12-18T10:00:00Z'), 1, seoul)).toBe('2026-12-21')
  expect(businessDaysBetween('2026-12-24', '2026-12-28', seoul.holidays)).toBe(1)
  expect(businessDaysBetween('2026-12-28', '2026-12-24', seoul.holidays)).toBe(0)
})
