import { expect, test } from 'vitest'
import { notTooOften } from './log.ts'

test('the same error is told once in a while, with how often it came; everything else as it comes', () => {
  const lines: unknown[] = []
  let now = 0
  const log = notTooOften({ warn: (detail, sentence) => lines.push([sentence, detail]) }, () => now)
  const err = new Error('away')
  for (; now < 6000; now += 1000) log.warn({ err }, 'The database is away.')
  log.warn({ err }, 'Another matter.')
  log.warn({ key: 1 }, 'A page sends a secret key.')
  log.warn({ key: 2 }, 'A page sends a secret key.')
  expect(lines).toEqual([
    ['The database is away.', { err }],
    ['The database is away.', { err, leftOut: 4 }],
    ['Another matter.', { err }],
    ['A page sends a secret key.', { key: 1 }],
    ['A page sends a secret key.', { key: 2 }],
  ])
})
