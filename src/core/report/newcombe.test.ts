import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { difference, fewestTrials } from './newcombe.ts'

describe('the difference of two shares', () => {
  // Newcombe 1998, table II, method 10
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
  ])('of %i/%i and %i/%i has the published interval', (a, m, b, n, low, high) => {
    const found = difference({ reached: a, of: m }, { reached: b, of: n })
    expect(found.difference).toBeCloseTo(a / m - b / n, 12)
    expect(found.low).toBeCloseTo(low, 4)
    expect(found.high).toBeCloseTo(high, 4)
  })

  it('says up or down only when zero lies outside, and nothing with too few', () => {
    const of = (a: number, m: number, b: number, n: number) => difference({ reached: a, of: m }, { reached: b, of: n })
    expect(of(56, 70, 48, 80).verdict).toBe('up')
    expect(of(48, 80, 56, 70).verdict).toBe('down')
    expect(of(50, 100, 48, 100).verdict).toBe('unclear')
    expect(of(19, 19, 0, 1000).verdict).toBe('too_few')
    expect(of(0, 0, 3, 50)).toEqual({ difference: null, low: null, high: null, verdict: 'too_few' })
  })

  it('turns round when its sides do, and always holds the difference', () => {
    const side = fc
      .tuple(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([of, part]) => ({ reached: Math.round(of * part), of }))
    const opposite = { up: 'down', down: 'up', unclear: 'unclear', too_few: 'too_few' }
    fc.assert(
      fc.property(side, side, (now, then) => {
        const found = difference(now, then)
        const turned = difference(then, now)
        expect(turned.low).toBeCloseTo(-found.high!, 12)
        expect(turned.high).toBeCloseTo(-found.low!, 12)
        expect(turned.verdict).toBe(opposite[found.verdict])
        expect(found.low! <= found.difference! && found.difference! <= found.high!).toBe(true)
        expect(found.verdict === 'too_few').toBe(now.of < fewestTrials || then.of < fewestTrials)
      }),
    )
  })
})
