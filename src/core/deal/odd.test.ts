import { expect, test } from 'vitest'
import { odditiesOf } from '#core/deal/odd.ts'

const usual = { count: 10, fastMs: 1000, largeMinor: 500 }

test('a win is odd when it was faster or larger than nine of ten, or went past stages', () => {
  expect(odditiesOf({ tookMs: 1000, baseMinor: 500, skipped: [] }, usual)).toEqual([])
  expect(odditiesOf({ tookMs: 999, baseMinor: 501, skipped: ['meeting'] }, usual)).toEqual(['fast', 'large', 'skipped'])
  expect(odditiesOf({ tookMs: 1, baseMinor: null, skipped: [] }, usual)).toEqual(['fast'])
})

test('nine wins are not enough to call one unusual', () => {
  expect(odditiesOf({ tookMs: 1, baseMinor: 9999, skipped: [] }, { ...usual, count: 9 })).toEqual([])
})
