import type { Incoming } from '#actions/flow-types.ts'
import { hash53 } from '#core/hash.ts'
import { keysOf } from '#core/identity.ts'

/**
 * Which lane (0 … lanes − 1) takes each item of one request. Items that share an identifier, directly or through others
 * of the request, go to the same, so that a new person's first events are folded in one place and in their order.
 * Whoever else knows the person is kept apart by the database's locks.
 */
export function divide(items: readonly Incoming[], lanes: number): number[] {
  const groups = new Groups()
  const names = items.map((item) => {
    if (!('event' in item)) return null
    const [first, ...others] = keysOf(item.event)
    if (first === undefined) return item.about ?? null
    for (const other of others) groups.join(first, other)
    return first
  })
  return names.map((name) => (name === null ? 0 : hash53(groups.nameOf(name)) % lanes))
}

/** Identifiers that belong together; each group goes by the name of its first. */
class Groups {
  #above = new Map<string, string>()

  nameOf(key: string): string {
    let name = key
    for (let above = this.#above.get(name); above !== undefined; above = this.#above.get(name)) name = above
    return name
  }

  join(one: string, other: string): void {
    const [first, second] = [this.nameOf(one), this.nameOf(other)]
    if (first !== second) this.#above.set(second, first)
  }
}
