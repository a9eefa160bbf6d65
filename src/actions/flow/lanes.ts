import { FlowBusy } from '#actions/flow-types.ts'
import type { AcceptOptions, Incoming, Outcome } from '#actions/flow-types.ts'
import { divide } from '#actions/flow/divide.ts'
import { Lane } from '#actions/flow/lane.ts'
import type { LaneOptions } from '#actions/flow/lane.ts'

export interface LanesOptions extends LaneOptions {
  /** items that may wait in all lanes together */
  limit: number
}

/** While one batch waits for the database another is prepared; more than two would only wait for each other. */
const lanesOfWorkspace = 2

/**
 * The lanes of one workspace: its people are divided among them, so that two batches under way concern different
 * people, and the process and the database work at the same time.
 */
export class Lanes {
  #lanes: Lane[]
  #limit: number

  constructor(options: LanesOptions) {
    this.#limit = options.limit
    this.#lanes = Array.from({ length: lanesOfWorkspace }, () => new Lane(options))
  }

  get depth(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.depth, 0)
  }

  /** Rejects with FlowBusy when the items that wait would be too many; nothing of the request is taken then. */
  async accept(items: Incoming[], { undivided = false }: AcceptOptions = {}): Promise<Outcome[]> {
    const waiting = this.#lanes.reduce((sum, lane) => sum + lane.waiting, 0)
    // one large request is let in when nothing waits, however large
    if (waiting > 0 && waiting + items.length > this.#limit) throw new FlowBusy(Math.ceil(1 + waiting / 5000))
    const places = divide(items, this.#lanes.length)
    if (undivided || places.every((place) => place === places[0])) return this.#lane(places[0]).accept(items)

    const outcomes = Array.from<Outcome>({ length: items.length })
    const parts = this.#lanes.map(async (lane, at) => {
      const mine = items.filter((_, index) => places[index] === at)
      const settled = mine.length === 0 ? [] : await lane.accept(mine)
      let next = 0
      places.forEach((place, index) => {
        if (place === at) outcomes[index] = settled[next++] as Outcome
      })
    })
    // a refusal is answered when it is known what became of the rest
    const failed = (await Promise.allSettled(parts)).find((part) => part.status === 'rejected')
    if (failed) throw failed.reason
    return outcomes
  }

  #lane(place = 0): Lane {
    return this.#lanes[place] as Lane
  }

  /** Resolves when nothing waits or runs. */
  async drain(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.drain()))
  }
}
