import type { Outcome } from '#actions/flow-types.ts'
import { countSubmission, type Countable, type Doors } from './count.ts'

interface Waiting {
  one: Countable
  visitId(host: string): string
  done(outcome: Outcome | null): void
}

/** submissions that wait in memory; more of them wait in the database alone, for the job that takes up what was left */
const mostWaiting = 20_000
/** taken in this time, in ms, a flood begins at so many */
const flood = { windowMs: 200, most: 30 }
/** counted at a time: while few come in, and in a flood, when taking them in goes first */
const together = { calm: 32, flooded: 1 }

/**
 * Counts what was taken and is durable: at once while few come in, and after the flood when many do, so that whoever sends is
 * answered. What is not counted when the server stops is taken up by the job `forms`. One for each server.
 */
export class Counter {
  #doors: Omit<Doors, 'visitId'>
  #onLeft: () => void
  #waiting: Waiting[] = []
  #next = 0
  #running = 0
  #left = false
  #window = { since: 0, taken: 0, before: 0 }

  /** `onLeft`: all that waited here was counted, and more waits in the database */
  constructor(doors: Omit<Doors, 'visitId'>, onLeft: () => void) {
    this.#doors = doors
    this.#onLeft = onLeft
  }

  /** How many wait for their turn. */
  get waiting(): number {
    return this.#waiting.length - this.#next
  }

  /** Resolves when it was counted, with what came of it; null: it will be later. Never rejects. */
  add(one: Countable, visitId: (host: string) => string): Promise<Outcome | null> {
    this.#note(Date.now())
    if (this.waiting >= mostWaiting) {
      this.#left = true
      return Promise.resolve(null)
    }
    return new Promise((done) => {
      this.#waiting.push({ one, visitId, done })
      this.#start()
    })
  }

  #start(): void {
    const most = this.#flooded(Date.now()) ? together.flooded : together.calm
    while (this.#running < most) {
      const next = this.#waiting[this.#next]
      if (next === undefined) break
      this.#next++
      this.#running++
      void this.#count(next)
    }
    if (this.#next > 1000 || this.#next === this.#waiting.length) {
      this.#waiting.splice(0, this.#next)
      this.#next = 0
    }
    if (this.#left && this.#running === 0 && this.waiting === 0) {
      this.#left = false
      this.#onLeft()
    }
  }

  async #count({ one, visitId, done }: Waiting): Promise<void> {
    try {
      done(await countSubmission({ ...this.#doors, visitId }, one))
    } catch {
      // it is kept: the job takes it up
      done(null)
    } finally {
      this.#running--
      this.#start()
    }
  }

  #note(now: number): void {
    const { since, taken } = this.#window
    if (now - since < flood.windowMs) this.#window.taken++
    else this.#window = { since: now, taken: 1, before: now - since < 2 * flood.windowMs ? taken : 0 }
  }

  #flooded(now: number): boolean {
    const { since, taken, before } = this.#window
    if (now - since >= 2 * flood.windowMs) return false
    return Math.max(taken, before) > flood.most
  }
}
