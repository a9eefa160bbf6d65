import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from '#core/report/benjamini-hochberg.ts'
import { fisherExact } from '#core/report/fisher.ts'

describe('Fisher’s exact test', () => {
  it('agrees with the lady tasting tea: 3 of 4 right is no proof, 4 of 4 is', () => {
    expect(fisherExact(3, 4, 4, 8)).toBeCloseTo(34 / 70, 10)
    expect(fisherExact(4, 4, 4, 8)).toBeCloseTo(2 / 70, 10)
  })

  it('agrees with Fisher’s criminal twins: 10 of 13 monozygotic, 2 of 17 dizygotic (two-sided 0.000537)', () => {
    expect(fisherExact(10, 13, 12, 30)).toBeCloseTo(0.000537, 6)
  })

  it('says nothing where nothing can differ', () => {
    expect(fisherExact(0, 0, 3, 9)).toBe(1)
    expect(fisherExact(5, 5, 9, 9)).toBe(1)
    expect(() => fisherExact(3, 2, 3, 9)).toThrow(RangeError)
  })
})

describe('Benjamini and Hochberg', () => {
  // their own example (1995, section 4.1): of 15 looks at 5 %, the first four hold
  const published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ]

  it('agrees with the paper', () => {
    const adjusted = benjaminiHochberg(published)
    expect(adjusted.filter((q) => q <= 0.05)).toHaveLength(4)
    expect(adjusted[3]).toBeCloseTo((0.0095 * 15) / 4, 10)
  })

  it('keeps the order given, and never falls as p rises', () => {
    const mixed = [0.04, 0.0001, 0.9, 0.02]
    const adjusted = benjaminiHochberg(mixed)
    expect(adjusted[1]).toBeCloseTo(0.0004, 10)
    expect(adjusted[3]).toBeCloseTo(0.04, 10)
    expect(benjaminiHochberg([])).toEqual([])
  })
})
