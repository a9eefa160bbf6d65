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

async function last(): Promise<number> {
  return (await readMigrations()).at(-1)?.number ?? 0
}

test('migrations are numbered once, and run in the order of their numbers', async () => {
  const numbers = (await readMigrations()).map((one) => one.number)
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
  const twice = await copy('twice')
  await writeFile(join(twice, '0001_again.sql'), 'select 1')
  await expect(readMigrations(twice)).rejects.toThrow('each number once')
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
  const count = (await readMigrations()).at(-1)?.number ?? 0
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

test('one with a lower number, written beside others, runs when it comes', async () => {
  const count = await last()
  const other = await testDatabase()
  const folder = await copy('beside')
  await writeFile(join(folder, next(count + 5, 'first')), 'create table migrate_one (n integer)')
  expect(await migrate(other.pool, folder)).toEqual([next(count + 5, 'first').slice(0, -4)])
  await writeFile(join(folder, next(count + 3, 'second')), 'create table migrate_two (n integer)')
  expect(await migrate(other.pool, folder)).toEqual([next(count + 3, 'second').slice(0, -4)])
  await other.drop()
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
