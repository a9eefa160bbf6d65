import { expect, test } from 'vitest'
import { readRateText } from '#core/rate-text.ts'

test('rates are read as people paste them, a line each', () => {
  expect(readRateText('Currency\tDate\tRate\nUSD\t2026-01-01\t1385.5\neur\t2026.02.01\t1510\n')).toEqual({
    rates: [
      { currency: 'USD', day: '2026-01-01', rate: '1385.5' },
      { currency: 'EUR', day: '2026-02-01', rate: '1510' },
    ],
    wrong: [],
  })
  expect(readRateText('22.11.2026;USD;92,5').rates).toEqual([{ currency: 'USD', day: '2026-11-22', rate: '92.5' }])
  expect(readRateText('2026-11-22,1385.5,USD').rates).toEqual([{ currency: 'USD', day: '2026-11-22', rate: '1385.5' }])
  expect(readRateText('KRW 2026-11-22 0.00072').rates).toEqual([
    { currency: 'KRW', day: '2026-11-22', rate: '0.00072' },
  ])
})

test('a line that is no rate is named', () => {
  expect(
    readRateText('USD 2026-01-01 1385.5\nUSD 2026-02-30 1385.5\nXYZ 2026-01-01 2\nUSD 2026-01-01\nUSD 2026-01-01 0'),
  ).toEqual({
    rates: [{ currency: 'USD', day: '2026-01-01', rate: '1385.5' }],
    wrong: [2, 3, 4, 5],
  })
})
