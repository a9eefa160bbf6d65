import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFlow } from '#actions/flow.ts'
import { carryOutErasures } from '#actions/person-erase-run.ts'
import { askListErasure } from '#actions/person-erase-list.ts'
import { applyRetention } from '#actions/retention-keep.ts'
import { createWorkspace } from '#actions/workspace-create.ts'
import { testDatabase, type TestDatabase } from '#test/database.ts'
import { event, keys } from '#test/events.ts'
import { until } from '#test/server-process.ts'

/*
 * Many people are to be erased; the process is killed while it is in the middle of one of them. Whoever was done is gone
 * from everywhere, whoever was not is whole, and the next run erases the rest.
 */

const count = 6
const day = 86_400_000
const addresses = Array.from({ length: count }, (_, n) => `half.way.${n}@killed-erasure.example`)

let database: TestDatabase
let workspaceId: string
let child: ChildProcess | null = null

beforeEach(async () => {
  database = await testDatabase()
  const db = await database.pool.connect()
  await db.query('begin')
  const input = { name: 'Half way', zone: 'Asia/Seoul', currency: 'KRW', languages: ['en' as const] }
  ;({ workspaceId } = await createWorkspace(db, input, { by: 'operator:test', now: Date.now(), demo: false }))
  await db.query('commit')
  db.release()
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await database.drop()
})

/** People with several events each, years ago, a note each, and each named in an event of somebody who stays. */
async function people(): Promise<void> {
  const flow = createFlow({ pool: database.pool })
  const at = Date.now() - 1300 * day
  await flow.accept(
    workspaceId,
    addresses.flatMap((email, n) => [
      ...[0, 1, 2].map((step) => ({
        event: event('page_viewed', at + n * day + step * 1000, { keys: keys({ email }), traits: { email } }),
      })),
      {
        event: event('page_viewed', Date.now() - 60_000 + n, {
          keys: keys({ email: 'stays@other.example' }),
          traits: { email: 'stays@other.example' },
          props: { cc: email },
        }),
      },
    ]),
  )
  await flow.stop()
  await database.pool.query(
    `insert into note (workspace_id, id, person_id, author_id, author, body, at)
     select workspace_id, gen_random_uuid(), id, null, 'x', 'of ' || email, now() from person where email = any($1)`,
    [addresses],
  )
}

/** In how many rows of which tables each of them is named; the list that asks for it left out. */
async function named(): Promise<Record<string, number>[]> {
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'
        and relname <> 'erasure_target'`,
  )
  const found: Record<string, number>[] = addresses.map(() => ({}))
  for (const { name } of tables) {
    const { rows } = await database.pool.query<{ n: number; rows: number }>(
      `select a.n::integer - 1 as n, count(*)::integer as rows from ${name} t
         join unnest($1::text[]) with ordinality as a(address, n) on t::text like '%' || a.address || '%' group by a.n`,
      [addresses],
    )
    for (const { n, rows: there } of rows) (found[n] as Record<string, number>)[name] = there
  }
  return found
}

/** Runs a driver until it waits in the middle of the fourth person, whose events somebody holds, and kills it there. */
async function killedHalfWay(what: 'erasures' | 'retention'): Promise<void> {
  const holder = await database.pool.connect()
  try {
    await holder.query('begin')
    await holder.query('select from event where email = $1 for update', [addresses[3]])
    const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid')
    child = spawn(process.execPath, [join(import.meta.dirname, '../erase-driver.ts'), database.url, what], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const ended = once(child, 'exit')
    const waiting = async (): Promise<boolean> => {
      const { rows: blocked } = await database.pool.query(
        `select from pg_stat_activity where $1 = any(pg_blocking_pids(pid)) and query ~ 'event'`,
        [rows[0]?.pid],
      )
      return blocked.length > 0
    }
    await until(waiting, 60)
    child.kill('SIGKILL')
    expect((await ended)[1]).toBe('SIGKILL')
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  // what the server had begun for it ends with its connection
  await until(async () => {
    const { rows } = await database.pool.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
          and state in ('active', 'idle in transaction') and backend_type = 'client backend'`,
    )
    return rows.length === 0
  }, 20)
}

const gone = addresses.map(() => ({}))

test('kill -9 in the middle of a list: nobody is half erased, the next run erases the rest and the record counts all', async () => {
  await people()
  const before = await named()
  expect(Object.keys(before[5] ?? {})).toEqual(expect.arrayContaining(['event', 'identity', 'note', 'person']))
  const asked = await askListErasure(
    { pool: database.pool },
    { kind: 'operator', name: 'test', workspaceId },
    { text: addresses.join('\n'), reason: 'request', confirm: String(count) },
  )
  expect(asked.ok).toBe(true)
  await killedHalfWay('erasures')
  expect(await named()).toEqual([{}, {}, {}, ...before.slice(3)])
  const state = async () =>
    (await database.pool.query('select state, people, counts, tidied_at is not null as tidied from erasure')).rows[0]
  expect(await state()).toMatchObject({ state: 'running', people: 3, tidied: false })

  expect(await carryOutErasures({ pool: database.pool })).toBe(3)
  expect(await named()).toEqual(gone)
  expect(await state()).toEqual({
    state: 'done',
    people: count,
    tidied: true,
    counts: { events: 3 * count, notes: count, elsewhere: count },
  })
  const { rows } = await database.pool.query('select from person')
  expect(rows.length).toBe(1)
})

test('kill -9 while the inactive are erased: nobody is half erased, and the next turn erases the rest', async () => {
  await people()
  const before = await named()
  await database.pool.query(
    `insert into retention_rule (workspace_id, rule, days, applies_at, set_by, set_at)
     values ($1, 'inactive', 1000, now() - interval '1 day', 'operator:test', now())`,
    [workspaceId],
  )
  await killedHalfWay('retention')
  expect(await named()).toEqual([{}, {}, {}, ...before.slice(3)])

  const { rest } = await applyRetention(database.pool, { rest: () => Promise.resolve() })
  expect(rest).toBeNull()
  expect(await named()).toEqual(gone)
  const { rows } = await database.pool.query('select email from person')
  expect(rows).toEqual([{ email: 'stays@other.example' }])
})
