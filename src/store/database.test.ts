import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#store/database.ts'
import { testDatabase, type TestDatabase } from '#test/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test('values arrive exactly: numbers where they fit, days as text, times as instants, sessions in UTC', async () => {
  const { rows } = await database.pool.query(
    `select 9007199254740991::int8 as fits, 9007199254740992::int8 as large, '{1,null,9007199254740993}'::int8[] as many,
            date '2026-11-22' as day, timestamptz '2026-11-22 09:00+09' as moment, 0.10::numeric as amount,
            current_setting('TimeZone') as zone`,
  )
  expect(rows).toEqual([
    {
      fits: 9007199254740991,
      large: '9007199254740992',
      many: [1, null, '9007199254740993'],
      day: '2026-11-22',
      moment: new Date('2026-11-22T00:00:00Z'),
      amount: '0.10',
      zone: 'UTC',
    },
  ])
})

test('a broken connection is replaced, and told of', async () => {
  const said: string[] = []
  const { pool, close } = openDatabase(database.url, { max: 1, log: (sentence) => said.push(sentence) })
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const idle = await database.pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid])
  expect(idle.rows).toEqual([{ pg_terminate_backend: true }])
  for (let tries = 0; said.length === 0 && tries < 100; tries += 1) await new Promise((done) => setTimeout(done, 10))
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  expect(said.join()).toContain('A database connection broke')
  // in use: the query fails, the process and the next query do not
  const client = await pool.connect()
  const mine = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const query = expect(client.query('select pg_sleep(20)')).rejects.toThrow(/terminat/)
  await database.pool.query('select pg_terminate_backend($1, 5000)', [mine.rows[0]?.pid])
  await query
  client.release(true)
  expect((await pool.query('select 2 as two')).rows).toEqual([{ two: 2 }])
  await close()
})

test('after close the server has nobody of ours left', async () => {
  const { pool, close } = openDatabase(database.url, { max: 5 })
  const pids = await Promise.all(
    [1, 2, 3, 4, 5].map(async () => {
      const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid, pg_sleep(0.05)')
      return rows[0]?.pid
    }),
  )
  await close()
  const left = await database.pool.query('select from pg_stat_activity where pid = any($1)', [pids])
  expect(left.rowCount).toBe(0)
})

test('of statements sent together, all that follow the one that failed say why it failed', async () => {
  const client = (await database.pool.connect()) as PoolClient & { pipeline: boolean }
  client.pipeline = true
  const begun = client.query('begin')
  // whoever waits for the culprit hears of it later than the others of their refusal
  const culprit = (async () => await (async () => await client.query('select 1 / 0'))())()
  const other = client.query('select 1')
  const first = await Promise.all([begun, culprit, other]).catch((error: unknown) => error)
  expect(first).toMatchObject({ code: '22012', message: 'division by zero' })
  expect((await Promise.allSettled([culprit, other])).map((one) => one.status)).toEqual(['rejected', 'rejected'])
  await client.query('rollback')
  // the next transaction has its own
  await client.query('begin')
  const [wrong, refused] = await Promise.allSettled([client.query('select nothing'), client.query('select 1')])
  expect(wrong).toMatchObject({ reason: { code: '42703' } })
  expect(refused).toMatchObject({ reason: { code: '42703' } })
  await client.query('rollback')
  client.pipeline = false
  client.release()
})

test('large binary parameters arrive as they are, among small ones, texts and nulls, one statement behind the other', async () => {
  const client = (await database.pool.connect()) as PoolClient & { pipeline: boolean }
  client.pipeline = true
  const bytes = (size: number) => Buffer.from(Array.from({ length: size }, (_, index) => (index * 7 + size) % 256))
  const ask = (name: string, ...values: unknown[]) =>
    client.query<{ a: Buffer; b: string; c: string | null; d: Buffer; e: Buffer }>({
      name,
      text: 'select $1::bytea as a, $2::text as b, $3::text as c, $4::bytea as d, $5::bytea as e',
      values,
    })
  for (const size of [1023, 1024, 5000, 300_000]) {
    const own = [bytes(size), '한글 и 😀', null, bytes(3), bytes(size + 1)]
    const [one, two, three] = await Promise.all([
      ask('large', ...own),
      client.query('select 1 as n'),
      ask('large', ...own),
    ])
    expect([one.rows[0], three.rows[0]].map((row) => row && [row.a, row.b, row.c, row.d, row.e])).toEqual([own, own])
    expect(two.rows).toEqual([{ n: 1 }])
  }
  client.pipeline = false
  client.release()
})
