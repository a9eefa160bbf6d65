import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cornersOf, toneOf, widthOf } from './shape.ts'

test('a step is never wider than the one before, never a line, and all of them are all of the width', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (a, b, members) => {
      const [more, less] = [Math.max(a, b), Math.min(a, b)]
      expect(widthOf(less, members)).toBeLessThanOrEqual(widthOf(more, members))
      expect(widthOf(less, members)).toBeGreaterThanOrEqual(16)
      expect(widthOf(members, members)).toBe(100)
    }),
  )
})

test('corners lie centred in their box', () => {
  expect(cornersOf([100, 50], 200, 64)).toBe('0,0 200,0 150,64 50,64')
})

test('the sale is amber, the rest blue from light to dark', () => {
  expect([0, 3, 5].map((index) => toneOf(index, 7, false))).toEqual(['people-1', 'people-3', 'people-4'])
  expect(toneOf(6, 7, true)).toBe('sale')
})
