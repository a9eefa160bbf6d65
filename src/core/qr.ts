/**
 * QR codes of text (ISO/IEC 18004:2015): byte mode, error correction level L, the smallest of the versions 1 to 20 that
 * holds it. For pictures on a screen, where nothing is worn off.
 */

/** error correction codewords of a block, by version; the standard's table 9, level L */
const eccPerBlock = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28]
/** blocks, by version */
const blockCounts = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8]

type Grid = (boolean | null)[][]

/** Rows of modules, true where dark, without the quiet zone. Throws RangeError beyond 858 bytes of UTF-8. */
export function qrCode(text: string): boolean[][] {
  const bytes = [...new TextEncoder().encode(text)]
  const version = eccPerBlock.findIndex((_, index) => bytes.length <= capacityOf(index + 1)) + 1
  if (version === 0) throw new RangeError('the text is too long for a QR code')
  const bits = interleave(dataCodewords(bytes, version), version).flatMap((byte) => bitsOf(byte, 8))
  const drawn = drawFunctionPatterns(version)
  const placed = placeData(drawn, bits)
  const masked = masks.map((mask, index) => withFormat(applyMask(placed, drawn, mask), index))
  return masked.reduce((best, one) => (penaltyOf(one) < penaltyOf(best) ? one : best))
}

function capacityOf(version: number): number {
  const header = version < 10 ? 12 : 20
  return Math.floor((dataLength(version) * 8 - header) / 8)
}

function dataLength(version: number): number {
  return Math.floor(rawModules(version) / 8) - eccOf(version) * blocksOf(version)
}

/** modules that are left for data, error correction and remainder bits */
function rawModules(version: number): number {
  const size = version * 4 + 17
  const centres = alignmentCentres(version).length
  const alignment = centres === 0 ? 0 : (centres * centres - 3) * 25 - (centres - 2) * 10
  // finders with their separators, both timing patterns, format information with the dark module, version information
  return size * size - 3 * 64 - 2 * (size - 16) - alignment - 31 - (version < 7 ? 0 : 36)
}

function eccOf(version: number): number {
  return eccPerBlock[version - 1] as number
}

function blocksOf(version: number): number {
  return blockCounts[version - 1] as number
}

function dataCodewords(bytes: readonly number[], version: number): number[] {
  const length = dataLength(version)
  const bits = [
    ...bitsOf(0b0100, 4),
    ...bitsOf(bytes.length, version < 10 ? 8 : 16),
    ...bytes.flatMap((b) => bitsOf(b, 8)),
  ]
  bits.push(...bitsOf(0, Math.min(4, length * 8 - bits.length)))
  bits.push(...bitsOf(0, (8 - (bits.length % 8)) % 8))
  const words = Array.from({ length: bits.length / 8 }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0),
  )
  for (let pad = 0xec; words.length < length; pad ^= 0xec ^ 0x11) words.push(pad)
  return words
}

/** Blocks with their error correction, read across: the first codeword of each, the second of each … */
function interleave(words: readonly number[], version: number): number[] {
  const count = blocksOf(version)
  const short = Math.floor(words.length / count)
  const longOnes = words.length % count
  const generator = generatorOf(eccOf(version))
  let at = 0
  const blocks = Array.from({ length: count }, (_, index) => {
    const data = words.slice(at, (at += short + (index >= count - longOnes ? 1 : 0)))
    return { data, ecc: remainderOf(data, generator) }
  })
  const across = (part: 'data' | 'ecc', length: number): number[] =>
    Array.from({ length }, (_, index) => blocks.flatMap((block) => block[part][index] ?? [])).flat()
  return [...across('data', short + 1), ...across('ecc', eccOf(version))]
}

/** GF(256) with the polynomial x^8 + x^4 + x^3 + x^2 + 1. */
function multiply(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ (product & 0x80 ? 0x11d : 0)
    if ((b >> bit) & 1) product ^= a
  }
  return product
}

/** Coefficients of (x - 2^0)(x - 2^1) … below the leading one, the highest first. */
function generatorOf(degree: number): number[] {
  let coefficients = [1]
  for (let index = 0, root = 1; index < degree; index++, root = multiply(root, 2)) {
    const shifted = [...coefficients, 0]
    coefficients = shifted.map((value, place) => value ^ multiply(coefficients[place - 1] ?? 0, root))
  }
  return coefficients.slice(1)
}

function remainderOf(data: readonly number[], generator: readonly number[]): number[] {
  let rest = generator.map(() => 0)
  for (const byte of data) {
    const factor = byte ^ (rest[0] ?? 0)
    rest = [...rest.slice(1), 0].map((value, index) => value ^ multiply(generator[index] ?? 0, factor))
  }
  return rest
}

function alignmentCentres(version: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const last = version * 4 + 10
  const step = Math.ceil((last - 6) / (count - 1) / 2) * 2
  return [6, ...Array.from({ length: count - 1 }, (_, index) => last - step * (count - 2 - index))]
}

