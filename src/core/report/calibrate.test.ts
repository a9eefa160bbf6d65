import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOf, fewestMeasured, measuredOf, reliability, stageChances, type StayCell } from './calibrate.ts'

const cell = (stage: string, days: number, won: boolean, count: number): StayCell => ({ stage, days, won, count })

test('a share is measured from enough stays on, with its interval', () => {
  expect(measuredOf({ won: 9, of: fewestMeasured - 1 })).toEqual({ won: 9, of: 29, rate: null, low: null, high: null })
  const measured = measuredOf({ won: 9, of: fewestMeasured })
  expect(measured.rate).toBe(0.3)
  // Wilson of 9 of 30
  expect(measured.low).toBeCloseTo(0.1666, 3)
  expect(measured.high).toBeCloseTo(0.4788, 3)
})

describe('the chance of a stage', () => {
  test('is what was given while there is no history', () => {
    const [meeting, bare] = stageChances(
      [
        { id: 'meeting', given: 0.4 },
        { id: 'bare', given: null },
      ],
      [],
    )
    expect(meeting).toMatchObject({ chance: 0.4, of: 0, paces: [{ pace: 'usual', chance: 0.4 }] })
    expect(bare?.chance).toBe(0)
  })

  test('is drawn towards it by little history, and measured by much', () => {
    const given = [{ id: 'a', given: 0.4 }]
    // (1 + 20·0.4) ÷ (2 + 20)
    expect(stageChances(given, [cell('a', 3, true, 1), cell('a', 5, false, 1)])[0]?.chance).toBeCloseTo(9 / 22, 12)
    const many = stageChances(given, [cell('a', 3, true, 9000), cell('a', 5, false, 1000)])[0]
    expect(many?.chance).toBeCloseTo(0.9, 2)
  })

  test('falls for those slower than the ones that were won', () => {
    const [stage] = stageChances(
      [{ id: 'a', given: 0.5 }],
      [
        cell('a', 5, true, 400),
        cell('a', 20, true, 200),
        cell('a', 20, false, 200),
        cell('a', 60, false, 90),
        cell('a', 90, false, 10),
      ],
    )
    if (!stage) throw new Error('no stage')
    // half were gone within 20 days, nine tenths within 60
    expect(stage.paces.map(({ pace, fromDays, of }) => [pace, fromDays, of])).toEqual([
      ['usual', 0, 900],
      ['slow', 20, 100],
      ['slowest', 60, 10],
    ])
    expect(chanceOf(stage, 20).pace).toBe('usual')
    expect(chanceOf(stage, 21)).toMatchObject({ pace: 'slow', won: 0, of: 100 })
    expect(chanceOf(stage, 61).chance).toBeLessThan(chanceOf(stage, 21).chance)
    expect(chanceOf(stage, 21).chance).toBeLessThan(chanceOf(stage, 1).chance)
  })

  test('lies between what was given and what was measured', () => {
    const counts = fc.tuple(fc.nat(200), fc.nat(200), fc.double({ min: 0, max: 1, noNaN: true }))
    fc.assert(
      fc.property(counts, ([won, lost, given]) => {
        const [stage] = stageChances([{ id: 'a', given }], [cell('a', 1, true, won), cell('a', 1, false, lost)])
        const measured = won + lost === 0 ? given : won / (won + lost)
        expect(stage?.chance).toBeGreaterThanOrEqual(Math.min(given, measured) - 1e-12)
        expect(stage?.chance).toBeLessThanOrEqual(Math.max(given, measured) + 1e-12)
      }),
    )
  })
})

describe('reliability', () => {
  test('sets forecasts beside what came, by hand', () => {
    const found = reliability([
      { chance: 0.15, won: 10, of: 100 },
      { chance: 0.18, won: 30, of: 100 },
      { chance: 1, won: 4, of: 5 },
    ])
    expect(found?.rows).toMatchObject([
      { from: 0.1, to: 0.2, count: 200, won: 40, said: expect.closeTo(0.165, 12), came: 0.2 },
      { from: 0.9, to: 1, count: 5, won: 4, said: 1, came: 0.8 },
    ])
    const brier = 10 * 0.85 ** 2 + 90 * 0.15 ** 2 + 30 * 0.82 ** 2 + 70 * 0.18 ** 2 + 1
    expect(found?.brier).toBeCloseTo(brier / 205, 12)
    expect(found?.reference).toBeCloseTo((44 / 205) * (161 / 205), 12)
    expect(reliability([])).toBeNull()
  })
})
