import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { troubleOf } from '#store/trouble.ts'

function failure(code: string, message = 'it failed', more: object = {}): Error {
  return Object.assign(new Error(message), { code, ...more })
}

test.each([
  [failure('53100'), 'full'],
  [failure('58030', 'could not write to file "x": No space left on device'), 'full'],
  [failure('58030', 'could not read file'), 'away'],
  [failure('57P01', 'terminating connection due to administrator command'), 'away'],
  [failure('57P03', 'the database system is starting up'), 'away'],
  [failure('53300', 'sorry, too many clients already'), 'away'],
  [failure('08006'), 'away'],
  [failure('25006', 'cannot execute INSERT in a read-only transaction'), 'away'],
  [new Error('Connection terminated unexpectedly'), 'away'],
  [new Error('Client has encountered a connection error and is not queryable'), 'away'],
  [new Error('timeout exceeded when trying to connect'), 'away'],
  [new Error('the session could not be read', { cause: failure('57P01') }), 'away'],
  // the query's own fault
  [failure('23505', 'duplicate key'), null],
  [failure('22003', 'value out of range'), null],
  [failure('57014', 'canceling statement due to user request'), null],
  [failure('40P01', 'deadlock detected'), null],
  [new Error('time-based rules of this blueprint do not come to rest'), null],
  [new Error('with a cause', { cause: null }), null],
  ['a text', null],
])('%s: %s', (error, trouble) => {
  expect(troubleOf(error)).toBe(trouble)
})

test('a socket that is not there is the database, a file that is not there is not', async () => {
  const noSocket = await new Promise((done) => connect('/nowhere/.s.PGSQL.5432').once('error', done))
  const noFile = await readFile('/nowhere/people.csv').catch((error: unknown) => error)
  expect([troubleOf(noSocket), troubleOf(noFile)]).toEqual(['away', null])
})
