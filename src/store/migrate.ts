import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'

/** The database cannot be brought up to date; the message is one sentence that says what to do. */
export class MigrationProblem extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'MigrationProblem'
  }
}

/** One numbered SQL file. The checksum is of its text with LF line ends. */
export interface Migration {
  number: number
  name: string
  sql: string
  checksum: string
}

export const migrationsFolder = join(import.meta.dirname, 'migrations')

// any number, the same in all processes
const lock = 7_305_117

/**
 * Brings the database to this version of the code: checks the server, takes a lock (others wait), refuses a migration
 * that was edited after it ran and a database newer than the code, then runs what is missing, each in a transaction.
 * Returns the names of those run now. Throws MigrationProblem.
 */
export async function migrate(pool: pg.Pool, folder: string = migrationsFolder): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = await pool.connect()
  try {
    await checkServer(client)
    await client.query('select pg_advisory_lock($1)', [lock])
    try {
      return await runMissing(client, migrations)
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lock]).catch(() => {})
    }
  } finally {
    client.release()
  }
}

/** Reads the migrations in order. Throws unless they are named NNNN_noun.sql and numbered upwards, each number once. */
export async function readMigrations(folder: string = migrationsFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).toSorted()
  const migrations: Migration[] = []
  for (const file of names) {
    const digits = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1]
    if (digits === undefined)
      throw new MigrationProblem(`${file} among the migrations is not named like 0007_noun.sql.`)
    const number = Number(digits)
    if (migrations.some((other) => other.number === number)) {
      throw new MigrationProblem(`Migration ${file} has a number that another has: each number once.`)
    }
    const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
    const checksum = createHash('sha256').update(sql).digest('hex')
    migrations.push({ number, name: file.slice(0, -'.sql'.length), sql, checksum })
  }
  return migrations
}

async function checkServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: number; shown: string; encoding: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as shown,
            current_setting('server_encoding') as encoding`,
  )
  const problem = rows[0] ? whyUnfit(rows[0]) : 'The server does not tell its version.'
  if (problem !== null) throw new MigrationProblem(problem)
}

/** Why a server cannot hold our data, or null. `version` as server_version_num. */
export function whyUnfit(server: { version: number; shown: string; encoding: string }): string | null {
  if (server.version < 150_000) return `Hourglass needs PostgreSQL 15 or later; this server is ${server.shown}.`
  if (server.encoding !== 'UTF8') {
    return `The database is encoded in ${server.encoding}; Hourglass needs UTF8. Make one with: create database hourglass encoding 'UTF8' template template0`
  }
  return null
}

async function runMissing(client: pg.PoolClient, migrations: Migration[]): Promise<string[]> {
  await client.query('create schema if not exists hourglass')
  await client.query(
    `create table if not exists hourglass.migration (
       number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`,
  )
  const { rows: applied } = await client.query<{ number: number; name: string; checksum: string }>(
    'select number, name, checksum from hourglass.migration order by number',
  )
  refuseForeignHistory(applied, migrations)
  const done = new Set(applied.map(({ number }) => number))
  const missing = migrations.filter(({ number }) => !done.has(number))
  for (const migration of missing) await run(client, migration)
  return missing.map((migration) => migration.name)
}

function refuseForeignHistory(
  applied: { number: number; name: string; checksum: string }[],
  migrations: Migration[],
): void {
  for (const row of applied) {
    const migration = migrations.find(({ number }) => number === row.number)
    if (!migration) {
      throw new MigrationProblem(
        `The database is newer than this Hourglass: it has migration ${row.name}. Start the later version, or restore a backup made by this one.`,
      )
    }
    if (migration.checksum !== row.checksum) {
      throw new MigrationProblem(
        `Migration ${migration.name} was edited after this database ran it. Bring the file back as it was, and write a new migration for the change.`,
      )
    }
  }
}

async function run(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into hourglass.migration (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw new MigrationProblem(`Migration ${migration.name} failed: ${(error as Error).message}`, { cause: error })
  }
}