/** Everything but data: null where data goes; format information is reserved as light. */
function drawFunctionPatterns(version: number): Grid {
  const size = version * 4 + 17
  const grid: Grid = Array.from({ length: size }, () => Array.from({ length: size }, () => null))
  const set = (row: number, column: number, dark: boolean): void => {
    const line = grid[row]
    if (line && column >= 0 && column < size) line[column] = dark
  }
  for (let index = 0; index < size; index++) {
    set(6, index, index % 2 === 0)
    set(index, 6, index % 2 === 0)
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    for (let down = -4; down <= 4; down++)
      for (let right = -4; right <= 4; right++) {
        const ring = Math.max(Math.abs(down), Math.abs(right))
        set(row + down, column + right, ring !== 2 && ring !== 4)
      }
  const centres = alignmentCentres(version)
  const last = centres.at(-1)
  for (const row of centres)
    for (const column of centres) {
      if ((row === 6 && (column === 6 || column === last)) || (row === last && column === 6)) continue
      for (let down = -2; down <= 2; down++)
        for (let right = -2; right <= 2; right++)
          set(row + down, column + right, Math.max(Math.abs(down), Math.abs(right)) !== 1)
    }
  for (let index = 0; index < 9; index++) {
    if (index !== 6) {
      set(8, index, false)
      set(index, 8, false)
    }
    if (index < 8) {
      set(8, size - 1 - index, false)
      set(size - 1 - index, 8, false)
    }
  }
  set(size - 8, 8, true)
  if (version >= 7) {
    const code = (version << 12) | checkBits(version, 0x1f25, 12)
    for (let bit = 0; bit < 18; bit++) {
      const [a, b] = [size - 11 + (bit % 3), Math.floor(bit / 3)]
      set(a, b, ((code >> bit) & 1) === 1)
      set(b, a, ((code >> bit) & 1) === 1)
    }
  }
  return grid
}

/** Upwards and downwards in turn, in columns of two, from the right; the timing column is left out. */
function placeData(drawn: Grid, bits: readonly number[]): Grid {
  const grid = drawn.map((row) => [...row])
  const size = grid.length
  let next = 0
  for (let right = size - 1, upwards = true; right > 0; right -= 2, upwards = !upwards) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++) {
      const row = grid[upwards ? size - 1 - step : step] as (boolean | null)[]
      for (const column of [right, right - 1]) if (row[column] === null) row[column] = bits[next++] === 1
    }
  }
  return grid
}

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
]

function applyMask(placed: Grid, drawn: Grid, mask: (row: number, column: number) => boolean): boolean[][] {
  return placed.map((line, row) =>
    line.map((dark, column) => (drawn[row]?.[column] === null && mask(row, column) ? !dark : dark === true)),
  )
}

/** Level L (01) and the mask, with their check bits, twice. */
function withFormat(grid: boolean[][], mask: number): boolean[][] {
  const data = (0b01 << 3) | mask
  const code = ((data << 10) | checkBits(data, 0x537, 10)) ^ 0x5412
  const size = grid.length
  const put = (row: number, column: number, bit: number): void => {
    const line = grid[row]
    if (line) line[column] = ((code >> bit) & 1) === 1
  }
  for (let bit = 0; bit < 15; bit++) {
    if (bit < 6) put(bit, 8, bit)
    else if (bit < 8) put(bit + 1, 8, bit)
    else if (bit === 8) put(8, 7, bit)
    else put(8, 14 - bit, bit)
    if (bit < 8) put(8, size - 1 - bit, bit)
    else put(size - 15 + bit, 8, bit)
  }
  return grid
}

/** The remainder of a BCH code. */
function checkBits(value: number, generator: number, degree: number): number {
  let rest = value
  for (let bit = 0; bit < degree; bit++) rest = (rest << 1) ^ ((rest >> (degree - 1)) & 1 ? generator : 0)
  return rest
}

/** The four features that make a code hard to read, weighed as the standard weighs them. */
function penaltyOf(grid: readonly boolean[][]): number {
  const size = grid.length
  const columns = grid.map((_, column) => grid.map((row) => row[column] === true))
  let penalty = 0
  for (const line of [...grid, ...columns]) {
    const text = line.map((dark) => (dark ? '1' : '0')).join('')
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) penalty += run.length - 2
    penalty += 40 * [...text.matchAll(/(?=00001011101|10111010000)/g)].length
  }
  for (let row = 1; row < size; row++)
    for (let column = 1; column < size; column++) {
      const dark = grid[row]?.[column]
      if (dark === grid[row]?.[column - 1] && dark === grid[row - 1]?.[column] && dark === grid[row - 1]?.[column - 1])
        penalty += 3
    }
  const share = grid.flat().filter(Boolean).length / (size * size)
  return penalty + 10 * Math.floor(Math.abs(share - 0.5) / 0.05)
}

function bitsOf(value: number, length: number): number[] {
  return Array.from({ length }, (_, index) => (value >> (length - 1 - index)) & 1)
}
