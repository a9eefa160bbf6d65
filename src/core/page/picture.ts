/** Pictures that pages may show: what browsers draw and what can carry no script. */
export const pictureTypes = ['png', 'jpeg', 'webp'] as const
export type PictureType = (typeof pictureTypes)[number]

/** Bytes of one picture, pixels of a side, and bytes of all of a workspace. */
export const largestPicture = 2 * 1024 * 1024
export const longestSide = 8000
export const largestLibrary = 500 * 1024 * 1024

export interface CleanPicture {
  type: PictureType
  /** as it is shown, after the camera's own turn */
  width: number
  height: number
  /** the picture without what cameras and programs write beside it: place, time, names */
  bytes: Uint8Array
}

/**
 * Looks at what the bytes are, whatever they are called, and takes out everything but the picture: EXIF with its place
 * and time, comments, thumbnails. A JPEG keeps its orientation. Null for anything that is no whole PNG, JPEG or WebP.
 */
export function cleanPicture(bytes: Uint8Array): CleanPicture | null {
  try {
    const picture = cleanPng(bytes) ?? cleanJpeg(bytes) ?? cleanWebp(bytes)
    if (!picture) return null
    const { width, height } = picture
    return width > 0 && height > 0 && width <= longestSide && height <= longestSide ? picture : null
  } catch (error) {
    // it ends in the middle of itself
    if (error instanceof RangeError) return null
    throw error
  }
}

const pngSign = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const pngKept = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'pHYs',
  'cICP',
])

function cleanPng(bytes: Uint8Array): CleanPicture | null {
  if (!startsWith(bytes, 0, pngSign)) return null
  const view = viewOf(bytes)
  const parts: Uint8Array[] = [bytes.subarray(0, 8)]
  let size = { width: 0, height: 0 }
  for (let at = 8; at < bytes.length;) {
    const length = view.getUint32(at)
    const type = ascii(bytes, at + 4, 4)
    const end = at + 12 + length
    if (end > bytes.length) return null
    if (type === 'IHDR') size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    if (pngKept.has(type)) parts.push(bytes.subarray(at, end))
    if (type === 'IEND') return { type: 'png', ...size, bytes: joined(parts) }
    at = end
  }
  return null
}

function cleanJpeg(bytes: Uint8Array): CleanPicture | null {
  if (!startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return null
  const view = viewOf(bytes)
  const parts: Uint8Array[] = [bytes.subarray(0, 2)]
  let size = { width: 0, height: 0 }
  let turn = 1
  for (let at = 2; at < bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] as number
    if (marker === 0xff) {
      at++
      continue
    }
    const length = view.getUint16(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return null
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) size = { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    if (marker === 0xe1) turn = exifTurn(bytes.subarray(at + 4, end)) ?? turn
    if (marker === 0xda) {
      // the rest is the picture, up to the end mark; what is hung on behind it stays behind
      const last = endOfImage(bytes, end)
      if (last === null || size.width === 0) return null
      const turned = turn > 4 ? { width: size.height, height: size.width } : size
      const kept = [...parts.slice(0, 1), ...(turn === 1 ? [] : [turnMark(turn)]), ...parts.slice(1)]
      return { type: 'jpeg', ...turned, bytes: joined([...kept, bytes.subarray(at, last)]) }
    }
    // JFIF, the colour profile, Adobe's colour transform, and everything that is no application's own
    const isOwn = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe
    const isProfile = marker === 0xe2 && ascii(bytes, at + 4, 11) === 'ICC_PROFILE'
    if (!isOwn || marker === 0xe0 || marker === 0xee || isProfile) parts.push(bytes.subarray(at, end))
    at = end
  }
  return null
}

/** Where the end mark of a JPEG ends; scans of progressive pictures have marks between them. */
function endOfImage(bytes: Uint8Array, from: number): number | null {
  for (let at = from; at < bytes.length - 1; at++) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at + 2
  return null
}

/** Orientation 1 to 8 of an EXIF segment; null when it says none. */
function exifTurn(segment: Uint8Array): number | null {
  if (ascii(segment, 0, 4) !== 'Exif') return null
  const tiff = segment.subarray(6)
  const view = viewOf(tiff)
  const little = ascii(tiff, 0, 2) === 'II'
  const directory = view.getUint32(4, little)
  const entries = view.getUint16(directory, little)
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12
    if (view.getUint16(at, little) !== 0x0112) continue
    const turn = view.getUint16(at + 8, little)
    return turn >= 1 && turn <= 8 ? turn : null
  }
  return null
}

/** An EXIF segment that says the orientation and nothing else. */
function turnMark(turn: number): Uint8Array {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8]
  const entry = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0]
  const length = 2 + exif.length + entry.length
  return Uint8Array.from([0xff, 0xe1, length >> 8, length & 0xff, ...exif, ...entry])
}

function cleanWebp(bytes: Uint8Array): CleanPicture | null {
  if (ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 4) !== 'WEBP') return null
  const view = viewOf(bytes)
  const whole = Math.min(bytes.length, 8 + view.getUint32(4, true))
  const parts: Uint8Array[] = []
  let size = { width: 0, height: 0 }
  let pixels = false
  for (let at = 12; at + 8 <= whole;) {
    const type = ascii(bytes, at, 4)
    const length = view.getUint32(at + 4, true)
    const end = at + 8 + length + (length & 1)
    if (at + 8 + length > whole) return null
    const data = at + 8
    const part = bytes.slice(at, Math.min(end, whole))
    if (type === 'VP8X') {
      size = { width: 1 + uint24(bytes, data + 4), height: 1 + uint24(bytes, data + 7) }
      // no EXIF, no XMP
      part[8] = (part[8] as number) & ~0x0c
    } else if (type === 'VP8 ' && size.width === 0)
      size = { width: view.getUint16(data + 6, true) & 0x3fff, height: view.getUint16(data + 8, true) & 0x3fff }
    else if (type === 'VP8L' && size.width === 0) {
      const bits = view.getUint32(data + 1, true)
      size = { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) }
    }
    pixels ||= type === 'VP8 ' || type === 'VP8L' || type === 'ANMF'
    if (['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP'].includes(type)) parts.push(part)
    at = end
  }
  if (!pixels) return null
  const body = joined(parts)
  const head = new Uint8Array(12)
  head.set(bytes.subarray(0, 12))
  viewOf(head).setUint32(4, 4 + body.length, true)
  return { type: 'webp', ...size, bytes: joined([head, body]) }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function startsWith(bytes: Uint8Array, at: number, sign: readonly number[]): boolean {
  return sign.every((byte, index) => bytes[at + index] === byte)
}

function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length))
}

function uint24(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Where a picture is served: its name says what it is, and never changes its content. */
export function picturePath({ id, type }: { id: string; type: PictureType }): string {
  return `/l/-/${id}.${type}`
}
