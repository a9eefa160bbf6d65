import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formerDays } from './former.ts'

it('the former period is as long, and ends where this one begins', () => {
  expect(formerDays({ from: '2026-03-10', to: '2026-03-20' }, 'previous')).toEqual({
    from: '2026-02-28',
    to: '2026-03-10',
  })
  const day = fc.integer({ min: 0, max: 9000 }).map((n) => Temporal.PlainDate.from('2005-01-02').add({ days: n }))
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 700 }), (first, days) => {
      const end = first.add({ days })
      fc.pre(!(first.day === 1 && end.day === 1))
      const former = formerDays({ from: first.toString(), to: end.toString() }, 'previous')
      expect(former.to).toBe(first.toString())
      expect(Temporal.PlainDate.from(former.from).until(first).days).toBe(days)
    }),
  )
})

it('whole months stand against as many whole months', () => {
  expect(formerDays({ from: '2026-03-01', to: '2026-04-01' }, 'previous')).toEqual({
    from: '2026-02-01',
    to: '2026-03-01',
  })
  expect(formerDays({ from: '2026-01-01', to: '2026-04-01' }, 'previous').from).toBe('2025-10-01')
  expect(formerDays({ from: '2026-01-01', to: '2027-01-01' }, 'previous').from).toBe('2025-01-01')
})

it('a year ago are the same days', () => {
  expect(formerDays({ from: '2024-02-29', to: '2024-03-31' }, 'year')).toEqual({ from: '2023-02-28', to: '2023-03-31' })
})

it('refuses what is no period', () => {
  expect(() => formerDays({ from: '2026-03-02', to: '2026-03-02' }, 'previous')).toThrow(RangeError)
  expect(() => formerDays({ from: '2026-02-30', to: '2026-03-02' }, 'year')).toThrow(RangeError)
})
