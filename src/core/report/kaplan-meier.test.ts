import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kaplanMeier, quantileInterval, quantileOf } from './kaplan-meier.ts'

/** Weeks in remission under 6-MP: Freireich et al., Blood 21 (1963) 699–716; negative times are censored. */
const remission = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]
const exits = remission.map((time) => ({
  time: Math.abs(time),
  ended: time > 0 ? 1 : 0,
  censored: time > 0 ? 0 : 1,
}))

describe('Kaplan–Meier', () => {
  test('reproduces the leukaemia patients of Freireich: survival, standard error and interval as textbooks print them', () => {
    const rounded = kaplanMeier(exits).map(({ time, atRisk, survival, standardError, low, high }) => [
      time,
      atRisk,
      ...[survival, standardError, low, high].map((value) => Number(value.toFixed(4))),
    ])
    expect(rounded).toEqual([
      [6, 21, 0.8571, 0.0764, 0.6197, 0.9516],
      [7, 17, 0.8067, 0.0869, 0.5631, 0.9228],
      [10, 15, 0.7529, 0.0963, 0.5032, 0.8894],
      [13, 12, 0.6902, 0.1068, 0.4316, 0.8491],
      [16, 11, 0.6275, 0.1141, 0.3675, 0.8049],
      [22, 7, 0.5378, 0.1282, 0.2678, 0.7468],
      [23, 6, 0.4482, 0.1346, 0.1881, 0.6801],
    ])
  })

  test('finds the median, with its interval, and says where the curve does not get', () => {
    const curve = kaplanMeier(exits)
    expect(quantileOf(curve, 0.5)).toBe(23)
    expect(quantileOf(curve, 0.9)).toBeNull()
    expect(quantileInterval(curve, 0.5)).toEqual({ time: 23, low: 13, high: null })
    expect(quantileInterval([], 0.5)).toEqual({ time: null, low: null, high: null })
  })

  test('without anybody censored is the plain share that lasted longer', () => {
    const times = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(times, (all) => {
        for (const { time, survival } of kaplanMeier(all.map((one) => ({ time: one, ended: 1, censored: 0 })))) {
          expect(survival).toBeCloseTo(all.filter((one) => one > time).length / all.length, 10)
        }
      }),
    )
  })

  test('falls only, and keeps to its interval', () => {
    const some = fc.array(fc.record({ time: fc.nat(50), ended: fc.nat(3), censored: fc.nat(3) }), { maxLength: 40 })
    fc.assert(
      fc.property(some, (list) => {
        let last = 1
        for (const { survival, low, high } of kaplanMeier(list)) {
          expect(survival).toBeLessThanOrEqual(last)
          expect(low).toBeLessThanOrEqual(survival + 1e-12)
          expect(high).toBeGreaterThanOrEqual(survival - 1e-12)
          last = survival
        }
      }),
    )
  })
})
