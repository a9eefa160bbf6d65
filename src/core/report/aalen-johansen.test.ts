import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aalenJohansen, incidenceAt, type Risks } from './aalen-johansen.ts'
import { kaplanMeier } from './kaplan-meier.ts'

const at = (time: number, what: 'came' | 'competing' | 'censored', count = 1): Risks => ({
  time,
  came: 0,
  competing: 0,
  censored: 0,
  [what]: count,
})

const some = fc.array(
  fc.record({ time: fc.integer({ min: 1, max: 30 }), came: fc.nat(3), competing: fc.nat(3), censored: fc.nat(3) }),
  { minLength: 1, maxLength: 30 },
)

describe('Aalen–Johansen', () => {
  test('ten deals by hand: two open, three lost, five won', () => {
    // day 1: 1 of 10 lost; 2: 2 of 9 won; 3: one open until then; 4: 1 of 6 won; 5: 2 of 5 lost; 6: open; 7: 2 of 2 won
    const curve = aalenJohansen([
      at(1, 'competing'),
      at(2, 'came', 2),
      at(3, 'censored'),
      at(4, 'came'),
      at(5, 'competing', 2),
      at(6, 'censored'),
      at(7, 'came', 2),
    ])
    // free of both: 9/10, 7/10, 7/12, 7/20; won: 1/5, + 7/10·1/6, + 7/20
    expect(curve.map(({ time, atRisk, came, competing }) => [time, atRisk, came, competing])).toEqual([
      [1, 10, 0, expect.closeTo(1 / 10, 12)],
      [2, 9, expect.closeTo(1 / 5, 12), expect.closeTo(1 / 10, 12)],
      [4, 6, expect.closeTo(19 / 60, 12), expect.closeTo(1 / 10, 12)],
      [5, 5, expect.closeTo(19 / 60, 12), expect.closeTo(1 / 3, 12)],
      [7, 2, expect.closeTo(2 / 3, 12), expect.closeTo(1 / 3, 12)],
    ])
    expect(incidenceAt(curve, 3)?.came).toBeCloseTo(1 / 5, 12)
    expect(incidenceAt(curve, 0.5)).toBeNull()
  })

  test('one minus Kaplan–Meier where nothing competes, errors included', () => {
    fc.assert(
      fc.property(some, (list) => {
        const alone = list.map(({ time, came, censored }) => ({ time, came, competing: 0, censored }))
        const survival = kaplanMeier(alone.map(({ time, came, censored }) => ({ time, ended: came, censored })))
        aalenJohansen(alone).forEach((point, k) => {
          expect(point.came).toBeCloseTo(1 - (survival[k]?.survival ?? NaN), 9)
          if ((survival[k]?.survival ?? 0) > 0)
            expect(point.standardError).toBeCloseTo(survival[k]?.standardError ?? NaN, 6)
        })
      }),
    )
  })

  test('the plain share, with the binomial error, when nobody is open any more', () => {
    fc.assert(
      fc.property(some, (list) => {
        const closed = list.map((one) => ({ ...one, censored: 0 }))
        const all = closed.reduce((sum, { came, competing }) => sum + came + competing, 0)
        const curve = aalenJohansen(closed)
        for (const point of curve) {
          const came = closed.reduce((sum, one) => sum + (one.time <= point.time ? one.came : 0), 0) / all
          expect(point.came).toBeCloseTo(came, 9)
        }
        // with all of them gone the last step has no variance of its own to give
        for (const point of curve.slice(0, -1)) {
          expect(point.standardError ** 2).toBeCloseTo((point.came * (1 - point.came)) / all, 9)
        }
      }),
    )
  })

  test('both together never pass one, and neither falls', () => {
    fc.assert(
      fc.property(some, (list) => {
        let last = { came: 0, competing: 0 }
        for (const point of aalenJohansen(list)) {
          expect(point.came + point.competing).toBeLessThanOrEqual(1 + 1e-9)
          expect(point.came).toBeGreaterThanOrEqual(last.came)
          expect(point.competing).toBeGreaterThanOrEqual(last.competing)
          expect(point.low).toBeLessThanOrEqual(point.came + 1e-9)
          expect(point.high).toBeGreaterThanOrEqual(point.came - 1e-9)
          last = point
        }
      }),
    )
  })
})
