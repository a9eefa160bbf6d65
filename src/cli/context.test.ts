import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { openContext } from '#cli/context.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
afterEach(async () => {
  vi.unstubAllEnvs()
  await database.pool.query('delete from workspace')
})

async function choose(named?: string): Promise<string> {
  vi.stubEnv('DATABASE_URL', database.url)
  const context = await openContext({ max: 1 })
  try {
    return await context.workspaceId(named)
  } finally {
    await context.close()
  }
}

test('without a name: the only workspace, else the first that is no demo', async () => {
  await expect(choose()).rejects.toThrow('There is no workspace yet')
  const demo = await testWorkspace(database.pool, 'UTC', 'Sample')
  await database.pool.query('update workspace set demo = true')
  expect(await choose()).toBe(demo)
  const first = await testWorkspace(database.pool, 'UTC', 'Ours')
  await testWorkspace(database.pool, 'UTC', 'Theirs')
  expect(await choose()).toBe(first)
})

test('by name or id, and never by guess', async () => {
  const one = await testWorkspace(database.pool, 'UTC', 'Hanbit')
  const two = await testWorkspace(database.pool, 'UTC', 'hanbit')
  const three = await testWorkspace(database.pool, 'UTC', 'Сокол')
  expect(await choose('Hanbit')).toBe(one)
  expect(await choose('hanbit')).toBe(two)
  expect(await choose('сокол')).toBe(three)
  expect(await choose(one.toUpperCase())).toBe(one)
  await expect(choose('HANBIT')).rejects.toThrow('Several workspaces are called HANBIT')
  await expect(choose('Sokol')).rejects.toThrow(/There is no workspace Sokol; there are: .*Сокол/)
})
