import { describe, expect, test } from 'vitest'
import { closeRate, maturityWindow, meanOf, winRate } from './close-rate.ts'

describe('two rates', () => {
  test('25 of a cohort of 1,000 are 2.5 %, not 6', () => {
    // Wilson 95 %: 1.70–3.66 %
    expect(closeRate(25, 1000)).toEqual({
      won: 25,
      of: 1000,
      rate: 0.025,
      low: expect.closeTo(0.01699, 4),
      high: expect.closeTo(0.03665, 4),
    })
  })

  test('are not the same: of ten qualified four were won, three lost, three stand open', () => {
    expect(closeRate(4, 10).rate).toBe(0.4)
    expect(winRate(4, 3).rate).toBeCloseTo(4 / 7, 12)
  })

  test('say nothing of nobody', () => {
    expect(closeRate(0, 0)).toEqual({ won: 0, of: 0, rate: null, low: null, high: null })
    expect(winRate(0, 0).rate).toBeNull()
  })
})

describe('a mean', () => {
  test('has an interval from twenty values on', () => {
    const values = Array.from({ length: 20 }, (_, index) => index + 1)
    const sum = values.reduce((all, one) => all + one, 0)
    const squares = values.reduce((all, one) => all + one * one, 0)
    // s² of 1 … 20 is 35, so 10.5 ± 1.96·√(35/20)
    expect(meanOf(20, sum, squares)).toEqual({
      count: 20,
      mean: 10.5,
      low: expect.closeTo(10.5 - 1.959964 * Math.sqrt(1.75), 5),
      high: expect.closeTo(10.5 + 1.959964 * Math.sqrt(1.75), 5),
    })
    expect(meanOf(2, 30, 500)).toEqual({ count: 2, mean: 15, low: null, high: null })
    expect(meanOf(0, 0, 0).mean).toBeNull()
  })
})

describe('the window of maturity', () => {
  test('holds nine of ten wins', () => {
    expect(maturityWindow([])).toBe(90)
    expect(
      maturityWindow([
        { days: 20, wins: 8 },
        { days: 60, wins: 1 },
        { days: 300, wins: 1 },
      ]),
    ).toBe(60)
    expect(maturityWindow([{ days: 61, wins: 5 }])).toBe(90)
    expect(maturityWindow([{ days: 5000, wins: 5 }])).toBe(730)
  })
})
