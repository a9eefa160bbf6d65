import type { Pool } from 'pg'
import type { Change, Topic } from './channel.ts'
import { type Listener, listen } from './listener.ts'
import { createNotifier, type Notifier } from './notifier.ts'

/** Who wants to know what changes in a workspace. */
export interface Subscriber {
  workspaceId: string
  /** from here on it hears everything; id: by which to go on from here */
  onReady(id: string): void
  /** id: by which to go on later; null where something may have been missed */
  onChange(id: string | null, topics: Topic[]): void
  /** no more will come from here: the process ends */
  onClose(): void
}

/** From where on a subscriber wants to know: an id that it was given, or what it saw so many milliseconds ago. */
export type From = { lastId: string } | { agoMs: number } | null

/** Live updates of this process. */
export interface Live extends Notifier {
  /**
   * Changes since `from` follow at once, or `*` when they are not known (any more); with null only what comes. Gives
   * what ends it.
   */
  subscribe(subscriber: Subscriber, from: From): () => void
  subscribers(): number
  /** ends all subscriptions, and takes no more: the process is about to end */
  hangUp(): void
}

// changes of a workspace that are remembered, for those who come back
const remembered = 64
const mostWorkspaces = 1000
// what was asked for on the way to here was seen a little earlier than it says
const wayMs = 2000

interface Heard extends Change {
  at: number
}

/** An id that names a time. No change has such a one: theirs have a dash. */
const momentId = (at: number): string => `t${at}`
const momentOf = (id: string): number | null => (/^t\d{1,15}$/.test(id) ? Number(id.slice(1)) : null)

/** Listens from the first subscriber on: a process without any costs the database nothing. */
export function createLive(pool: Pool, options: { everyMs?: number } = {}): Live {
  const notifier = createNotifier(pool, options)
  const subscribers = new Map<string, Map<Subscriber, From>>()
  const past = new Map<string, Heard[]>()
  let listener: Listener | null = null
  let over = false

  const onChange = (change: Change): void => {
    const { workspaceId } = change
    const changes = past.get(workspaceId) ?? []
    // those spoken of last are forgotten last
    past.delete(workspaceId)
    past.set(workspaceId, [...changes.slice(1 - remembered), { ...change, at: Date.now() }])
    if (past.size > mostWorkspaces) {
      past.delete(past.keys().next().value as string)
      // of the forgotten nothing is known but of what comes
      knownSince = Date.now()
    }
    for (const subscriber of subscribers.get(workspaceId)?.keys() ?? []) subscriber.onChange(change.id, change.topics)
  }
  let hears = false
  // from here on every change of a workspace is in `past`, up to the number remembered
  let knownSince = Infinity
  const onStart = (): void => {
    past.clear()
    knownSince = Date.now()
    for (const set of subscribers.values())
      for (const [subscriber, from] of set) {
        // those who came while it did not listen yet were promised nothing; those before may have missed something
        if (hears) subscriber.onChange(null, ['*'])
        else begin(subscriber, from)
      }
    hears = true
  }
  const begin = (subscriber: Subscriber, from: From): void => {
    subscriber.onReady(momentId(Date.now()))
    if (from !== null) catchUp(subscriber, from)
  }
  const catchUp = ({ workspaceId, onChange: tell }: Subscriber, from: NonNullable<From>): void => {
    const changes = past.get(workspaceId) ?? []
    const moment = 'lastId' in from ? momentOf(from.lastId) : Date.now() - from.agoMs - wayMs
    const known = moment === null || (moment >= knownSince && (changes.length < remembered || changes[0]!.at < moment))
    const at =
      moment === null
        ? changes.findIndex((change) => 'lastId' in from && change.id === from.lastId)
        : changes.findLastIndex((change) => change.at < moment)
    if (!known || (moment === null && at < 0)) return tell(null, ['*'])
    const missed = changes.slice(at + 1)
    const last = missed.at(-1)
    if (last) tell(last.id, [...new Set(missed.flatMap((change) => change.topics))])
  }

  const hangUp = (): void => {
    over = true
    for (const set of subscribers.values()) for (const subscriber of set.keys()) subscriber.onClose()
    subscribers.clear()
  }

  return {
    touch: (workspaceId, ...topics) => notifier.touch(workspaceId, ...topics),
    subscribe(subscriber, from) {
      if (over) {
        queueMicrotask(() => subscriber.onClose())
        return () => {}
      }
      listener ??= listen(pool, onChange, onStart)
      const set = subscribers.get(subscriber.workspaceId) ?? new Map<Subscriber, From>()
      subscribers.set(subscriber.workspaceId, set.set(subscriber, from))
      if (hears) begin(subscriber, from)
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
