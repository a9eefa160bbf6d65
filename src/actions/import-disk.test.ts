import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportMapping } from '#core/import/mapping.ts'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import { listAllImports } from '#actions/import-list.ts'
import { runImport } from '#actions/import-run.ts'
import { type TestDatabase, testDatabase, testWorkspace } from '#test/database.ts'
import { applyBlueprint } from '#test/events.ts'

let t: TestDatabase
let folder: string
let mounted = false
const space = `small_${randomBytes(4).toString('hex')}`

/** A small file system of our own, which only root on Linux may make, and only the embedded server can use. */
function mount(...args: string[]): boolean {
  return process.platform === 'linux' && spawnSync('mount', args).status === 0
}

beforeAll(async () => {
  t = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'hourglass-disk-'))
  await chmod(folder, 0o755)
  const disk = join(folder, 'disk')
  await mkdir(disk)
  if (process.env['DATABASE_URL'] === undefined && process.env['TEST_DATABASE_URL'] === undefined) {
    mounted = mount('-t', 'tmpfs', '-o', 'size=12m,mode=0700,uid=65534', 'tmpfs', disk)
  }
  if (!mounted) return
  await t.pool.query(`create tablespace ${space} location '${disk}'`)
  await t.pool.query(`alter table event set tablespace ${space}`)
})
afterAll(async () => {
  if (mounted) {
    await t.pool.query('alter table event set tablespace pg_default')
    await t.pool.query(`drop tablespace ${space}`)
    spawnSync('umount', [join(folder, 'disk')])
  }
  await t.drop()
  await rm(folder, { recursive: true, force: true })
})

test(
  'a full disk stops the import with a sentence; with room made, the same request goes on',
  { timeout: 120_000 },
  async (c) => {
    if (!mounted) c.skip('Skipped: this machine lets the test make no small file system.')
    const actor: Actor = { kind: 'operator', name: 'test', workspaceId: await testWorkspace(t.pool) }
    await applyBlueprint(t.pool, actor.workspaceId)
    const path = join(folder, 'notes.csv')
    const rows = 2_000
    const lines = Array.from({ length: rows }, (_, i) => `u${i},2024-01-02,${randomBytes(6_000).toString('base64')}\n`)
    await writeFile(path, `id,at,note\n${lines.join('')}`)
    const mapping: ImportMapping = {
      kind: 'events',
      event: 'signed_up',
      columns: { id: 'userId', at: 'time', note: 'props.note' },
    }
    const flow = createFlow({ pool: t.pool })
    const full = await runImport({ pool: t.pool, flow }, actor, { path, mapping })
    expect(full.ok ? '' : full.problem.message).toMatch(
      /disk of the database is full.*Nothing that was taken in is lost/,
    )
    const [failed] = await listed(actor)
    expect(failed).toMatchObject({ state: 'failed', setAside: 0 })
    expect(failed?.read).toBeLessThan(rows)

    expect(mount('-o', 'remount,size=200m', join(folder, 'disk'))).toBe(true)
    const resumed = await runImport({ pool: t.pool, flow }, actor, { path, mapping })
    await flow.stop()
    expect(resumed).toMatchObject({
      ok: true,
      value: { id: failed?.id, state: 'done', read: rows, accepted: rows, duplicate: 0, setAside: 0 },
    })
    const { rows: counted } = await t.pool.query(
      `select count(*) as n, count(distinct user_id) as users from event where import_id is not null`,
    )
    expect(counted).toEqual([{ n: rows, users: rows }])
  },
)

async function listed(actor: Actor) {
  const result = await listAllImports({ pool: t.pool }, actor, {})
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}
