/** No answer in time; troubleOf (store/trouble.ts) knows it as a database that is away. */
export class NoAnswer extends Error {
  constructor(ms: number) {
    super(`There was no answer of the database for ${ms / 1000} s.`)
    this.name = 'NoAnswer'
  }
}

/**
 * What the database answers, or NoAnswer after `ms`. The question itself goes on, and holds its connection until the
 * database speaks or the connection breaks.
 */
export async function answered<T>(question: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new NoAnswer(ms)), ms)
  })
  try {
    return await Promise.race([question, late])
  } finally {
    clearTimeout(timer)
  }
}
