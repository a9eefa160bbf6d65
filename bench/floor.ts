import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { openDatabase } from '#store/database.ts'

// Floors: what this PostgreSQL on this machine does with the same rows and no product around it. Benchmarks give ratios
// against them, so that their numbers mean something elsewhere too.

export interface Floor {
  rowsPerSecond: number
}

const table = 'bench_floor_event'
const rowsOfStatement = 500

/** Multi-row inserts of 500 over 4 connections into one table with the columns and indexes of `event`. */
export async function batchInsertFloor(url: string, workspaceId: string, seconds: number): Promise<Floor> {
  return insertFloor(url, workspaceId, { connections: 4, rows: rowsOfStatement, seconds })
}

/** 64 connections, each inserting one row after another into such a table. */
export async function singleInsertFloor(url: string, workspaceId: string, seconds: number): Promise<Floor> {
  return insertFloor(url, workspaceId, { connections: 64, rows: 1, seconds })
}

async function insertFloor(
  url: string,
  workspaceId: string,
  { connections, rows, seconds }: { connections: number; rows: number; seconds: number },
): Promise<Floor> {
  const { pool, close } = openDatabase(url, { max: connections })
  try {
    await pool.query(`drop table if exists ${table}; create table ${table} (like event including all)`)
    let written = 0
    const begin = performance.now()
    const until = begin + seconds * 1000
    await Promise.all(
      Array.from({ length: connections }, async () => {
        const db = await pool.connect()
        try {
          while (performance.now() < until) {
            await db.query(insertOf(workspaceId, rows))
            written += rows
          }
        } finally {
          db.release()
        }
      }),
    )
    return { rowsPerSecond: written / ((performance.now() - begin) / 1000) }
  } finally {
    await pool.query(`drop table if exists ${table}`)
    await close()
  }
}

const columns = [
  'workspace_id, id, message_id, type, name, time, received_at, person_id, source, trust, anonymous_id, object, channel',
  'verdict, lists, props',
].join(', ')
const fields = 16

/** A prepared statement with a page view in each row, like those the collector writes. */
function insertOf(workspaceId: string, rows: number): { name: string; text: string; values: unknown[] } {
  const now = new Date()
  const values: unknown[] = []
  for (let i = 0; i < rows; i++) {
    const id = randomUUIDv7()
    const person = randomUUIDv7()
    values.push(workspaceId, id, id, 'page', 'page_viewed', now, now, person, 'browser', 'public', person)
    values.push('/pricing', 'organic_search', 'human', 1, '{"path":"/pricing","title":"Pricing"}')
  }
  const tuple = (row: number): string =>
    `(${Array.from({ length: fields }, (_, field) => `$${row * fields + field + 1}`).join(', ')})`
  const tuples = Array.from({ length: rows }, (_, row) => tuple(row)).join(', ')
  return { name: `floor_${rows}`, text: `insert into ${table} (${columns}) values ${tuples}`, values }
}

/** Milliseconds of the cheapest question over the same rows: how many of each channel. */
export async function scanFloor(pool: Pool, workspaceId: string, model: string): Promise<number> {
  const ask = () =>
    pool.query('select channel, count(*) from reach where workspace_id = $1 and model = $2 group by channel', [
      workspaceId,
      model,
    ])
  await ask()
  const begin = performance.now()
  for (let i = 0; i < 5; i++) await ask()
  return (performance.now() - begin) / 5
}
