import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { type Change, channel, readChange } from './channel.ts'

/** Hears what all processes tell. */
export interface Listener {
  close(): Promise<void>
}

/**
 * Holds one connection that listens, and takes another when it breaks. `onStart` is called whenever it begins to listen:
 * changes before were not heard.
 */
export function listen(pool: Pool, onChange: (change: Change) => void, onStart: () => void): Listener {
  const leaving = new AbortController()
  const { signal } = leaving
  const left = new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }))

  const run = async (): Promise<void> => {
    for (let wait = 250; !signal.aborted; wait = Math.min(wait * 2, 15_000)) {
      const client = await pool.connect().catch(() => null)
      if (client && !signal.aborted) {
        const broken = new Promise<void>((done) => {
          client.once('error', () => done())
          ;(client as NodeJS.EventEmitter).once('end', () => done())
        })
        client.on('notification', (message) => {
          const change = message.channel === channel ? readChange(message.payload) : null
          if (change) onChange(change)
        })
        const listening = await client.query(`listen ${channel}`).then(
          () => true,
          () => false,
        )
        if (listening) {
          wait = 250
          onStart()
          await Promise.race([broken, left])
        }
        client.removeAllListeners('notification')
        // it listens, or is broken: nobody else should have it
        client.release(true)
      } else client?.release()
      await sleep(wait, undefined, { signal }).catch(() => {})
    }
  }
  const running = run()
  return {
    async close() {
      leaving.abort()
      await running
    },
  }
}
