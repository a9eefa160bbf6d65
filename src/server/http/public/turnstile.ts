/** How often one place may ask, kept in memory only: looking at a page writes nothing anywhere. */
export class Turnstile {
  #counts = new Map<string, number>()
  #began = 0
  #most: number
  #windowMs: number

  constructor(most: number, windowMs: number) {
    this.#most = most
    this.#windowMs = windowMs
  }

  /** Whether one more is let through; `now` in epoch ms. */
  passes(from: string, now: number): boolean {
    if (now - this.#began >= this.#windowMs) {
      this.#counts.clear()
      this.#began = now
    }
    const count = (this.#counts.get(from) ?? 0) + 1
    this.#counts.set(from, count)
    return count <= this.#most
  }
}
