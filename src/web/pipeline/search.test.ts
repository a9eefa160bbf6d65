import { expect, test } from 'vitest'
import { closedSearch, deepQuestion, parsePipelineSearch } from './search.ts'

const now = Date.parse('2026-11-22T01:00:00Z')

test('an address keeps what it may say, and nothing else', () => {
  expect(
    parsePipelineSearch({
      view: 'velocity',
      pipeline: 'sales_pipeline',
      window: '90',
      only: ['owner:=name:Ana', 'nonsense'],
      of: 'won',
      group: 7,
      sort: 'shoe',
      rate: 'x',
      other: 'y',
    }),
  ).toEqual({
    view: 'velocity',
    pipeline: 'sales_pipeline',
    window: 90,
    only: ['owner:=name:Ana'],
    of: 'won',
    group: '7',
  })
  expect(parsePipelineSearch({ view: 'metrics', of: 'toString' })).toEqual({})
})

test('the last year unless another period is named; all time has a beginning', () => {
  expect(deepQuestion({}, 'Asia/Seoul', now)).toMatchObject({ from: '2025-11-23', to: undefined })
  expect(deepQuestion({ period: 'all' }, 'Asia/Seoul', now)).toMatchObject({ from: '2000-01-01' })
  expect(deepQuestion({ from: '2026-01-01', to: '2026-01-31' }, 'Asia/Seoul', now)).toMatchObject({
    from: '2026-01-01',
    to: '2026-02-01',
  })
})

test('closing what is open keeps the question', () => {
  expect(
    closedSearch({
      view: 'stages',
      by: 'owner',
      of: 'entered',
      stage: 'contact',
      group: 'x',
      since: '2026-08-25',
      till: '2026-11-23',
    }),
  ).toEqual({
    view: 'stages',
    by: 'owner',
  })
})
