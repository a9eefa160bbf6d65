import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilson } from './wilson.ts'

describe('the Wilson interval', () => {
  // Newcombe 1998, table I, method 3
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('is the published one for %i of %i', (successes, trials, low, high) => {
    const interval = wilson(successes, trials)
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
  })

  it('says nothing about nobody, and refuses what is no share', () => {
    expect(wilson(0, 0)).toBeNull()
    expect(() => wilson(3, 2)).toThrow(RangeError)
    expect(() => wilson(-1, 2)).toThrow(RangeError)
    expect(() => wilson(Number.NaN, 2)).toThrow(RangeError)
  })

  it('holds the share, stays within 0 and 1, and is the same looked at from the other side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const x = Math.round(n * part)
        const { low, high } = wilson(x, n)!
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(x / n)
        expect(high).toBeGreaterThanOrEqual(x / n)
        const other = wilson(n - x, n)!
        expect(other.low).toBeCloseTo(1 - high, 9)
        expect(other.high).toBeCloseTo(1 - low, 9)
      }),
    )
  })

  it('solves the equation it comes from: the score test at its bounds is just at the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (n, k) => {
        const x = (k % (n - 1)) + 1
        if (x === n) return
        for (const bound of Object.values(wilson(x, n)!) as number[]) {
          const score = Math.abs(x / n - bound) / Math.sqrt((bound * (1 - bound)) / n)
          expect(score).toBeCloseTo(1.959963984540054, 6)
        }
      }),
    )
  })
})
