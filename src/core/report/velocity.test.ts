import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decompose, logarithmicMean } from './decompose.ts'
import { daysOfMonth, monthOf, velocityOf, type VelocityFactors } from './velocity.ts'

const field: VelocityFactors = { open: 250, closeRate: 0.8, averageMinor: 50_000, cycleDays: 30 }

describe('velocity', () => {
  test('the case of the field: 250 × 80 % × $500 ÷ 30 is $3,333.33 a day, $100,000 in a month of 30 days', () => {
    expect(Math.round(velocityOf(field) ?? 0)).toBe(333_333)
    expect(monthOf(velocityOf(field), daysOfMonth('2026-11-22'))).toBeCloseTo(10_000_000, 6)
    expect(daysOfMonth('2028-02-01')).toBe(29)
  })

  test('is not known without its factors, and nothing without deals', () => {
    expect(velocityOf({ ...field, closeRate: null })).toBeNull()
    expect(velocityOf({ ...field, averageMinor: null })).toBeNull()
    expect(velocityOf({ ...field, cycleDays: null })).toBeNull()
    expect(velocityOf({ ...field, cycleDays: 0 })).toBeNull()
    expect(velocityOf({ ...field, open: 0 })).toBe(0)
    expect(monthOf(null, 30)).toBeNull()
  })
})

describe('its change', () => {
  test('by hand: twice the deals at twice the cycle cancel each other', () => {
    const change = decompose(field, { ...field, open: 500, cycleDays: 60 })
    const same = (velocityOf(field) ?? 0) * Math.log(2)
    expect(change?.terms.open).toBeCloseTo(same, 6)
    expect(change?.terms.cycleDays).toBeCloseTo(-same, 6)
    expect(change?.terms).toMatchObject({ closeRate: 0, averageMinor: 0 })
    expect(change?.change).toBeCloseTo(0, 6)
  })

  test('of one factor belongs to it alone', () => {
    const change = decompose(field, { ...field, closeRate: 0.4 })
    expect(change?.terms.closeRate).toBeCloseTo(change?.change ?? NaN, 6)
    expect(change?.terms).toMatchObject({ open: 0, averageMinor: 0, cycleDays: 0 })
  })

  test('adds up whatever the factors, and turns round with time', () => {
    const factors = fc.record({
      open: fc.integer({ min: 1, max: 100_000 }),
      closeRate: fc.double({ min: 1e-4, max: 1, noNaN: true }),
      averageMinor: fc.integer({ min: 1, max: 1e9 }),
      cycleDays: fc.double({ min: 1e-2, max: 2000, noNaN: true }),
    })
    fc.assert(
      fc.property(factors, factors, (one, other) => {
        const there = decompose(one, other)
        const back = decompose(other, one)
        if (!there || !back) throw new Error('nothing was zero')
        const sum = Object.values(there.terms).reduce((all, term) => all + term, 0)
        const scale = Math.max(there.before, there.after)
        expect(Math.abs(sum - there.change) / scale).toBeLessThan(1e-9)
        for (const factor of Object.keys(there.terms) as (keyof typeof there.terms)[])
          expect(Math.abs(there.terms[factor] + back.terms[factor]) / scale).toBeLessThan(1e-9)
      }),
    )
  })

  test('is not enough data where a factor is zero or missing', () => {
    expect(decompose(field, { ...field, open: 0 })).toBeNull()
    expect(decompose({ ...field, closeRate: 0 }, field)).toBeNull()
    expect(decompose(field, { ...field, cycleDays: null })).toBeNull()
  })

  test('the logarithmic mean lies between geometric and arithmetic', () => {
    const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const mean = logarithmicMean(a, b)
        expect(mean).toBeGreaterThanOrEqual(Math.sqrt(a * b) * (1 - 1e-9))
        expect(mean).toBeLessThanOrEqual(((a + b) / 2) * (1 + 1e-9))
      }),
    )
  })
})
