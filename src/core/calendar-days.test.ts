import { expect, test } from 'vitest'
import { businessDays, readCalendarDays } from './calendar-days.ts'

const calendar = (...events: string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((one) => ['BEGIN:VEVENT', one, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n')

test('whole days, several days, folded and escaped names', () => {
  const text = calendar(
    'DTSTART;VALUE=DATE:20260925\r\nDTEND;VALUE=DATE:20260927\r\nSUMMARY:추석\\, 연\r\n 휴',
    'DTSTART:20261225T000000Z\r\nSUMMARY:Christmas',
  )
  expect(readCalendarDays(text, 2026, 2027)).toEqual([
    { day: '2026-09-25', name: '추석, 연휴' },
    { day: '2026-09-26', name: '추석, 연휴' },
    { day: '2026-12-25', name: 'Christmas' },
  ])
})

test('yearly ones stand in each year asked for, and none outside', () => {
  const text = calendar('DTSTART;VALUE=DATE:20010612\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:День России')
  expect(readCalendarDays(text, 2026, 2028)?.map(({ day }) => day)).toEqual(['2026-06-12', '2027-06-12', '2028-06-12'])
  expect(readCalendarDays(calendar('DTSTART;VALUE=DATE:20200101\r\nSUMMARY:Old'), 2026, 2027)).toEqual([])
})

test('what is no calendar is none, and broken events are passed over', () => {
  expect(readCalendarDays('Date,Name\n2026-01-01,New Year', 2026, 2027)).toBe(null)
  expect(readCalendarDays(calendar('DTSTART:20260231\r\nSUMMARY:Never', 'SUMMARY:No date'), 2026, 2027)).toEqual([])
})

test('business days pass over weekends and holidays', () => {
  const off = new Set(['2026-12-25', '2027-01-01'])
  expect(businessDays('2026-12-24', 1, off)).toBe('2026-12-28')
  expect(businessDays('2026-12-26', 0, off)).toBe('2026-12-28')
  expect(businessDays('2026-12-23', 0, off)).toBe('2026-12-23')
  expect(businessDays('2026-12-26', 1, off)).toBe('2026-12-28')
  expect(businessDays('2026-12-28', -1, off)).toBe('2026-12-24')
  expect(businessDays('2026-12-30', 2, off)).toBe('2027-01-04')
})
