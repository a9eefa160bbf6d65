import { expect, test } from 'vitest'
import { otherMatters } from './matters.ts'

const nothing = {
  tasks: { due: 0, promised: 0, late: 0, overdueHandoffs: 0 },
  wouldFire: { count: 0, capped: false },
  setAside: null,
  duplicates: { count: 0, capped: false },
  imports: [],
}

test('each line of the list is one matter, however much it counts', () => {
  expect(otherMatters(nothing)).toBe(0)
  expect(
    otherMatters({
      ...nothing,
      tasks: { due: 7, promised: 1, late: 0, overdueHandoffs: 2 },
      setAside: { all: { count: 120, capped: true }, codes: [] },
      imports: [
        { id: '1', fileName: 'people.csv', error: null },
        { id: '2', fileName: 'deals.csv', error: null },
      ],
    }),
  ).toBe(5)
})

test('what one may not see is not counted', () => {
  expect(otherMatters({ tasks: null, wouldFire: null, setAside: null, duplicates: null, imports: null })).toBe(0)
})
