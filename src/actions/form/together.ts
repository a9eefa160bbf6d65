interface Waiting<In, Out> {
  item: In
  done: (out: Out) => void
  fail: (error: unknown) => void
}

/**
 * Work of many requests done at once: what arrives while a piece of work is under way is taken up together when it ends,
 * with no fixed wait. When a common piece fails, each item is tried by itself, so that a bad one fails alone.
 */
export class Together<In, Out> {
  #work: (items: In[]) => Promise<Out[]>
  #most: number
  #lanes: number
  #waiting: Waiting<In, Out>[] = []
  #running = 0

  constructor(work: (items: In[]) => Promise<Out[]>, { most = 200, lanes = 1 } = {}) {
    this.#work = work
    this.#most = most
    this.#lanes = lanes
  }

  add(item: In): Promise<Out> {
    return new Promise((done, fail) => {
      this.#waiting.push({ item, done, fail })
      void this.#run()
    })
  }

  async #run(): Promise<void> {
    if (this.#running >= this.#lanes) return
    this.#running++
    try {
      while (this.#waiting.length > 0) await this.#take(this.#waiting.splice(0, this.#most))
    } finally {
      this.#running--
    }
  }

  async #take(batch: Waiting<In, Out>[]): Promise<void> {
    try {
      const outs = await this.#work(batch.map(({ item }) => item))
      batch.forEach(({ done, fail }, index) => {
        if (index in outs) done(outs[index] as Out)
        else fail(new Error('Together: the work gave too few results'))
      })
    } catch (error) {
      if (batch.length === 1) batch[0]?.fail(error)
      else for (const one of batch) await this.#take([one])
    }
  }
}
