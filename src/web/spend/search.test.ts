import { expect, test } from 'vitest'
import { parseSpendSearch, spendParameters } from './search.ts'

const now = Date.parse('2026-11-22T06:00:00Z')

test('unless told, the money and people of 90 days, with 90 days to complete in', () => {
  expect(spendParameters({}, 'UTC', now)).toEqual({
    by: 'channel',
    channel: undefined,
    action: undefined,
    window: '90d',
    from: '2026-08-25',
    to: undefined,
  })
  expect(spendParameters({ window: 'none', by: 'campaign' }, 'UTC', now)).toMatchObject({
    by: 'campaign',
    window: undefined,
  })
})

test('an address keeps what it knows', () => {
  expect(parseSpendSearch({ by: 'object', channel: 'ppc', action: 'stage:mql', evil: 1, window: 7 })).toEqual({
    channel: 'ppc',
    action: 'stage:mql',
    window: '7',
  })
})
