import { expect, test } from 'vitest'
import { velocityTrend, type TrendDay } from './velocity-trend.ts'

const nothing = { qualified: 0, wonInWindow: 0, ended: 0, won: 0, amounts: 0, amountSum: 0, cycleDays: 0 }

test('takes each factor of a day from where it is defined', () => {
  const history: TrendDay[] = [
    { ...nothing, day: 1, qualified: 10, wonInWindow: 4 },
    { ...nothing, day: 5, qualified: 2 },
    { ...nothing, day: 6, ended: 3, won: 2, amounts: 1, amountSum: 500, cycleDays: 10 },
    { ...nothing, day: 9, ended: 1, won: 1, amounts: 1, amountSum: 700, cycleDays: 8 },
  ]
  const rule = { spanDays: 4, windowDays: 3 }
  expect(velocityTrend(history, [0, 5, 6, 9, 10], rule)).toEqual([
    // nothing yet
    {
      day: 0,
      open: 0,
      closeRate: null,
      averageMinor: null,
      cycleDays: null,
      cohort: 0,
      cohortWon: 0,
      wins: 0,
      amounts: 0,
    },
    // the leads of day 1 had until day 4
    {
      day: 5,
      open: 12,
      closeRate: 0.4,
      averageMinor: null,
      cycleDays: null,
      cohort: 10,
      cohortWon: 4,
      wins: 0,
      amounts: 0,
    },
    // of two wins one has an amount in our currency
    { day: 6, open: 9, closeRate: 0.4, averageMinor: 500, cycleDays: 5, cohort: 10, cohortWon: 4, wins: 2, amounts: 1 },
    // the cohort of days 2 … 5, its two leads; wins of days 6 … 9
    { day: 9, open: 8, closeRate: 0, averageMinor: 600, cycleDays: 6, cohort: 2, cohortWon: 0, wins: 3, amounts: 2 },
    { day: 10, open: 8, closeRate: 0, averageMinor: 700, cycleDays: 8, cohort: 2, cohortWon: 0, wins: 1, amounts: 1 },
  ])
})
