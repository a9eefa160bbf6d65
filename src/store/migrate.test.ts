import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#store/database.ts'
import { migrate, migrationsFolder, readMigrations, whyUnfit } from '#store/migrate.ts'
import { testDatabase, type TestDatabase } from '#test/database.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'hourglass-migrations-'))
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

async function copy(name: string): Promise<string> {
  const to = join(folder, name)
  await cp(migrationsFolder, to, { recursive: true })
  return to
}

function next(count: number, noun: string): string {
  return `${String(count).padStart(4, '0')}_${noun}.sql`
}

test('migrations are numbered once, without gaps', async () => {
  const migrations = await readMigrations()
  expect(migrations.map((m) => m.number)).toEqual(migrations.map((_, index) => index + 1))
  const twice = await copy('twice')
  await writeFile(join(twice, '0001_again.sql'), 'select 1')
  await expect(readMigrations(twice)).rejects.toThrow('each number once, no gaps')
  const gap = await copy('gap')
  await writeFile(join(gap, next(migrations.length + 2, 'late')), 'select 1')
  await expect(readMigrations(gap)).rejects.toThrow(`should be number ${migrations.length + 1}`)
  const odd = await copy('odd')
  await writeFile(join(odd, 'notes.txt'), '')
  await expect(readMigrations(odd)).rejects.toThrow('not named like')
})

test('a migrated database has nothing left to run', async () => {
  expect(await migrate(database.pool)).toEqual([])
})

test('an edited migration is refused, different line ends are not', async () => {
  const edited = await copy('edited')
  const first = join(edited, '0001_spine.sql')
  const text = await readFile(first, 'utf8')
  await writeFile(first, text.replaceAll('\n', '\r\n'))
  expect(await migrate(database.pool, edited)).toEqual([])
  await writeFile(first, `${text}\n-- harmless`)
  await expect(migrate(database.pool, edited)).rejects.toThrow('0001_spine was edited after this database ran it')
})

test('a failing migration leaves nothing, a later one runs once though two start together', async () => {
  const count = (await readMigrations()).length
  const later = await copy('later')
  const file = join(later, next(count + 1, 'later'))
  await writeFile(file, 'create table migrate_test (n integer); select 1 / 0')
  await expect(migrate(database.pool, later)).rejects.toThrow('_later failed: division by zero')
  await writeFile(file, 'create table migrate_test (n integer)')
  const runs = await Promise.all([migrate(database.pool, later), migrate(database.pool, later)])
  expect(runs.flat()).toEqual([next(count + 1, 'later').slice(0, -4)])
  // the code without it is older than the database now
  await expect(migrate(database.pool)).rejects.toThrow('The database is newer than this Hourglass')
})

test('a database in another encoding is refused before anything is made in it', async () => {
  const name = `${new URL(database.url.replace('@/', '@x/')).pathname.slice(1)}_ascii`
  await database.pool.query(
    `create database ${name} encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0`,
  )
  const other = openDatabase(database.url.replace(/(\/)[^/?]+(\?|$)/, `$1${name}$2`))
  await expect(migrate(other.pool)).rejects.toThrow('encoded in SQL_ASCII; Hourglass needs UTF8')
  const { rows } = await other.pool.query(`select to_regnamespace('hourglass') as made`)
  expect(rows).toEqual([{ made: null }])
  await other.close()
})

test('a server before 15 is refused', () => {
  expect(whyUnfit({ version: 140_012, shown: '14.12', encoding: 'UTF8' })).toContain(
    '15 or later; this server is 14.12',
  )
  expect(whyUnfit({ version: 150_000, shown: '15.0', encoding: 'UTF8' })).toBe(null)
})
