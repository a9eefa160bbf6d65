import { describe, expect, test } from 'vitest'
import { addCounts, appliesFrom, cutoffOf, graceMs, retentionBounds, retentionRules } from './rule.ts'

const now = Date.UTC(2026, 10, 22)

describe('a period', () => {
  test('has a suggestion within its bounds, for every rule', () => {
    for (const rule of retentionRules) {
      const { suggested, least, most, otherwise } = retentionBounds[rule]
      expect([rule, least <= suggested && suggested <= most, otherwise === null || otherwise <= most]).toEqual([
        rule,
        true,
        true,
      ])
    }
  })

  test('ends so many days ago', () => {
    expect(new Date(cutoffOf(30, now)).toISOString()).toBe('2026-10-23T00:00:00.000Z')
  })

  test('that is new or shorter waits a day; a longer one holds as the one before did', () => {
    const before = { days: 90, appliesAt: now - 5 }
    expect(appliesFrom(null, 90, now)).toBe(now + graceMs)
    expect(appliesFrom(before, 89, now)).toBe(now + graceMs)
    expect(appliesFrom(before, 90, now)).toBe(now - 5)
    expect(appliesFrom(before, 91, now)).toBe(now - 5)
    // longer, while the first still waits: no sooner than that one
    expect(appliesFrom({ days: 90, appliesAt: now + 7 }, 120, now)).toBe(now + 7)
  })

  test('adds up what it took, kind by kind', () => {
    expect(addCounts({ people: 2, events: 1 }, { events: 4, rows: 0 })).toEqual({ people: 2, events: 5 })
  })
})
