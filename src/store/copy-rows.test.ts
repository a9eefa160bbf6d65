import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copiedInteger, copiedTime, copyRows, textReader } from '#store/copy-rows.ts'
import { testDatabase, type TestDatabase } from '#test/database.ts'

let t: TestDatabase
let db: PoolClient

beforeAll(async () => {
  t = await testDatabase()
  db = await t.pool.connect()
})
afterAll(async () => {
  db.release()
  await t.drop()
})

type Read = [text: string | null, number: number, time: number]

async function copied(select: string): Promise<Read[]> {
  const rows: Read[] = []
  const text = textReader(0)
  await copyRows(db, select, 3, (row) => rows.push([text(row), copiedInteger(row, 1), copiedTime(row, 2)]))
  return rows
}

test('rows arrive as they are asked for, nulls and other scripts too', async () => {
  expect(
    await copied(`select * from (values ('민수', 1, timestamptz '2026-01-02T03:04:05.678Z'), (null, -7, null),
      ('', 2147483647, '1969-12-31T23:59:59.999Z')) v`),
  ).toEqual([
    ['민수', 1, Date.parse('2026-01-02T03:04:05.678Z')],
    [null, -7, Number.NaN],
    ['', 2147483647, -1],
  ])
  expect(await copied(`select 'x', 1, now() where false`)).toEqual([])
})

test('a hundred thousand rows arrive once each and in order, and so do rows longer than a read', async () => {
  const many = await copied(
    `select 'n' || i % 5, i, timestamptz 'epoch' + i * interval '1 ms' from generate_series(1, 100000) i`,
  )
  expect(many.length).toBe(100_000)
  expect(
    many.every(([text, number, time], i) => text === `n${(i + 1) % 5}` && number === i + 1 && time === i + 1),
  ).toBe(true)
  const long = await copied(`select repeat(chr(96 + i), i * 300000), i, null::timestamptz from generate_series(1, 3) i`)
  expect(long.map(([text, number]) => [text?.length, text?.at(-1), number])).toEqual([
    [300_000, 'a', 1],
    [600_000, 'b', 2],
    [900_000, 'c', 3],
  ])
})

test('notices come between rows and disturb nothing', async () => {
  await db.query(`create function pg_temp.told(i integer) returns integer language plpgsql as $$
    begin raise notice 'row %', i; return i; end $$`)
  const heard: string[] = []
  const hear = ({ message }: { message: string | undefined }) => heard.push(message ?? '')
  db.on('notice', hear)
  const rows = await copied(`select null::text, pg_temp.told(i), null::timestamptz from generate_series(1, 50) i`)
  db.off('notice', hear)
  expect(rows.map(([, number]) => number)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  expect([heard.length, heard.at(-1)]).toEqual([50, 'row 50'])
})

test('what the database refuses, before the first row or after many, is said; the connection goes on', async () => {
  await expect(copied('select nothing from nowhere')).rejects.toMatchObject({ code: '42P01' })
  await expect(
    copied(`select null::text, 1 / (90000 - i), null::timestamptz from generate_series(1, 100000) i`),
  ).rejects.toMatchObject({ code: '22012' })
  expect((await db.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})

test('what goes wrong with a row is said once the others have gone by; the connection goes on', async () => {
  let seen = 0
  const broken = copyRows(db, `select i, repeat('x', 100) from generate_series(1, 50000) i`, 2, (row) => {
    seen = copiedInteger(row, 0)
    if (seen === 300) throw new RangeError('no place')
  })
  await expect(broken).rejects.toThrow('no place')
  expect(seen).toBe(300)
  expect((await copied(`select 'again', 1, null::timestamptz`)).length).toBe(1)
})

test('a connection that goes away in the middle is said', async () => {
  const own = await t.pool.connect()
  const gone: unknown[] = []
  own.on('error', (error) => gone.push(error))
  const { rows } = await own.query<{ pid: number }>('select pg_backend_pid() as pid')
  let seen = 0
  const work = copyRows(own, `select i from generate_series(1, 30000000) i`, 1, () => seen++)
  const told = expect(work).rejects.toThrow()
  await db.query(`select pg_terminate_backend($1, 5000)`, [rows[0]?.pid])
  await told
  own.release(true)
  expect(seen).toBeLessThan(30_000_000)
})
