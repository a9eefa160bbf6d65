import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addAward, roundPoints, scoreAt } from '#core/score.ts'
import { leastHeat } from '#store/segment/heat.ts'

const day = 86_400_000
const start = Date.parse('2026-01-01T00:00:00Z')

/** Points, and how many half-lives ago: whole ones bring scores to the edge of rounding. */
const awards = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 5000 }).map((cents) => cents / 100),
    fc.oneof(fc.integer({ min: 0, max: 12 }), fc.double({ min: 0, max: 30, noNaN: true })),
  ),
  { maxLength: 4 },
)
const hundredths = fc.integer({ min: -3000, max: 12_000 }).map((cents) => cents / 100)

describe('the least heat of a score', () => {
  it('divides exactly those whose rounded score passes from the others', () => {
    fc.assert(
      fc.property(
        awards,
        hundredths,
        fc.constantFrom(7, 14, 30),
        hundredths,
        fc.nat(2),
        (given, fit, days, any, near) => {
          const halfLife = days * day
          const now = start + 30 * halfLife
          let heat: number | null = null
          for (const [points, ago] of given) heat = addAward(heat, points, Math.round(now - ago * halfLife), halfLife)
          const score = roundPoints(fit + scoreAt(heat, now, halfLife))
          // at the score itself, beside it, and anywhere
          const bound = near === 0 ? any : near === 1 ? score : roundPoints(score + 0.01)
          const least = leastHeat((points) => points >= bound, fit, now, halfLife)
          const above = leastHeat((points) => points > bound, fit, now, halfLife)
          expect((heat ?? -Infinity) >= least).toBe(score >= bound)
          expect((heat ?? -Infinity) >= above).toBe(score > bound)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('is no bound at all for what everybody has, and infinite for what nobody can', () => {
    expect(leastHeat((score) => score >= 0, 0, start, day)).toBe(-Infinity)
    expect(leastHeat((score) => score > -5, -4.99, start, day)).toBe(-Infinity)
    expect(leastHeat(() => false, 0, start, day)).toBe(Infinity)
  })
})
