import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pipelineSize } from './size.ts'

test('the worked case of the field: 100,000 at 500, 80 %, ten reps', () => {
  const size = pipelineSize({ revenueMinor: 10_000_000, averageSaleMinor: 50_000, closeRate: 0.8, reps: 10 })
  expect(size).toEqual({ deals: 200, leads: 250, leadsPerRep: 25 })
})

test('people are rounded up at the end only', () => {
  // 3.33 deals, 33.3 leads, 16.7 a rep: rounding on the way would say 40 and 20
  const size = pipelineSize({ revenueMinor: 1000, averageSaleMinor: 300, closeRate: 0.1, reps: 2 })
  expect(size).toEqual({ deals: 4, leads: 34, leadsPerRep: 17 })
})

test.each([
  { revenueMinor: 0, averageSaleMinor: 1, closeRate: 0.5, reps: 1 },
  { revenueMinor: 1, averageSaleMinor: 0, closeRate: 0.5, reps: 1 },
  { revenueMinor: 1, averageSaleMinor: 1, closeRate: 0, reps: 1 },
  { revenueMinor: 1, averageSaleMinor: 1, closeRate: 1.2, reps: 1 },
  { revenueMinor: 1, averageSaleMinor: 1, closeRate: 0.5, reps: 0 },
])('what makes no sense has no size: %o', (input) => {
  expect(pipelineSize(input)).toBe(null)
})

test('the leads are enough for the deals, and the reps for the leads', () => {
  const sums = fc.record({
    revenueMinor: fc.integer({ min: 1, max: 1e12 }),
    averageSaleMinor: fc.integer({ min: 1, max: 1e9 }),
    closeRate: fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100),
    reps: fc.integer({ min: 1, max: 500 }),
  })
  fc.assert(
    fc.property(sums, (input) => {
      const size = pipelineSize(input)
      expect(size).not.toBe(null)
      if (!size) return
      expect(size.leads * input.closeRate * input.averageSaleMinor).toBeGreaterThanOrEqual(
        input.revenueMinor * (1 - 1e-9),
      )
      expect(size.leadsPerRep * input.reps).toBeGreaterThanOrEqual(size.leads - input.reps)
    }),
  )
})
