import pg from 'pg'
import { user, type Postmaster } from './postmaster.ts'

/** A process's sign that it uses a server. */
export interface Hold {
  /** lets go; when nobody else holds the server, runs `stop` while newcomers wait at the door */
  release(stop: () => Promise<void>): Promise<void>
}

// any number, the same in all processes
const key = 7_305_116

/**
 * Holds a server for as long as this process lives: one session with a shared advisory lock. The last to let go stops
 * the server, so that a command line and a running server can share one, whoever came first. `lost` is called when the
 * session breaks, which means that the server is gone.
 */
export async function holdServer(server: Postmaster, lost: () => void): Promise<Hold> {
  const client = new pg.Client({
    host: server.socketFolder,
    port: server.port,
    user,
    database: 'postgres',
    application_name: 'hourglass hold',
    connectionTimeoutMillis: 5000,
  })
  let released = false
  let broken = false
  const breaks = (): void => {
    if (broken) return
    broken = true
    if (!released) lost()
  }
  client.on('error', () => {})
  await client.connect()
  await client.query('select pg_advisory_lock_shared($1)', [key])
  client.on('error', breaks)
  client.on('end', breaks)
  // the session alone keeps no process alive; pg's types lack both
  const loop = client as unknown as { ref(): void; unref(): void }
  loop.unref()
  return {
    async release(stop) {
      released = true
      if (broken) return
      loop.ref()
      try {
        if (await letGo(client)) await stop()
      } finally {
        await client.end().catch(() => {})
      }
    },
  }
}

async function letGo(client: pg.Client): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [key])
    const { rows } = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [key])
    return rows[0]?.last === true
  } catch {
    // the server has gone: nothing to stop
    return false
  }
}
