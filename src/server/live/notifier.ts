import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { channel, type Topic, writeChange } from './channel.ts'

/** Tells all processes of this database what changed. */
export interface Notifier {
  /** Costs nothing to call often: what is said of a workspace within a second goes out together. Never throws. */
  touch(workspaceId: string, ...topics: Topic[]): void
  /** sends what waits, and no more */
  close(): Promise<void>
}

interface Waiting {
  topics: Set<Topic>
  timer: NodeJS.Timeout
}

/**
 * The first change is told at once, further ones together a second later: at most one notification per second and
 * workspace, whatever the flow does. They travel outside the transactions that they tell of, on a statement of their own.
 */
export function createNotifier(pool: Pool, { everyMs = 1000 } = {}): Notifier {
  const waiting = new Map<string, Waiting>()
  const sending = new Set<Promise<unknown>>()
  const origin = randomBytes(6).toString('base64url')
  let count = 0
  let closed = false

  const send = (workspaceId: string, topics: Set<Topic>): void => {
    const id = `${origin}-${(++count).toString(36)}`
    const text = writeChange({ workspaceId, id, topics: [...topics] })
    // a database that is away has no news either
    const sent = pool.query('select pg_notify($1, $2)', [channel, text]).catch(() => {})
    sending.add(sent)
    void sent.finally(() => sending.delete(sent))
  }
  const rest = (workspaceId: string): void => {
    const timer = setTimeout(() => {
      const { topics } = waiting.get(workspaceId) as Waiting
      waiting.delete(workspaceId)
      if (topics.size === 0) return
      send(workspaceId, topics)
      rest(workspaceId)
    }, everyMs)
    timer.unref()
    waiting.set(workspaceId, { topics: new Set(), timer })
  }

  return {
    touch(workspaceId, ...topics) {
      if (closed) return
      const resting = waiting.get(workspaceId)
      if (resting) {
        for (const topic of topics) resting.topics.add(topic)
        return
      }
      send(workspaceId, new Set(topics))
      rest(workspaceId)
    },
    async close() {
      closed = true
      for (const [workspaceId, { topics, timer }] of waiting) {
        clearTimeout(timer)
        if (topics.size > 0) send(workspaceId, topics)
      }
      waiting.clear()
      await Promise.all(sending)
    },
  }
}
