import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase, testWorkspace } from '#test/database.ts'

const rows = Number(process.env['IMPORT_ROWS'] ?? 200_000)
const driver = resolve(import.meta.dirname, '../../test/import-driver.ts')
let t: TestDatabase
let folder: string

beforeAll(async () => {
  t = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'hourglass-memory-'))
})
afterAll(async () => {
  await t.drop()
  await rm(folder, { recursive: true, force: true })
})

function* lines(): Generator<string> {
  yield 'Email,First Name,Last Name,Job Title,Company,Phone,Country,City,Created,Lists\n'
  for (let i = 0; i < rows; i++) {
    yield `person${i}@company${i % 5000}.example,민수,김,"Head of ""Growth""",Company ${i % 5000},+82 10 ${i},KR,Seoul,2024-01-02 03:04:05,Fair\n`
  }
}

// holding the rows, or their events, would need several times this heap
test(`${rows} rows pass through a heap of 48 MB`, { timeout: 600_000 }, async () => {
  const path = join(folder, 'people.csv')
  await pipeline(Readable.from(lines()), createWriteStream(path))
  const workspaceId = await testWorkspace(t.pool)
  const child = spawn(process.execPath, ['--max-old-space-size=48', driver, t.url, workspaceId, path])
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  const code = await new Promise((done) => child.on('close', done))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const { result, events, rssMb, seconds } = JSON.parse(out)
  expect(result.value).toMatchObject({ state: 'done', read: rows, accepted: rows, setAside: 0 })
  expect(events).toBe(rows * 2)
  console.log(`${rows} rows in ${seconds} s, resident memory at most ${rssMb} MB`)
})
