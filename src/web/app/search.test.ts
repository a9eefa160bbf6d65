import { expect, test } from 'vitest'
import { parsePeopleSearch } from '../people/search.ts'
import { closed } from './search.ts'

test('what a reader of the address leaves out is absent, and does not come through as it was written', () => {
  const raw = { columns: 'x', sort: 'by magic', q: 'kim', strange: 1 }
  const read = { ...raw, ...closed(parsePeopleSearch)(raw) }
  expect(read).toEqual({ q: 'kim', columns: undefined, sort: undefined, strange: undefined })
})
