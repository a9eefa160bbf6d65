import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '#store/database.ts'
import { testWorkspaceWithKeys } from '#test/collector.ts'
import { startServerProcess, until, type ServerProcess } from '#test/server-process.ts'
import { expectKept } from './kept.ts'
import { freePort, openData, postgresOf, startTraffic, type Traffic } from './served.ts'

// FAULT_ROUNDS=20: the full run
const rounds = Number(process.env['FAULT_ROUNDS'] ?? 4)

let folder: string
let data: string
let server: ServerProcess | null = null
let database: Database | null = null
let traffic: Traffic | null = null

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-kill-'))
  await chmod(folder, 0o755)
  data = join(folder, 'data')
})
afterEach(async () => {
  traffic?.abandon()
  await database?.close()
  if (server !== null && server.child.exitCode === null) server.child.kill('SIGKILL')
  const pid = postgresOf(data)
  if (pid !== null) process.kill(pid, 'SIGINT')
  await until(() => postgresOf(data) === null)
  await rm(folder, { recursive: true, force: true })
})

const victims = ['server', 'postgres', 'both'] as const

test(
  `kill -9 of the server, of PostgreSQL and of both while clients send: nothing acknowledged is lost, nothing counts twice (${rounds} rounds)`,
  async () => {
    const env = { HOURGLASS_DATA: data, PORT: String(await freePort()) }
    server = await startServerProcess({ env })
    database = openData(data)
    const { pool } = database
    const { rows } = await pool.query(
      `select current_setting('fsync') || current_setting('synchronous_commit') as kept`,
    )
    expect(rows).toEqual([{ kept: 'onon' }])
    const { workspaceId, keys } = await testWorkspaceWithKeys(pool)

    const sent = (traffic = startTraffic(server.address, keys.secret))
    for (let round = 0; round < rounds; round++) {
      const victim = victims[round % victims.length]
      await sleep(150 + ((round * 173) % 400))
      const before = sent.acknowledged.size
      const pid = postgresOf(data)
      if (victim !== 'server') process.kill(pid ?? 0, 'SIGKILL')
      if (victim !== 'postgres') {
        server.child.kill('SIGKILL')
        await server.ended
        server = await startServerProcess({ env })
      }
      // by itself: nobody restarts the server that has lost its PostgreSQL
      await until(() => sent.acknowledged.size > before + 30, 60)
      expect(server.child.exitCode).toBe(null)
    }
    await sent.stop()

    expect(sent.acknowledged.size).toBeGreaterThan(rounds * 30)
    expect([...new Set(sent.acknowledged.values())].sort()).toEqual(expect.arrayContaining(['counted', 'set_aside']))
    expect(sent.slowestMs).toBeLessThan(15_000)
    await expectKept(pool, workspaceId, [sent])
    await database.close()
    database = null
    server.pressCtrlC()
    expect(await server.ended).toBe(0)
    expect(postgresOf(data)).toBe(null)
  },
  60_000 + rounds * 30_000,
)
