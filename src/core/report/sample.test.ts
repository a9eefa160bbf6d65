import { expect, test } from 'vitest'
import { sampleSize, sharedQuantile } from '#core/report/sample.ts'

test.each([
  // worked by hand: p̄ = 0.65, (1.95996·√(2·0.65·0.35) + 0.84162·√(0.24 + 0.21))² / 0.01 = 355.9; Fleiss' table has 376,
  // which is this with the continuity correction n/4·(1 + √(1 + 4/(n·0.1)))²
  [{ baseline: 0.6, difference: 0.1, power: 0.8 }, 356],
  [{ baseline: 0.7, difference: -0.1, power: 0.8 }, 356],
  [{ baseline: 0.5, difference: 0.1, power: 0.9 }, 519],
  [{ baseline: 0.05, difference: 0.025, power: 0.8 }, 1471],
  [{ baseline: 0.05, difference: 0.025, power: 0.8, comparisons: 3 }, 1962],
] as const)('%j needs %i on each side', (input, size) => {
  expect(sampleSize(input)).toBe(size)
})

test('the continuity correction of the book gives the number of its table', () => {
  const n = 355.9
  expect(Math.ceil((n / 4) * (1 + Math.sqrt(1 + 4 / (n * 0.1))) ** 2)).toBe(376)
})

test.each([
  { baseline: 0, difference: 0.1, power: 0.8 },
  { baseline: 0.5, difference: 0, power: 0.8 },
  { baseline: 0.95, difference: 0.05, power: 0.8 },
] as const)('%j is no question', (input) => {
  expect(() => sampleSize(input)).toThrow(RangeError)
})

test('more comparisons want more', () => {
  const points = ['1.960', '2.241', '2.394', '2.498', '2.576', '2.638']
  expect([1, 2, 3, 4, 5, 6].map(sharedQuantile).map((z) => z.toFixed(3))).toEqual(points)
  expect(() => sharedQuantile(7)).toThrow(RangeError)
})

test('nine times as many on the other side: fewer here, more together', () => {
  // worked by hand: p̄ = (0.03 + 9·0.05)/10 = 0.048; (1.95996·√(10·0.048·0.952) + 0.84162·√(9·0.0291 + 0.0475))² / (9·0.0004)
  const input = { baseline: 0.03, difference: 0.02, power: 0.8 as const }
  const alone = Math.sqrt(10 * 0.048 * 0.952)
  const apart = Math.sqrt(9 * 0.0291 + 0.0475)
  const size = Math.ceil((1.959963984540054 * alone + 0.8416212335729143 * apart) ** 2 / (9 * 0.0004))
  expect(size).toBe(894)
  expect(sampleSize({ ...input, ratio: 9 })).toBe(size)
  expect(sampleSize(input)).toBeGreaterThan(size)
  expect(2 * sampleSize(input)).toBeLessThan(10 * size)
  expect(() => sampleSize({ ...input, ratio: 0 })).toThrow(RangeError)
})
