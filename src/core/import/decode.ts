import { findWrongFile, guessEncoding } from '#core/import/encoding.ts'

/** A file that is small enough to be read at once, as text without its mark; or one sentence that says why it is none. */
export function decodeTable(bytes: Uint8Array): { ok: true; text: string } | { ok: false; sentence: string } {
  const head = bytes.subarray(0, 65_536)
  const sample = { head, high: highBytes(bytes), utf8: isUtf8(bytes), size: bytes.length }
  const sentence = findWrongFile(sample)
  if (sentence !== null) return { ok: false, sentence }
  const text = new TextDecoder(guessEncoding(sample).encoding).decode(bytes)
  return { ok: true, text: text.replace(/^\uFEFF/, '') }
}

/** Lines that hold bytes over 0x7F, as the guess of an encoding wants them. */
function highBytes(bytes: Uint8Array): Uint8Array {
  const some: number[] = []
  for (let at = 0; at < bytes.length && some.length < 65_536;) {
    let end = bytes.indexOf(10, at)
    if (end < 0) end = bytes.length
    const line = bytes.subarray(at, end)
    if (line.some((byte) => byte > 0x7f)) some.push(...line.subarray(0, 2000), 10)
    at = end + 1
  }
  return Uint8Array.from(some)
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
