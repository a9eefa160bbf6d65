/** Milliseconds of a clock that only goes forward. */
export type Ticks = () => number

/**
 * What costs a scan and changes slowly, by key, kept by this process for a while: what is usual, what history says. What is
 * known by it may be that old; nothing that anybody wrote is read from here. The oldest go when there are more than `most`.
 */
export class Kept<T> {
  readonly #ms: number
  readonly #most: number
  readonly #ticks: Ticks
  readonly #found = new Map<string, { at: number; value: T }>()

  constructor(ms: number, most: number, ticks: Ticks = () => performance.now()) {
    this.#ms = ms
    this.#most = most
    this.#ticks = ticks
  }

  async of(key: string, find: () => Promise<T>): Promise<T> {
    const known = this.#found.get(key)
    if (known && this.#ticks() - known.at < this.#ms) return known.value
    const value = await find()
    // put anew, so that the order of the map is that of age
    this.#found.delete(key)
    this.#found.set(key, { at: this.#ticks(), value })
    for (const oldest of this.#found.keys()) {
      if (this.#found.size <= this.#most) break
      this.#found.delete(oldest)
    }
    return value
  }
}
