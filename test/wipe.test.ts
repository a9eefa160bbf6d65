import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFlow } from '#actions/flow.ts'
import { askErasure } from '#actions/person-erase.ts'
import { carryOutErasures } from '#actions/person-erase-run.ts'
import { askForWipe, wipeFreedSpace, wipeState } from '#actions/wipe.ts'
import { createWorkspace } from '#actions/workspace-create.ts'
import { openDatabase, type Database } from '#store/database.ts'
import { migrate } from '#store/migrate.ts'
import { startEmbedded, type Embedded } from '#store/postgres/embedded.ts'
import { readWipe } from '#store/wipe.ts'
import { event, keys } from '#test/events.ts'

/*
 * A server of its own, whose files are read as bytes: after an erasure the address is still in freed space and in the
 * write-ahead log; once that is written over it is in no file of the data directory.
 */

const mail = 'quintessa.vandermolen@trace-of-files.example'
const operator = { kind: 'operator', name: 'test', workspaceId: '' } as const

let folder: string
let server: Embedded
let database: Database
let pool: Pool
let workspaceId: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-wipe-'))
  await chmod(folder, 0o755)
  server = await startEmbedded({ dataDir: join(folder, 'data'), durable: false })
  database = openDatabase(server.url)
  pool = database.pool
  await migrate(pool)
  const db = await pool.connect()
  const input = { name: 'Files', zone: 'Asia/Seoul', currency: 'KRW', languages: ['en' as const] }
  await db.query('begin')
  ;({ workspaceId } = await createWorkspace(db, input, { by: 'operator:test', now: Date.now(), demo: false }))
  await db.query('commit')
  db.release()
})
afterAll(async () => {
  await database.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Files of the data directory that hold the address, as PostgreSQL would leave them to whoever takes the disk. */
async function filesWith(word: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(server.dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    // it may have gone meanwhile
    const bytes = await readFile(path).catch(() => Buffer.alloc(0))
    if (bytes.includes(word)) found.push(`${path.slice(server.dataDir.length + 1)} ${await relationOf(entry.name)}`)
  }
  return found
}

async function relationOf(file: string): Promise<string> {
  const { rows } = await pool
    .query<{ name: string }>('select relname as name from pg_class where pg_relation_filenode(oid)::text = $1', [
      file.split('.')[0],
    ])
    .catch(() => ({ rows: [] }))
  return rows[0]?.name ?? ''
}

async function eraseOne(address: string): Promise<void> {
  const flow = createFlow({ pool })
  const at = Date.now()
  await flow.accept(
    workspaceId,
    Array.from({ length: 30 }, (_, index) => ({
      event: event('page_viewed', at - 60_000 + index, { keys: keys({ email: address }), traits: { email: address } }),
    })),
  )
  await flow.stop()
  await pool.query('analyze')
  const { rows } = await pool.query<{ id: string }>('select id from person where email = $1', [address])
  const id = rows[0]?.id ?? ''
  const asked = await askErasure({ pool }, { ...operator, workspaceId }, { id, reason: 'request', confirm: address })
  expect(asked.ok).toBe(true)
  expect(await carryOutErasures({ pool })).toBe(1)
}

const state = async (of = workspaceId) => {
  const seen = await wipeState({ pool }, { ...operator, workspaceId: of }, {})
  if (!seen.ok) throw new Error('refused')
  return seen.value
}

describe('freed space of the database’s files', () => {
  test('has nothing to be written over while nobody was erased', async () => {
    expect(await state()).toMatchObject({ state: 'idle', needed: false, cleanSince: null })
    expect(await wipeFreedSpace({ pool })).toBe(false)
  })

  test('holds whoever was erased until it is written over, tables and write-ahead log alike', async () => {
    await eraseOne(mail)
    const { rows } = await pool.query('select tablename, attname from pg_stats p where p::text like $1', [`%${mail}%`])
    expect(rows).toEqual([])
    await pool.query('checkpoint')
    const before = await filesWith(mail)
    expect(before.some((path) => path.startsWith('base/'))).toBe(true)
    expect(before.some((path) => path.startsWith('pg_wal/'))).toBe(true)
    expect(await state()).toMatchObject({ needed: true, cleanSince: null })
    // another workspace is not told that somebody was erased here
    expect(await state(randomUUID())).toMatchObject({ needed: false })

    expect(await wipeFreedSpace({ pool })).toBe(true)
    expect((await readWipe(pool)).leftOver).toEqual([])
    expect(await filesWith(mail)).toEqual([])
    const after = await state()
    expect(after).toMatchObject({ state: 'idle', needed: false, left: [] })
    expect(after.cleanSince).not.toBeNull()
    expect(after.logCleanSince).toBe(after.cleanSince)
    expect(await wipeFreedSpace({ pool })).toBe(false)
  })

  test('does not count as clean while an older transaction may still look at what was deleted', async () => {
    const { cleanSince } = await state()
    const late = 'late.looker@trace-of-files.example'
    const looker = await pool.connect()
    await looker.query('begin isolation level repeatable read')
    try {
      await looker.query('select 1')
      // it looks at what is there before the erasure ends
      await eraseOne(late)
      expect(await wipeFreedSpace({ pool, pauseMs: 1 })).toBe(true)
      expect(await state()).toMatchObject({ needed: true, cleanSince, left: ['busy'] })
    } finally {
      await looker.query('rollback')
      looker.release()
    }
    expect(await wipeFreedSpace({ pool })).toBe(true)
    expect(await filesWith(late)).toEqual([])
    expect(await state()).toMatchObject({ needed: false, left: [] })
  })

  test('is written over at once when somebody asks, also though nobody was erased', async () => {
    const asked = await askForWipe({ pool }, { ...operator, workspaceId }, {})
    expect(asked).toMatchObject({ ok: true, value: { state: 'asked' } })
    const marketer = { kind: 'user', userId: 'u', name: 'M', role: 'marketer', workspaceId } as const
    expect((await askForWipe({ pool }, marketer as never, {})).ok).toBe(false)
    expect(await wipeFreedSpace({ pool })).toBe(true)
    expect(await state()).toMatchObject({ state: 'idle' })
  })

  test('stays written over when the server stops', async () => {
    await server.stop()
    expect(await filesWith(mail)).toEqual([])
  })
})
