const smallest = 16
const largest = 8192

/** A growing bag of times in chunks, so that a million of them are never copied while they are collected. */
export interface Durations {
  count: number
  chunks: Float64Array[]
  /** filled places of the last chunk */
  filled: number
}

export function noDurations(): Durations {
  return { count: 0, chunks: [], filled: 0 }
}

export function addDuration(bag: Durations, value: number): void {
  let last = bag.chunks[bag.chunks.length - 1]
  if (last === undefined || bag.filled === last.length) {
    last = new Float64Array(last === undefined ? smallest : Math.min(last.length * 2, largest))
    bag.chunks.push(last)
    bag.filled = 0
  }
  last[bag.filled++] = value
  bag.count++
}

let scratch = new Float64Array(0)
const mostScratch = 1 << 22

/** The exact median of all bags together (for an even number the mean of the two in the middle), null of none. */
export function medianOf(bags: readonly Durations[]): number | null {
  const count = bags.reduce((sum, bag) => sum + bag.count, 0)
  if (count === 0) return null
  // one scratch for all: a funnel asks for hundreds of medians, and the memory of each would linger
  if (scratch.length < count) scratch = new Float64Array(count)
  const values = scratch.subarray(0, count)
  let at = 0
  for (const { chunks, filled } of bags) {
    chunks.forEach((chunk, index) => {
      const used = index === chunks.length - 1 ? chunk.subarray(0, filled) : chunk
      values.set(used, at)
      at += used.length
    })
  }
  if (scratch.length > mostScratch) scratch = new Float64Array(0)
  const middle = count >> 1
  const upper = select(values, middle)
  if (count % 2 === 1) return upper
  let lower = values[0] as number
  for (let i = 1; i < middle; i++) lower = Math.max(lower, values[i] as number)
  return (lower + upper) / 2
}

/**
 * The k-th smallest value, from 0; reorders `values` so that nothing before place k is greater and nothing after it
 * smaller. Hoare's selection (CACM 4, 1961, algorithm 65), pivot by median of three.
 */
function select(values: Float64Array, k: number): number {
  let left = 0
  let right = values.length - 1
  while (left < right) {
    const pivot = middleOf(values[left] as number, values[(left + right) >> 1] as number, values[right] as number)
    let i = left
    let j = right
    while (i <= j) {
      while ((values[i] as number) < pivot) i++
      while ((values[j] as number) > pivot) j--
      if (i > j) break
      const held = values[i] as number
      values[i++] = values[j] as number
      values[j--] = held
    }
    if (k <= j) right = j
    else if (k >= i) left = i
    else break
  }
  return values[k] as number
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
