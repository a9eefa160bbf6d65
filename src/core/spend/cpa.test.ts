import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wilson } from '#core/report/wilson.ts'
import { againstTarget, cpaOf, expectedCpa, expectedTogether, outlookOf, spread } from '#core/spend/cpa.ts'

describe('CPA', () => {
  test('is spend by completions of the cohort, with the interval of their rate', () => {
    // 3,000.00 for 200 people of whom 20 became leads: 150.00 each; Wilson of 20 in 200 is 6.567 % to 14.941 %
    const cpa = cpaOf(300_000, { people: 200, completed: 20 })
    expect(cpa.minor).toBe(15_000)
    expect(cpa.low).toBeCloseTo(300_000 / (200 * 0.149_406), -1)
    expect(cpa.high).toBeCloseTo(300_000 / (200 * 0.065_670), -1)
  })

  test('says that there is not enough, and nothing where nobody completed', () => {
    expect(cpaOf(300_000, { people: 200, completed: 4 })).toEqual({ minor: 75_000, low: null, high: null })
    expect(cpaOf(300_000, { people: 200, completed: 0 })).toEqual({ minor: null, low: null, high: null })
    expect(cpaOf(0, { people: 200, completed: 9 })).toEqual({ minor: null, low: null, high: null })
  })

  test('lies within its interval', () => {
    const cohort = fc
      .integer({ min: 5, max: 5000 })
      .chain((people) => fc.record({ people: fc.constant(people), completed: fc.integer({ min: 5, max: people }) }))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), cohort, (spend, one) => {
        const { minor, low, high } = cpaOf(spend, one)
        expect(low! <= minor! * (1 + 1e-12) && minor! <= high! * (1 + 1e-12)).toBe(true)
      }),
    )
  })
})

describe('the expected CPA', () => {
  const cohort = { people: 100, completed: 6, open: 40, completedOpen: 1 }

  test('adds to those who completed what earlier people with closed windows did', () => {
    // 5 of the 60 closed; of the 40 open, 10 % as earlier: 4
    const expected = expectedCpa(90_000, cohort, { reached: 20, of: 200 })
    expect(expected).toMatchObject({ completions: 9, minor: 10_000 })
    const rate = wilson(20, 200)!
    expect(expected!.low).toBeCloseTo(90_000 / (5 + 40 * rate.high), 6)
    expect(expected!.high).toBeCloseTo(90_000 / (5 + 40 * rate.low), 6)
  })

  test('never counts fewer than have completed already', () => {
    // 5 % of 40 are 2, and 3 have; the interval of the earlier rate reaches to 3.6
    expect(expectedCpa(90_000, { ...cohort, completedOpen: 3 }, { reached: 10, of: 200 })).toMatchObject({
      completions: 6,
    })
  })

  test('says nothing once more have completed than earlier people can explain', () => {
    expect(expectedCpa(90_000, { ...cohort, completedOpen: 3 }, { reached: 0, of: 200 })).toBeNull()
    expect(outlookOf({ ...cohort, completedOpen: 3 }, { reached: 0, of: 200 })).toBeNull()
  })

  test('of several cohorts is the sum of theirs', () => {
    const rows = [
      outlookOf(cohort, { reached: 20, of: 200 })!,
      outlookOf({ ...cohort, open: 0 }, { reached: 0, of: 0 })!,
    ]
    expect(expectedTogether(150_000, rows)).toMatchObject({ completions: 15, minor: 10_000 })
    expect(expectedTogether(0, rows)).toBeNull()
    expect(expectedTogether(100, [])).toBeNull()
  })

  test('is the CPA itself when every window has closed, and nothing without enough of the past', () => {
    expect(expectedCpa(90_000, { ...cohort, open: 0, completedOpen: 0 }, { reached: 0, of: 0 })).toMatchObject({
      completions: 6,
      minor: 15_000,
    })
    expect(expectedCpa(90_000, cohort, { reached: 2, of: 19 })).toBeNull()
    expect(expectedCpa(0, cohort, { reached: 20, of: 200 })).toBeNull()
    expect(
      expectedCpa(90_000, { people: 40, completed: 0, open: 40, completedOpen: 0 }, { reached: 0, of: 50 }),
    ).toBeNull()
  })
})

test.each([
  [{ minor: 90, low: 80, high: 100 }, 'within'],
  [{ minor: 90, low: 80, high: 101 }, 'unclear'],
  [{ minor: 120, low: 101, high: 140 }, 'above'],
  [{ minor: 120, low: 101, high: null }, 'above'],
  [{ minor: 90, low: 80, high: null }, 'unclear'],
  [{ minor: 90, low: null, high: null }, 'too_few'],
  [{ minor: null, low: null, high: null }, 'too_few'],
] as const)('%j against 100: %s', (cpa, verdict) => {
  expect(againstTarget(cpa, 100)).toBe(verdict)
})

test('a sum over days is shared out to the last minor unit', () => {
  expect(spread(1000, 3)).toEqual([334, 333, 333])
  expect(spread(-5, 2)).toEqual([-3, -2])
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 1, max: 366 }), (minor, days) => {
      const parts = spread(minor, days)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(minor)
      expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1)
    }),
  )
})
