import { expect, test } from 'vitest'
import { funnelParameters, parseFunnelSearch } from './search.ts'

const seoulMorning = Date.parse('2026-11-21T16:00:00Z')

test('a period counts back from today in the workspace, not in the browser', () => {
  expect(funnelParameters({ period: '90d' }, 'Asia/Seoul', seoulMorning)).toMatchObject({ from: '2026-08-25' })
  expect(funnelParameters({ period: '1d' }, 'Asia/Seoul', seoulMorning)).toMatchObject({ from: '2026-11-22' })
  expect(funnelParameters({ period: '1d' }, 'UTC', seoulMorning)).toMatchObject({ from: '2026-11-21' })
})

test('the last day that people name is inside; the server asks for the day after', () => {
  const parameters = funnelParameters({ period: 'custom', from: '2026-02-01', to: '2026-02-28' }, 'UTC', seoulMorning)
  expect(parameters).toMatchObject({ from: '2026-02-01', to: '2026-03-01' })
})

test('an address keeps what it knows and drops the rest', () => {
  expect(parseFunnelSearch({ model: 'lifecycle', pass: 'any', evil: 'x', by: '', group: 7 })).toEqual({
    model: 'lifecycle',
    pass: 'any',
    group: '7',
  })
})
