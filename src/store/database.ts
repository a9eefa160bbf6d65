import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { bindWithoutCopies } from '#store/bind.ts'

/** The database of this process: a pool of connections. */
export interface Database {
  pool: pg.Pool
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** most connections at once, 10 unless told */
  max?: number
  /** told of connections that broke while idle */
  log?: (sentence: string) => void
}

const closingMs = 5000
/** in_failed_sql_transaction */
const aborted = '25P02'

// PostgreSQL's type numbers
const int8 = 20
const date = 1082
const int8Array = 1016

/**
 * Opens a pool. Times come as Date; whole numbers as number where that is exact, else as text; days as text
 * (`2026-11-22`), never as an instant; numeric as text. Sessions speak UTC. Connects at the first query.
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const log = options.log ?? (() => {})
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    application_name: 'hourglass',
    options: '-c TimeZone=UTC -c jit=off',
    types: { getTypeParser: parserFor },
  })
  const open = new Set<pg.PoolClient>()
  let closing = false
  // a broken connection without a listener would end the process; the pool replaces it by itself
  pool.on('error', (error) => closing || log(`A database connection broke: ${error.message}`))
  pool.on('connect', (client) => {
    client.on('error', () => {})
    tellTheCause(client)
    sendTogether(client)
    bindWithoutCopies(client)
    open.add(client)
    // pg's types know no end of a pool's client
    ;(client as NodeJS.EventEmitter).once('end', () => open.delete(client))
  })
  return {
    pool,
    async close() {
      closing = true
      const deadline = Date.now() + closingMs
      // it waits for connections in use, for ever where the database does not answer
      await Promise.race([pool.end(), sleep(closingMs, undefined, { ref: false })])
      // the pool says goodbye and does not wait; a server that stops, or drops the database, should find nobody
      while (open.size > 0 && Date.now() < deadline) await sleep(5)
      for (const client of open) cutConnection(client)
    },
  }
}

/** Cuts a connection at once, whatever the driver waits for: queries under way fail, and the pool replaces it. */
export function cutConnection(client: pg.PoolClient): void {
  // the driver's own end() is polite: with statements under way it waits for their answers
  ;(client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
}

/**
 * Statements that are asked in one go while the client pipelines go out in one piece: each by itself is a call of the system
 * that wakes PostgreSQL, a sixth of a busy server's time.
 */
function sendTogether(client: pg.PoolClient): void {
  const own = client as unknown as {
    connection: { stream: Socket }
    pipeline: boolean
    query(...args: unknown[]): unknown
  }
  const { query } = own
  let corked = false
  own.query = (...args) => {
    if (own.pipeline && !corked) {
      const { stream } = own.connection
      corked = true
      stream.cork()
      process.nextTick(() => {
        corked = false
        stream.uncork()
      })
    }
    return query.apply(client, args)
  }
}

/**
 * Of statements sent together, those behind the one that failed are refused ("current transaction is aborted"), and whoever
 * waits for all may hear of a refusal first. Each refusal says what the failure said, by which it is told apart: a full disk
 * from a deadlock, from an event that cannot be kept.
 */
function tellTheCause(client: pg.PoolClient): void {
  let failure: pg.DatabaseError | null = null
  // pg's types do not know the connection; it hands the same error to whoever waits for the statement
  const { connection } = client as unknown as { connection: NodeJS.EventEmitter }
  connection.on('errorMessage', (error: pg.DatabaseError) => {
    if (error.code !== aborted) failure = error
    else if (failure !== null) Object.assign(error, failure, { message: failure.message, stack: failure.stack })
  })
}

function parserFor(type: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (format !== 'binary') {
    if (type === int8) return wholeNumber
    if (type === date) return String
    if (type === int8Array) return wholeNumbers
  }
  return pg.types.getTypeParser(type, format as 'text') as (value: string) => unknown
}

function wholeNumber(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}

function wholeNumbers(text: string): unknown {
  const values = (pg.types.getTypeParser(1009 as 20, 'text') as (value: string) => (string | null)[])(text)
  return values.map((value) => (value === null ? null : wholeNumber(value)))
}
