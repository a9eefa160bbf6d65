import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDuration, emptyDurations, medianOf, noDurations } from './durations.ts'

function bagOf(values: readonly number[]) {
  const bag = noDurations()
  for (const value of values) addDuration(bag, value)
  return bag
}

it('the median is that of the sorted values, however they are split into bags', () => {
  const value = fc.oneof(
    fc.integer({ min: -5, max: 5 }),
    fc.integer({ min: 0, max: 1e10 }),
    fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  )
  fc.assert(
    fc.property(fc.array(fc.array(value, { maxLength: 60 }), { maxLength: 5 }), (lists) => {
      const sorted = lists.flat().toSorted((a, b) => a - b)
      const half = sorted.length >> 1
      const expected =
        sorted.length === 0
          ? null
          : sorted.length % 2 === 1
            ? sorted[half]!
            : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2
      const found = medianOf(lists.map(bagOf))
      expect(found === null ? null : found + 0).toBe(expected === null ? null : expected + 0)
    }),
    { numRuns: 2000 },
  )
})

it('holds more than one chunk, in order, reversed and all alike', () => {
  const many = Array.from({ length: 50_001 }, (_, index) => index)
  expect(medianOf([bagOf(many)])).toBe(25_000)
  expect(medianOf([bagOf(many.toReversed())])).toBe(25_000)
  expect(medianOf([bagOf(many.map(() => 7))])).toBe(7)
  expect(medianOf([bagOf(many), bagOf(many)])).toBe(25_000)
})

it('memory given back is no bag’s any more', () => {
  const fill = (from: number) => {
    const bag = noDurations()
    for (let i = 0; i < 60_000; i++) addDuration(bag, from + i)
    return bag
  }
  const one = fill(0)
  emptyDurations(one)
  expect(medianOf([one])).toBeNull()
  const two = fill(1_000_000)
  const three = fill(5_000_000)
  expect([medianOf([two]), medianOf([three])]).toEqual([1_029_999.5, 5_029_999.5])
})
