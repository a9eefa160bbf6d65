import { expect, test } from 'vitest'
import { comparisonParameters, funnelParameters, lastingSearch, parseFunnelSearch } from './search.ts'

const seoulMorning = Date.parse('2026-11-21T16:00:00Z')

test('a period counts back from today in the workspace, not in the browser', () => {
  expect(funnelParameters({ period: '90d' }, 'Asia/Seoul', seoulMorning)).toMatchObject({ from: '2026-08-25' })
  expect(funnelParameters({ period: '1d' }, 'Asia/Seoul', seoulMorning)).toMatchObject({ from: '2026-11-22' })
  expect(funnelParameters({ period: '1d' }, 'UTC', seoulMorning)).toMatchObject({ from: '2026-11-21' })
})

test('months and quarters are those of the calendar, over the turn of a year too', () => {
  const days = (period: string, now: string) => {
    const { from, to } = funnelParameters({ period }, 'UTC', Date.parse(now))
    return [from, to]
  }
  expect(days('month', '2026-11-21T16:00:00Z')).toEqual(['2026-11-01', undefined])
  expect(days('lastMonth', '2026-01-31T16:00:00Z')).toEqual(['2025-12-01', '2026-01-01'])
  expect(days('quarter', '2026-11-21T16:00:00Z')).toEqual(['2026-10-01', undefined])
  expect(days('lastQuarter', '2026-02-28T16:00:00Z')).toEqual(['2025-10-01', '2026-01-01'])
})

test('the last day that people name is inside; the server asks for the day after', () => {
  const parameters = funnelParameters({ period: 'custom', from: '2026-02-01', to: '2026-02-28' }, 'UTC', seoulMorning)
  expect(parameters).toMatchObject({ from: '2026-02-01', to: '2026-03-01' })
})

test('nothing is compared before both periods are named', () => {
  expect(comparisonParameters({ compare: 'previous' }, 'UTC', seoulMorning)).toBeNull()
  expect(comparisonParameters({ period: '30d', compare: 'custom' }, 'UTC', seoulMorning)).toBeNull()
  expect(comparisonParameters({ period: '30d', compare: 'year' }, 'UTC', seoulMorning)).toMatchObject({
    compare: 'year',
  })
  const own = { period: '30d', compare: 'custom', formerFrom: '2026-01-01', formerTo: '2026-01-30' } as const
  expect(comparisonParameters(own, 'UTC', seoulMorning)).toMatchObject({
    formerFrom: '2026-01-01',
    formerTo: '2026-01-31',
  })
})

test('a shared link shows the same days tomorrow', () => {
  expect(lastingSearch({ period: '30d', by: 'channel' }, 'UTC', seoulMorning)).toEqual({
    period: 'custom',
    from: '2026-10-23',
    to: '2026-11-21',
    by: 'channel',
  })
  expect(lastingSearch({ by: 'channel' }, 'UTC', seoulMorning)).toEqual({ by: 'channel' })
})

test('an address keeps what it knows and drops the rest', () => {
  expect(
    parseFunnelSearch({
      model: 'lifecycle',
      pass: 'any',
      evil: 'x',
      by: '',
      group: 7,
      compare: 'x',
      only: 'channel:=a',
    }),
  ).toEqual({ model: 'lifecycle', pass: 'any', group: '7', only: ['channel:=a'] })
  expect(parseFunnelSearch({ only: ['campaign:missing', 3, 'nonsense'] })).toEqual({ only: ['campaign:missing'] })
})
