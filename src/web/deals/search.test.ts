import { expect, test } from 'vitest'
import { cardSort, filterCount, filterOf, listSort, parseDealsSearch } from './search.ts'

test('an address is read for what it says, and the rest is absent', () => {
  const search = parseDealsSearch({
    view: 'table',
    q: 2026,
    owner: 'none',
    company: 'not an id',
    min: '100',
    max: -1,
    close: '2026-13',
    sort: 'owner',
    desc: true,
    status: 'open',
    silent: 'yes',
    days: 90,
    strange: 1,
  })
  expect(search).toEqual({ view: 'table', q: '2026', owner: 'none', min: 100, sort: 'owner', desc: true, days: 90 })
  expect(filterOf(search)).toEqual({ q: '2026', owner: 'none', min: 100 })
  expect(filterCount(search)).toBe(2)
})

test('what is usual stands in no address', () => {
  expect(parseDealsSearch({ view: 'board', status: 'open', days: 30, min: '' })).toEqual({})
})

test('board and table each keep to their own orders', () => {
  expect(cardSort({ sort: 'owner' })).toBe('close')
  expect(cardSort({ sort: 'stay' })).toBe('stay')
  expect(listSort({ sort: 'owner' })).toBe('owner')
  expect(listSort({})).toBe('close')
})
