import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { startServerProcess } from '#test/server-process.ts'

test('a start uses the server of DATABASE_URL, and makes no folder then', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-start-'))
  const data = join(folder, 'data')
  const database = await testDatabase()
  const server = await startServerProcess({ env: { HOURGLASS_DATA: data, DATABASE_URL: database.url } })
  try {
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200)
  } finally {
    server.pressCtrlC()
  }
  expect(await server.ended).toBe(0)
  expect(existsSync(data)).toBe(false)
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})
