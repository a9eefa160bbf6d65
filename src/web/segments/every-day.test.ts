import { expect, test } from 'vitest'
import { everyDay } from './every-day.ts'

test('days on which nobody moved are drawn too, over the end of a month and the change of the clocks', () => {
  const moved = [
    { day: '2026-10-24', joined: 3, left: 0 },
    { day: '2026-10-26', joined: 0, left: 2 },
    { day: '2026-11-01', joined: 1, left: 1 },
  ]
  const drawn = everyDay(moved)
  expect(drawn.map(({ day }) => day)).toEqual([
    '2026-10-24',
    '2026-10-25',
    '2026-10-26',
    '2026-10-27',
    '2026-10-28',
    '2026-10-29',
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
  ])
  expect(drawn.filter(({ joined, left }) => joined + left > 0)).toEqual(moved)
  expect(everyDay([])).toEqual([])
})
