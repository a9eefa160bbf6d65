import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorkspaceWithKeys } from '#test/collector.ts'
import { startServerProcess, until, type ServerProcess } from '#test/server-process.ts'
import { expectKept } from './kept.ts'
import { openData, post, postgresOf, startTraffic, type Traffic } from './served.ts'

const launcher = join(import.meta.dirname, '..', '..', 'bin', 'hourglass.js')
const smallMb = 110
const enoughMb = 700

let folder: string
let disk: string
let data: string
let mounted = false
let server: ServerProcess | null = null
let traffic: Traffic | null = null

/** A small file system of our own, which only root on Linux may make. */
function mount(...args: string[]): boolean {
  return process.platform === 'linux' && spawnSync('mount', args).status === 0
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-full-'))
  await chmod(folder, 0o755)
  disk = join(folder, 'disk')
  await mkdir(disk)
  mounted = mount('-t', 'tmpfs', '-o', `size=${smallMb}m,mode=0755`, 'tmpfs', disk)
  data = join(disk, 'data')
})
afterAll(async () => {
  traffic?.abandon()
  if (server !== null && server.child.exitCode === null) server.child.kill('SIGKILL')
  if (mounted) {
    const pid = postgresOf(data)
    if (pid !== null) process.kill(pid, 'SIGQUIT')
    await until(() => postgresOf(data) === null)
    await until(() => spawnSync('umount', [disk]).status === 0)
  }
  await rm(folder, { recursive: true, force: true })
})

/** The command line as people use it. */
async function hourglass(...args: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd: '/',
    env: { PATH: process.env['PATH'], HOME: tmpdir(), TMPDIR: tmpdir(), HOURGLASS_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  return new Promise((done) => child.on('close', (code) => done({ code: code ?? 1, said })))
}

test(
  'a disk that fills up during an import: said aloud, nothing acknowledged is lost, and with room made it goes on',
  { timeout: 300_000 },
  async (c) => {
    if (!mounted) c.skip('Skipped: this machine lets the test make no small file system.')
    server = await startServerProcess({ env: { HOURGLASS_DATA: data } })
    let database = openData(data)
    const { workspaceId, keys } = await testWorkspaceWithKeys(database.pool)
    traffic = startTraffic(server.address, keys.secret, { clients: 2 })

    // more than fits, and nothing that compresses
    const rows = 7_000
    const path = join(folder, 'notes.csv')
    const note = (): string => randomBytes(4000).toString('base64')
    await writeFile(
      path,
      `id,at,note\n${Array.from({ length: rows }, (_, i) => `u${i % 900},2026-03-02,${note()}\n`).join('')}`,
    )
    const command = [
      'import',
      'events',
      path,
      '--event',
      'signed_up',
      '--map',
      'id=userId',
      '--map',
      'at=time',
      '--map',
      'note=props.note',
    ]
    const broken = await hourglass(...command)
    expect(broken.said).toMatch(
      /broke off: (The disk of the database is full: make room|The database went away: see that it runs)\./,
    )
    expect(broken.said).toMatch(
      /\d+ rows are done .*Nothing that was taken in is lost; the same command goes on from there/,
    )
    expect(broken.code).toBe(1)

    // while it lasts: a sentence, and no harm
    const big = {
      type: 'track',
      event: 'Page Viewed',
      userId: 'big',
      messageId: 'too-much',
      properties: { note: randomBytes(20_000).toString('base64') },
    }
    let refused = await post(`${server.address}/v1/track`, keys.secret, big)
    for (let i = 0; i < 300 && refused.status === 200; i++) {
      refused = await post(`${server.address}/v1/track`, keys.secret, { ...big, messageId: `too-much-${i}` })
    }
    expect(refused.status).toBe(503)
    expect(refused.retryAfter).toMatch(/^\d+$/)
    expect(refused.body['detail']).toMatch(/(disk of the database is full|database cannot be reached).*send it again/)
    await sleep(1500)
    expect(server.child.exitCode).toBe(null)

    expect(mount('-o', `remount,size=${enoughMb}m`, disk)).toBe(true)
    // by itself
    await until(async () => (await post(`${server?.address}/v1/track`, keys.secret, big)).status === 200, 60)
    const before = traffic.acknowledged.size
    await until(() => (traffic?.acknowledged.size ?? 0) > before + 20, 60)
    await database.close()
    database = openData(data)
    const listed = JSON.parse(JSON.stringify((await database.pool.query('select rows_read as read from import')).rows))
    expect(listed).toEqual([{ read: expect.any(Number) }])
    expect(listed[0].read).toBeLessThan(rows)
    // nobody works on it, whatever could be noted when the disk was full
    const list = await hourglass('import', 'list')
    expect(list.said).toContain('failed')
    expect(list.said).not.toContain('running')

    const resumed = await hourglass(...command)
    expect(resumed.said).toContain('Going on with the import')
    expect(resumed.code).toBe(0)
    await traffic.stop()
    const { rows: counted } = await database.pool.query(
      `select count(*)::int as n, count(distinct message_id)::int as different from event where import_id is not null`,
    )
    expect(counted).toEqual([{ n: rows, different: rows }])
    const { rows: ended } = await database.pool.query(
      'select state, rows_read as read, rows_accepted as accepted, rows_set_aside as aside, error from import',
    )
    expect(ended).toEqual([{ state: 'done', read: rows, accepted: rows, aside: 0, error: null }])
    await expectKept(database.pool, workspaceId, [traffic])
    await database.close()
    server.pressCtrlC()
    expect(await server.ended).toBe(0)
  },
)
