/** Bytes of the largest file of an asset. */
export const mostFileBytes = 25 * 1024 * 1024
/** How many first bytes tell what a file is. */
export const sniffedBytes = 512

const zipped: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  epub: 'application/epub+zip',
  zip: 'application/zip',
}

/**
 * What a file is by its first bytes, never by what the sender said; the name only tells kinds of zipped documents apart.
 * Null: nothing that a library gives out (pages and drawings that may hold scripts, programs, unknown things).
 */
export function fileType(head: Uint8Array, name: string): string | null {
  const ascii = String.fromCharCode(...head.subarray(0, 64))
  if (ascii.startsWith('%PDF-')) return 'application/pdf'
  if (ascii.startsWith('\u0089PNG\r\n\u001a\n')) return 'image/png'
  if (ascii.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg'
  if (/^GIF8[79]a/.test(ascii)) return 'image/gif'
  if (ascii.startsWith('RIFF') && ascii.slice(8, 12) === 'WEBP') return 'image/webp'
  if (ascii.slice(4, 8) === 'ftyp') return 'video/mp4'
  if (ascii.startsWith('\u001a\u0045\u00df\u00a3')) return 'video/webm'
  if (ascii.startsWith('PK\u0003\u0004')) return zipped[endingOf(name)] ?? null
  if (endingOf(name) === 'csv' || endingOf(name) === 'txt') return isPlain(head) ? 'text/plain' : null
  return null
}

/** A name that is safe in a header and on any disk, with its ending. */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const safe = last
    .replaceAll(/[\p{Cc}\p{Cf}"<>:|?*%;]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .trim()
  if (safe.length <= 120) return safe === '' ? 'file' : safe
  const ending = /\.[a-z0-9]{1,8}$/i.exec(safe)?.[0] ?? ''
  return safe.slice(0, 120 - ending.length).toWellFormed() + ending
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
}

function isPlain(head: Uint8Array): boolean {
  return (
    !head.some((byte) => byte < 9 || (byte > 13 && byte < 32)) &&
    !/^\s*</.test(String.fromCharCode(...head.subarray(0, 64)))
  )
}
