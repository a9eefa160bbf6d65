const smallest = 16
const largest = 8192

/** A growing bag of times in chunks, so that a million of them are never copied while they are collected. */
export interface Durations {
  count: number
  chunks: Float64Array[]
  /** the last of the chunks */
  last: Float64Array
  /** filled places of it */
  filled: number
  low: number
  high: number
}

const none = new Float64Array(0)

export function noDurations(): Durations {
  return { count: 0, chunks: [], last: none, filled: 0, low: Infinity, high: -Infinity }
}

export function addDuration(bag: Durations, value: number): void {
  if (bag.filled === bag.last.length) grow(bag)
  bag.last[bag.filled++] = value
  bag.count++
  if (value < bag.low) bag.low = value
  if (value > bag.high) bag.high = value
}

function grow(bag: Durations): void {
  bag.last = chunkOf(bag.last === none ? smallest : Math.min(bag.last.length * 2, largest))
  bag.chunks.push(bag.last)
  bag.filled = 0
}

// Whole chunks given back, for the next bags: what one report frees the next would ask for again, and memory that is
// freed late stands in the process beside what is new. A chunk is handed to one bag only.
const spare: Float64Array[] = []
/** 32 MB */
const mostSpare = 512

function chunkOf(size: number): Float64Array {
  return (size === largest ? spare.pop() : undefined) ?? new Float64Array(size)
}

/** Gives the memory of a bag back; it is empty afterwards. */
export function emptyDurations(bag: Durations): void {
  for (const chunk of bag.chunks) if (chunk.length === largest && spare.length < mostSpare) spare.push(chunk)
  Object.assign(bag, noDurations())
}

const buckets = 2048
// one more for the greatest time itself
const histogram = new Uint32Array(buckets + 1)

/**
 * The exact median of all bags together (for an even number the mean of the two in the middle), null of none. Counts
 * the times by 2,048 even ranges, and selects among those of the range that holds the middle: two quick passes, and
 * memory for one range only.
 */
export function medianOf(bags: readonly Durations[]): number | null {
  let count = 0
  let low = Infinity
  let high = -Infinity
  for (const bag of bags) {
    count += bag.count
    low = Math.min(low, bag.low)
    high = Math.max(high, bag.high)
  }
  if (count === 0) return null
  if (low === high) return low
  // of a range too small to divide by
  const scale = Math.min(Number.MAX_VALUE, buckets / (high - low))
  histogram.fill(0)
  eachChunk(bags, (values, length) => {
    for (let i = 0; i < length; i++) (histogram[bucketOf(values[i] as number, low, scale)] as number)++
  })
  const middle = count >> 1
  let chosen = 0
  let before = 0
  while (before + (histogram[chosen] as number) <= middle) before += histogram[chosen++] as number

  const inside = new Float64Array(histogram[chosen] as number)
  let at = 0
  let below = -Infinity
  eachChunk(bags, (values, length) => {
    for (let i = 0; i < length; i++) {
      const value = values[i] as number
      const bucket = bucketOf(value, low, scale)
      if (bucket === chosen) inside[at++] = value
      else if (bucket < chosen && value > below) below = value
    }
  })
  const place = middle - before
  const upper = select(inside, place)
  if (count % 2 === 1) return upper
  let lower = below
  for (let i = 0; i < place; i++) lower = Math.max(lower, inside[i] as number)
  return (lower + upper) / 2
}

/** Which range a time lies in: a longer time never in an earlier one. */
function bucketOf(value: number, low: number, scale: number): number {
  return ((value - low) * scale) | 0
}

function eachChunk(bags: readonly Durations[], take: (values: Float64Array, length: number) => void): void {
  for (const { chunks, filled } of bags) {
    for (let index = 0; index < chunks.length; index++) {
      const chunk = chunks[index] as Float64Array
      take(chunk, index === chunks.length - 1 ? filled : chunk.length)
    }
  }
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
