import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lagOf, sizeBackwards, sizeForwards, wonWithin, type LagPoint } from './sizing.ts'

// of 100 leads 20 are won after 10 days, 40 after 30, 60 after 60, 80 in the end
const curve: LagPoint[] = [
  { days: 10, share: 0.2 },
  { days: 30, share: 0.4 },
  { days: 60, share: 0.6 },
  { days: 108, share: 0.8 },
]
const field = { revenueMinor: 10_000_000, averageSaleMinor: 50_000, reps: 10 }

describe('sizing backwards', () => {
  test('the case of the field, when all its wins are in: 200 deals, 250 leads, 25 a rep', () => {
    expect(sizeBackwards(field, [{ days: 0, share: 0.8 }])).toEqual({
      deals: 200,
      needs: [{ part: 1, lagDays: 0, leads: 250, leadsPerRep: 25 }],
    })
  })

  test('through lags: 250 leads 108 days before, or more of them later', () => {
    expect(sizeBackwards(field, curve)).toEqual({
      deals: 200,
      needs: [
        { part: 0.5, lagDays: 30, leads: 500, leadsPerRep: 50 },
        { part: 0.75, lagDays: 60, leads: 334, leadsPerRep: 34 },
        { part: 1, lagDays: 108, leads: 250, leadsPerRep: 25 },
      ],
    })
  })

  test('makes no sense without sales, wins or people', () => {
    expect(sizeBackwards(field, [])).toBeNull()
    expect(sizeBackwards({ ...field, averageSaleMinor: 0 }, curve)).toBeNull()
    expect(sizeBackwards({ ...field, revenueMinor: 0 }, curve)).toBeNull()
    expect(sizeBackwards({ ...field, reps: 0 }, curve)).toBeNull()
  })

  test('and forwards again brings at least the revenue by the day', () => {
    const curves = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 50 })), {
        minLength: 1,
        maxLength: 12,
      })
      .map((steps) => {
        const all = steps.reduce((sum, [, wins]) => sum + wins, 0) * 1.5
        let share = 0
        return steps.toSorted(([a], [b]) => a - b).map(([days, wins]) => ({ days, share: (share += wins / all) }))
      })
    const money = fc.record({
      revenueMinor: fc.integer({ min: 1, max: 1e12 }),
      averageSaleMinor: fc.integer({ min: 1, max: 1e9 }),
      reps: fc.integer({ min: 1, max: 100 }),
    })
    fc.assert(
      fc.property(curves, money, (lags, input) => {
        for (const { lagDays, leads, leadsPerRep } of sizeBackwards(input, lags)?.needs ?? []) {
          const [there] = sizeForwards({ ...input, leads }, lags, [lagDays])
          expect(there?.revenueMinor).toBeGreaterThanOrEqual(input.revenueMinor * (1 - 1e-9))
          expect(leadsPerRep * input.reps).toBeGreaterThanOrEqual(leads - input.reps)
        }
      }),
    )
  })
})

describe('the curve of lags', () => {
  test('is read as steps', () => {
    expect([0, 9, 10, 59, 60, 1000].map((days) => wonWithin(curve, days))).toEqual([0, 0, 0.2, 0.4, 0.6, 0.8])
    expect([0.25, 0.5, 0.9].map((part) => lagOf(curve, part))).toEqual([10, 30, 108])
    expect(lagOf([], 0.5)).toBeNull()
  })

  test('says what leads of one day will bring', () => {
    expect(sizeForwards({ leads: 250, averageSaleMinor: 50_000 }, curve, [5, 30, 108])).toEqual([
      { days: 5, deals: 0, revenueMinor: 0 },
      { days: 30, deals: 100, revenueMinor: 5_000_000 },
      { days: 108, deals: 200, revenueMinor: 10_000_000 },
    ])
  })
})
