/** What one request holds of it. */
export interface Share {
  /** false: there is no room for so many bytes more */
  take(bytes: number): boolean
  /** when the request is answered */
  giveBack(): void
}

/**
 * Bytes of bodies that are being received or wait for the database, of all requests together, so that no crowd of slow
 * or large ones can fill the memory. Small ones always have room: their number is bounded by the connections.
 */
export class Load {
  #most: number
  #held = 0

  /** @param most bytes, beyond which large bodies are refused */
  constructor(most: number) {
    this.#most = most
  }

  get held(): number {
    return this.#held
  }

  share(): Share {
    let own = 0
    return {
      take: (bytes) => {
        if (own + bytes > smallBytes && this.#held + bytes > this.#most) return false
        own += bytes
        this.#held += bytes
        return true
      },
      giveBack: () => {
        this.#held -= own
        own = 0
      },
    }
  }
}

const smallBytes = 16 * 1024
