import { expect, test } from 'vitest'
import { ratesOf } from '#core/form/rates.ts'

test('each step is a share of the one before, with its interval; of nothing there is none', () => {
  const { startRate, sendRate, rate } = ratesOf({ seen: 200, started: 50, sent: 10 })
  expect([startRate.rate, sendRate.rate, rate.rate]).toEqual([0.25, 0.2, 0.05])
  expect(sendRate.low).toBeCloseTo(0.1124, 4)
  expect(sendRate.high).toBeCloseTo(0.3304, 4)
  expect(ratesOf({ seen: 3, started: 0, sent: 0 }).sendRate).toEqual({ rate: null, low: null, high: null })
})
