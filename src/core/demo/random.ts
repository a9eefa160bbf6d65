/** A seeded stream of chance: the same label always gives the same numbers, on any machine. */
export interface Chance {
  /** a number in [0, 1) */
  next(): number
  /** a whole number from `from` up to and including `to` */
  int(from: number, to: number): number
  /** a number in [from, to) */
  between(from: number, to: number): number
  /** true with the probability given */
  hit(probability: number): boolean
  /** one of a non-empty list */
  pick<T>(list: readonly T[]): T
  /** one of a non-empty list of [value, weight] */
  weighted<T>(list: readonly (readonly [T, number])[]): T
  /** log-normal by its median and the standard deviation of its logarithm */
  around(median: number, spread: number): number
  /** a new list in another order */
  shuffle<T>(list: readonly T[]): T[]
  /** lower-case hexadecimal digits */
  hex(digits: number): string
  /** text of [A-Za-z0-9_-], as click ids have it */
  token(length: number): string
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The stream of a label, e.g. `42:visitor:17`. Streams of different labels do not disturb each other. */
export function chance(label: string): Chance {
  const draw = sfc32(label)
  const int = (from: number, to: number): number => from + Math.floor(draw() * (to - from + 1))
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('pick needs a non-empty list')
    return list[Math.floor(draw() * list.length)] as T
  }
  return {
    next: draw,
    int,
    between: (from, to) => from + draw() * (to - from),
    hit: (probability) => draw() < probability,
    pick,
    weighted(list) {
      let rest = draw() * list.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of list) {
        rest -= weight
        if (rest < 0) return value
      }
      return pick(list)[0]
    },
    around(median, spread) {
      const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
      return median * Math.exp(spread * normal)
    },
    shuffle(list) {
      const mixed = [...list]
      for (let last = mixed.length - 1; last > 0; last--) {
        const other = int(0, last)
        const held = mixed[last]!
        mixed[last] = mixed[other]!
        mixed[other] = held
      }
      return mixed
    },
    hex: (digits) => Array.from({ length: digits }, () => int(0, 15).toString(16)).join(''),
    token: (length) => Array.from({ length }, () => letters.charAt(int(0, letters.length - 1))).join(''),
  }
}

/** Chris Doty-Humphrey's sfc32, seeded by FNV-1a over the label's code units. */
function sfc32(label: string): () => number {
  let a = fnv(label, 0x811c9dc5)
  let b = fnv(label, 0x9e3779b9)
  let c = fnv(label, 0x243f6a88)
  let counter = 1
  const step = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let round = 0; round < 12; round++) step()
  return step
}

function fnv(text: string, basis: number): number {
  let hash = basis
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash | 0
}
