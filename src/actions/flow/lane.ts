import type { Pool, PoolClient } from 'pg'
import type { Incoming, Outcome } from '#actions/flow-types.ts'
import { isPoisonous } from '#actions/flow/poison.ts'
import { pipeline } from '#actions/flow/transaction.ts'
import { NoAnswer } from '#store/answered.ts'
import { cutConnection } from '#store/database.ts'
import { troubleOf } from '#store/trouble.ts'

export interface LaneOptions {
  pool: Pool
  /** milliseconds that a batch may take before its connection is given up */
  patienceMs: number
  /** begins, folds and commits on this client */
  fold(db: PoolClient, items: Incoming[]): Promise<Outcome[]>
}

interface Request {
  items: Incoming[]
  resolve(outcomes: Outcome[]): void
  reject(error: unknown): void
}

const batchSize = 400
/** a batch is not made larger than this by one more request */
const largest = 1000

/**
 * Group commit. What arrives while a batch is under way waits and goes together in the next, with no fixed pause: a
 * lone event is committed at once, a crowd shares its commits. One batch is under way at a time.
 */
export class Lane {
  #options: LaneOptions
  #queue: Request[] = []
  #waiting = 0
  #running = false
  #active = 0
  #idle: (() => void)[] = []

  constructor(options: LaneOptions) {
    this.#options = options
  }

  get depth(): number {
    return this.#waiting + this.#active
  }

  /** items that no batch has taken up */
  get waiting(): number {
    return this.#waiting
  }

  accept(items: Incoming[]): Promise<Outcome[]> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ items, resolve, reject })
      this.#waiting += items.length
      this.#pump()
    })
  }

  /** Resolves when nothing waits or runs. */
  drain(): Promise<void> {
    if (this.depth === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  #pump(): void {
    if (!this.#running && this.#waiting > 0) void this.#flush(this.#take())
  }

  /** Whole requests, so that one is kept or refused as a whole, until they make a batch. */
  #take(): Request[] {
    const requests: Request[] = []
    let size = 0
    while (size < batchSize) {
      const request = this.#queue[0]
      if (!request || (size > 0 && size + request.items.length > largest)) break
      requests.push(request)
      size += request.items.length
      this.#queue.shift()
    }
    this.#waiting -= size
    return requests
  }

  async #flush(requests: Request[]): Promise<void> {
    const items = requests.flatMap((request) => request.items)
    this.#running = true
    this.#active += items.length
    try {
      const outcomes = await this.#settle(items)
      let at = 0
      for (const request of requests) request.resolve(outcomes.slice(at, (at += request.items.length)))
    } catch (error) {
      for (const request of requests) request.reject(error)
      // those behind it would wait as long for the same answer
      if (troubleOf(error) !== null) this.#refuseAll(error)
    }
    this.#running = false
    this.#active -= items.length
    this.#pump()
    if (this.depth === 0) for (const done of this.#idle.splice(0)) done()
  }

  #refuseAll(error: unknown): void {
    for (const request of this.#queue.splice(0)) request.reject(error)
    this.#waiting = 0
  }

  /** Commits a batch; when one of its events cannot be folded, finds it by halves and sets it aside alone. */
  async #settle(items: Incoming[]): Promise<Outcome[]> {
    try {
      return await this.#commit(items)
    } catch (error) {
      if (!isPoisonous(error)) throw error
      if (items.length === 1) return this.#commit([aside(items[0] as Incoming, error)])
      const middle = items.length >> 1
      const first = await this.#settle(items.slice(0, middle))
      return [...first, ...(await this.#settle(items.slice(middle)))]
    }
  }

  async #commit(items: Incoming[]): Promise<Outcome[]> {
    for (let attempt = 1; ; attempt++) {
      const db = await this.#options.pool.connect()
      let broken: Error | undefined
      const { patienceMs } = this.#options
      const watch = setTimeout(() => {
        broken = new NoAnswer(patienceMs)
        cutConnection(db)
      }, patienceMs)
      try {
        pipeline(db, true)
        return await this.#options.fold(db, items)
      } catch (error) {
        await db.query('rollback').catch((failure: Error) => {
          broken = failure
        })
        if (!isCollision(error) || attempt >= 8) throw error
      } finally {
        clearTimeout(watch)
        pipeline(db, false)
        db.release(broken)
      }
    }
  }
}

/** Deadlock, serialisation, or the same message from two processes at once: the next attempt sees the other's work. */
function isCollision(error: unknown): boolean {
  const code = (error as { code?: string }).code
  return code === '40P01' || code === '40001' || code === '23505'
}

function aside(item: Incoming, error: unknown): Incoming {
  if ('rejection' in item) return item
  const { event } = item
  return {
    rejection: {
      code: 'poisonous',
      field: null,
      message: `This event could not be folded (${error instanceof Error ? error.message : String(error)}). It is kept here; nothing else was held up.`,
    },
    messageId: event.messageId,
    source: event.source,
    receivedAt: event.receivedAt,
    raw: JSON.stringify(event),
    ...(item.importId === undefined ? {} : { importId: item.importId }),
    ...(item.rowNumber === undefined ? {} : { rowNumber: item.rowNumber }),
  }
}
