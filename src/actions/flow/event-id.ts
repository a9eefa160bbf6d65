import { randomUUIDv7 } from 'node:crypto'

let last = ''

/**
 * An id for a stored event, greater than any that this process gave before: UUIDv7 leaves the order within a millisecond
 * to chance, and the stream of events reads them in the order of their ids.
 */
export function nextEventId(): string {
  const id = randomUUIDv7()
  last = id > last ? id : after(last)
  return last
}

/** The next greater one: its last 48 random bits count up. */
function after(id: string): string {
  const tail = Number.parseInt(id.slice(24), 16) + 1
  // they are spent once in many lifetimes: then chance decides
  return tail < 2 ** 48 ? id.slice(0, 24) + tail.toString(16).padStart(12, '0') : randomUUIDv7()
}
