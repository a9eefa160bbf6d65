import type { Pool } from 'pg'
import type { Change, Topic } from './channel.ts'
import { type Listener, listen } from './listener.ts'
import { createNotifier, type Notifier } from './notifier.ts'

/** Who wants to know what changes in a workspace. */
export interface Subscriber {
  workspaceId: string
  /** from here on it hears everything */
  onReady(): void
  /** id: by which to go on later; null where something may have been missed */
  onChange(id: string | null, topics: Topic[]): void
  /** no more will come from here: the process ends */
  onClose(): void
}

/** Live updates of this process. */
export interface Live extends Notifier {
  /**
   * `lastId`: the last change that it heard of before; those since follow at once, or `*` when they are not known any
   * more. Gives what ends it.
   */
  subscribe(subscriber: Subscriber, lastId: string | null): () => void
  subscribers(): number
  /** ends all subscriptions, and takes no more: the process is about to end */
  hangUp(): void
}

// changes of a workspace that are remembered, for those who come back
const remembered = 64
const mostWorkspaces = 1000

/** Listens from the first subscriber on: a process without any costs the database nothing. */
export function createLive(pool: Pool, options: { everyMs?: number } = {}): Live {
  const notifier = createNotifier(pool, options)
  const subscribers = new Map<string, Set<Subscriber>>()
  const past = new Map<string, Change[]>()
  let listener: Listener | null = null
  let over = false

  const onChange = (change: Change): void => {
    const { workspaceId } = change
    const changes = past.get(workspaceId) ?? []
    // those spoken of last are forgotten last
    past.delete(workspaceId)
    past.set(workspaceId, [...changes.slice(1 - remembered), change])
    if (past.size > mostWorkspaces) past.delete(past.keys().next().value as string)
    for (const subscriber of subscribers.get(workspaceId) ?? []) subscriber.onChange(change.id, change.topics)
  }
  let hears = false
  const onStart = (): void => {
    past.clear()
    // those who came while it did not listen yet were promised nothing; those before may have missed something
    for (const set of subscribers.values())
      for (const subscriber of set) {
        if (hears) subscriber.onChange(null, ['*'])
        else subscriber.onReady()
      }
    hears = true
  }
  const catchUp = ({ workspaceId, onChange: tell }: Subscriber, lastId: string): void => {
    const changes = past.get(workspaceId) ?? []
    const at = changes.findIndex((change) => change.id === lastId)
    if (at < 0) return tell(null, ['*'])
    const missed = changes.slice(at + 1)
    const last = missed.at(-1)
    if (last) tell(last.id, [...new Set(missed.flatMap((change) => change.topics))])
  }

  const hangUp = (): void => {
    over = true
    for (const set of subscribers.values()) for (const subscriber of set) subscriber.onClose()
    subscribers.clear()
  }

  return {
    touch: (workspaceId, ...topics) => notifier.touch(workspaceId, ...topics),
    subscribe(subscriber, lastId) {
      if (over) {
        queueMicrotask(() => subscriber.onClose())
        return () => {}
      }
      listener ??= listen(pool, onChange, onStart)
      const set = subscribers.get(subscriber.workspaceId) ?? new Set()
      subscribers.set(subscriber.workspaceId, set.add(subscriber))
      if (hears) subscriber.onReady()
      if (lastId !== null) catchUp(subscriber, lastId)
      return () => {
        set.delete(subscriber)
        if (set.size === 0 && subscribers.get(subscriber.workspaceId) === set)
          subscribers.delete(subscriber.workspaceId)
      }
    },
    subscribers: () => [...subscribers.values()].reduce((sum, set) => sum + set.size, 0),
    hangUp,
    async close() {
      hangUp()
      await notifier.close()
      await listener?.close()
    },
  }
}
