import { expect, test } from 'vitest'
import { deeper, parseSourceSearch, sourceParameters } from './search.ts'

const now = Date.parse('2026-11-22T06:00:00Z')

test('unless told, the last 90 days by channel', () => {
  expect(sourceParameters({}, 'UTC', now)).toEqual({
    by: 'channel',
    window: undefined,
    only: undefined,
    from: '2026-08-25',
    to: undefined,
  })
  expect(sourceParameters({ from: '2026-01-01', to: '2026-01-31' }, 'UTC', now)).toMatchObject({
    from: '2026-01-01',
    to: '2026-02-01',
  })
})

test('one goes from channels to campaigns to landing pages', () => {
  expect(deeper('channel', [], '=ppc')).toEqual({ by: 'campaign', only: ['channel:=ppc'] })
  expect(deeper('campaign', ['channel:=ppc'], 'missing')).toEqual({
    by: 'object',
    only: ['channel:=ppc', 'campaign:missing'],
  })
  expect(deeper('object', [], '=/demo')).toBeNull()
  expect(deeper('campaign', [], 'other')).toBeNull()
})

test('an address keeps what it knows', () => {
  expect(parseSourceSearch({ by: 'persona', only: ['channel:=x', 'bad'], stage: 'mql', evil: 1 })).toEqual({
    only: ['channel:=x'],
    stage: 'mql',
  })
})
