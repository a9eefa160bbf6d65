import type { Pool, PoolClient } from 'pg'

/** One transaction whose statements may be sent together; deadlocks and serialisation failures are tried again. */
export async function inTransaction<T>(pool: Pool, work: (db: PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const db = await pool.connect()
    let broken: Error | undefined
    try {
      pipeline(db, true)
      await db.query('begin')
      const result = await work(db)
      await db.query('commit')
      return result
    } catch (error) {
      await db.query('rollback').catch((failure: Error) => {
        broken = failure
      })
      const code = (error as { code?: string }).code
      if ((code !== '40P01' && code !== '40001') || attempt >= 8) throw error
    } finally {
      pipeline(db, false)
      db.release(broken)
    }
  }
}

/** Statements of a transaction are sent without waiting for each other's answers; other users of the pool wait as ever. */
export function pipeline(db: PoolClient, on: boolean): void {
  ;(db as PoolClient & { pipeline: boolean }).pipeline = on
}
