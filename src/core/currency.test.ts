import { expect, test } from 'vitest'
import { currencies, isInUse } from './currency.ts'
import { knownCurrency } from './import/currencies.ts'

/** Known to the runtime, and no money one is paid in: the day from which ISO 4217 has withdrawn it, or what it is instead. */
const others: Readonly<Record<string, string>> = {
  ANG: 'withdrawn 2025-03-31, now XCG',
  BGN: 'withdrawn 2026-01-01, now EUR',
  CUC: 'withdrawn 2021-06-30, now CUP',
  HRK: 'withdrawn 2023-01-01, now EUR',
  SLL: 'withdrawn 2024-03-31, now SLE',
  ZWL: 'withdrawn 2024-08-31, now ZWG',
  XDR: 'special drawing rights',
  XSU: 'unit of account of ALBA',
}

test('the currencies to choose from are those that the runtime knows, without the withdrawn ones', () => {
  const known = Intl.supportedValuesOf('currency')
  // one that comes or goes with a newer runtime is decided here
  expect(known.filter((code) => !isInUse(code)).toSorted()).toEqual(Object.keys(others).toSorted())
  expect(currencies.filter((code) => !known.includes(code))).toEqual([])
  expect(currencies).toEqual([...new Set(currencies)].toSorted())
})

test('what was paid in a currency of the past stays readable', () => {
  expect(knownCurrency('hrk')).toBe('HRK')
  expect(isInUse('HRK')).toBe(false)
  expect(knownCurrency('XCG')).toBe('XCG')
  expect(knownCurrency('ABC')).toBeNull()
})
