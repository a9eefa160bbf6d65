import { expect, test } from 'vitest'
import { dayInMonth, monthsFrom, monthStart } from '#core/deal/month.ts'

test('months go on over the end of a year', () => {
  expect(monthStart('2026-11-22', 0)).toBe('2026-11-01')
  expect(monthStart('2026-11-30', 3)).toBe('2027-02-01')
  expect(monthsFrom('2026-11-22', 3)).toEqual(['2026-11', '2026-12', '2027-01'])
})

test('a deal keeps its day of the month, and gets the last where there is none', () => {
  expect(dayInMonth('2026-12', '2026-11-15', '2026-11-22')).toBe('2026-12-15')
  expect(dayInMonth('2027-02', '2026-12-31', '2026-11-22')).toBe('2027-02-28')
  expect(dayInMonth('2026-12', null, '2026-11-22')).toBe('2026-12-31')
})

test('in the running month it is put on no day that has gone by', () => {
  expect(dayInMonth('2026-11', '2026-12-03', '2026-11-22')).toBe('2026-11-30')
  expect(dayInMonth('2026-11', '2026-12-22', '2026-11-22')).toBe('2026-11-22')
})
