import type { Outcome } from '#actions/flow-types.ts'
import { countSubmission, type Countable, type Doors } from './count.ts'

interface Waiting {
  one: Countable
  visitId(host: string): string
  done(outcome: Outcome | null): void
}

/** submissions that wait in memory; more of them wait in the database alone, for the job that takes up what was left */
const mostWaiting = 20_000
/** taken in this time, in ms, a flood begins at so many; it is over after so long without */
const flood = { windowMs: 200, most: 30, overMs: 3000 }
/** counted at a time: while few come in, and in a round of a flood */
const together = { calm: 32, flooded: 4 }
/**
 * In a flood taking in goes first: so long after a round the next begins. Many counted at once cost little more than one, so
 * that one after the other all the time would count fewer and take in fewer.
 */
const restMs = 1000

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
  #rest: NodeJS.Timeout | null = null
  #restedAt = 0
  #floodedUntil = 0
  #window = { since: 0, taken: 0 }

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
    if (Date.now() < this.#floodedUntil) this.#round()
    else this.#take(together.calm)
  }

  /** In a flood: the next round, when the last is over and it has rested. */
  #round(): void {
    if (this.#rest !== null || this.#running > 0) return
    const left = this.#restedAt + restMs - Date.now()
    if (left <= 0) {
      this.#restedAt = Date.now()
      this.#take(together.flooded)
      return
    }
    this.#rest = setTimeout(() => {
      this.#rest = null
      this.#start()
    }, left)
    this.#rest.unref()
  }

  #take(most: number): void {
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
    if (now - this.#window.since >= flood.windowMs) this.#window = { since: now, taken: 0 }
    if (++this.#window.taken > flood.most) this.#floodedUntil = now + flood.overMs
  }
}
