import { expect, test } from 'vitest'
import { nextEventId } from './event-id.ts'

test('ids of events rise within one millisecond too, and stay ids', () => {
  const ids = Array.from({ length: 5000 }, nextEventId)
  expect(ids).toEqual(ids.toSorted())
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
