import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arraysOf, type Column, unnested } from '#store/columns.ts'
import { testDatabase } from '#test/database.ts'

interface Row {
  id: string | null
  text: string | null
  kind: string | null
  time: number | null
  count: number | null
  share: number | null
  yes: boolean | null
  body: { a: string; b: number[] } | null
}

const columns: Column<Row>[] = [
  { name: 'id', type: 'uuid', of: (row) => row.id },
  { name: 'text', type: 'text', of: (row) => row.text },
  { name: 'kind', type: '"char"', of: (row) => row.kind },
  { name: 'time', type: 'timestamptz', of: (row) => row.time },
  { name: 'count', type: 'integer', of: (row) => row.count },
  { name: 'share', type: 'float8', of: (row) => row.share },
  { name: 'yes', type: 'boolean', of: (row) => row.yes },
  { name: 'body', type: 'jsonb', of: (row) => row.body },
]

// PostgreSQL keeps no NUL, and a lone surrogate is no text
const word = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll('\0', ''))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const row: fc.Arbitrary<Row> = fc.record({
  id: maybe(fc.uuid()),
  text: maybe(fc.oneof(word, fc.constant('가'.repeat(30_000)))),
  kind: maybe(fc.constantFrom('a', 'u', 'e')),
  time: maybe(fc.integer({ min: Date.UTC(1, 0), max: Date.UTC(9999, 0) })),
  count: maybe(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  share: maybe(fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0))),
  yes: maybe(fc.boolean()),
  body: maybe(fc.record({ a: word, b: fc.array(fc.integer()) })),
})

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test('rows come out of the database as they went in', async () => {
  const list = columns.map(({ name }) => name).join(', ')
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
      const answer = await database.pool.query<Omit<Row, 'time'> & { time: string | null }>(
        `select ${list.replace('time', '(extract(epoch from time) * 1000)::bigint::text as time')}
         from unnest(${unnested(columns, 1)}) as r(${list})`,
        arraysOf(columns, rows),
      )
      expect(answer.rows.map((one) => ({ ...one, time: one.time === null ? null : Number(one.time) }))).toEqual(rows)
    }),
    { numRuns: 60 },
  )
})

test('what is no UUID is refused before it is sent', () => {
  for (const id of ['', 'abc', `${randomUUID()}x`.slice(1), `${randomUUID().slice(0, -1)}g`]) {
    expect(() => arraysOf(columns, [{ id } as Row])).toThrow(/Not a UUID/)
  }
})
