import type { Pool, PoolClient } from 'pg'

// what graphile-worker tries again: the database is starting up
const startingUp = '57P03'
const unreachable = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'])

/**
 * The pool as the worker should see it: a database that is not there yet is one that will be. It would take a missing
 * socket for the end, print where in its code that was, and stop.
 */
export function patientPool(pool: Pool): Pool {
  const connect = async (): Promise<PoolClient> => {
    try {
      return await pool.connect()
    } catch (error) {
      if (error instanceof Error && unreachable.has((error as NodeJS.ErrnoException).code ?? '')) {
        throw Object.assign(new Error(error.message), { code: startingUp })
      }
      throw error
    }
  }
  return new Proxy(pool, {
    get(target, name) {
      if (name === 'connect') {
        return (told?: Parameters<Pool['connect']>[0]) => (told === undefined ? connect() : target.connect(told))
      }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
