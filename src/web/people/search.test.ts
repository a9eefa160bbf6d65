import { expect, test } from 'vitest'
import { parsePeopleSearch, wholeFilter } from './search.ts'

const kr = { field: 'person.country', op: 'is', value: 'KR' } as const

test('an address is read as far as it makes sense', () => {
  expect(parsePeopleSearch({ q: 'kim', sort: 'total', filter: kr, columns: ['person.city', 3], hot: 'true' })).toEqual({
    q: 'kim',
    sort: 'total',
    filter: kr,
    columns: ['person.city'],
    hot: true,
  })
  expect(parsePeopleSearch({ q: '', sort: 'engagement', filter: { field: 3 }, columns: 'x', hot: 'no' })).toEqual({})
  expect(parsePeopleSearch({ q: 4711 })).toEqual({ q: '4711' })
})

test('short forms are parts of the filter', () => {
  expect(wholeFilter({}, 'lifecycle')).toBe(null)
  expect(wholeFilter({ filter: kr }, 'lifecycle')).toEqual(kr)
  expect(wholeFilter({ stage: 'mql', channel: 'email', filter: { all: [kr] } }, 'lifecycle')).toEqual({
    all: [
      { field: 'stage.lifecycle', op: 'is', value: 'mql' },
      { field: 'first.channel', op: 'is', value: 'email' },
      kr,
    ],
  })
})
