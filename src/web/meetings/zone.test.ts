import { describe, expect, test } from 'vitest'
import { momentOf, wallTime } from './zone.ts'

describe('a time on the wall of a zone', () => {
  test('is a moment and back, on either side of a change of clocks', () => {
    for (const [wall, zone, moment] of [
      ['2026-12-01T10:30', 'Asia/Seoul', '2026-12-01T01:30:00.000Z'],
      ['2026-07-01T09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
      ['2026-12-01T23:45', 'America/New_York', '2026-12-02T04:45:00.000Z'],
      ['2026-10-25T01:59', 'Europe/Berlin', '2026-10-24T23:59:00.000Z'],
      ['2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ] as const) {
      expect(momentOf(wall, zone)).toBe(moment)
      expect(wallTime(moment, zone)).toBe(wall)
    }
  })

  test('that comes twice is the first, that never comes is after the gap', () => {
    expect(momentOf('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
    expect(momentOf('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
    expect(momentOf('soon', 'Europe/Berlin')).toBeNull()
  })
})
