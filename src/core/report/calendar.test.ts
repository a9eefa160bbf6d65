import fc from 'fast-check'
import { expect, it } from 'vitest'
import { calendarPeriod, periodKinds, periodOf } from './calendar.ts'

it('weeks begin on Monday, and belong to the year of their Thursday', () => {
  expect(periodOf('2026-11-22', 'week')).toMatchObject({ key: '2026-W47', from: '2026-11-16', to: '2026-11-23' })
  expect(periodOf('2027-01-03', 'week')).toMatchObject({ key: '2026-W53', after: '2027-W01' })
  expect(calendarPeriod('2025-W01')).toMatchObject({ from: '2024-12-30', before: '2024-W52' })
  expect(calendarPeriod('2025-W53')).toBeNull()
})

it('months and quarters', () => {
  expect(calendarPeriod('2026-11')).toMatchObject({ from: '2026-11-01', to: '2026-12-01', before: '2026-10' })
  expect(calendarPeriod('2026-Q1')).toMatchObject({ to: '2026-04-01', before: '2025-Q4', after: '2026-Q2' })
})

it('a day lies in its period, whose name leads back to it, and whose neighbours touch it', () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((n) => Temporal.PlainDate.from('1995-01-01').add({ days: n }))
  fc.assert(
    fc.property(day, fc.constantFrom(...periodKinds), (date, kind) => {
      const text = date.toString()
      const period = periodOf(text, kind)
      expect(period.from <= text && text < period.to).toBe(true)
      expect(calendarPeriod(period.key)).toEqual(period)
      expect(calendarPeriod(period.before)?.to).toBe(period.from)
      expect(calendarPeriod(period.after)?.from).toBe(period.to)
    }),
  )
})

it('refuses other names', () => {
  for (const key of ['2026', '2026-13', '2026-00', '2026-Q5', '2026-W00', '26-11', '2026-11-01', '']) {
    expect([key, calendarPeriod(key)]).toEqual([key, null])
  }
})
