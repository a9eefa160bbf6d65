/** How often something happened within a window, in memory only: a flood must not write a row for each drop. */
export class Tally {
  #counts = new Map<string, { count: number; since: number }>()
  #windowMs: number
  #swept = 0

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  /** Counts one more, and says how many there were before it; `now` in epoch ms. */
  add(key: string, now: number): number {
    if (now - this.#swept > this.#windowMs) {
      this.#swept = now
      for (const [one, { since }] of this.#counts) if (now - since >= this.#windowMs) this.#counts.delete(one)
    }
    const known = this.#counts.get(key)
    if (!known || now - known.since >= this.#windowMs) {
      this.#counts.set(key, { count: 1, since: now })
      return 0
    }
    return known.count++
  }

  /** When the window of that key ends, in seconds. */
  wait(key: string, now: number): number {
    const since = this.#counts.get(key)?.since ?? now
    return Math.max(1, Math.ceil((since + this.#windowMs - now) / 1000))
  }
}
