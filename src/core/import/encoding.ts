/** Which encoding a file is in, told from its bytes; and files that are no text at all. */

export interface FileSample {
  /** the first bytes, 64 KiB or more when the file has them */
  head: Uint8Array
  /** lines that hold bytes over 0x7F, from anywhere in the file, joined; empty when there are none */
  high: Uint8Array
  /** the whole file reads as UTF-8 */
  utf8: boolean
  /** bytes */
  size: number
}

export interface EncodingGuess {
  /** a label that TextDecoder knows */
  encoding: string
  /** `certain`: a byte order mark, plain ASCII, or the whole file reads as UTF-8 with letters beyond ASCII */
  confidence: 'certain' | 'likely' | 'unsure'
}

/** Labels as people write them, to labels of the Encoding Standard, whose `euc-kr` is CP949. */
const spelled: Record<string, string> = {
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  ms949: 'euc-kr',
  'euc-kr': 'euc-kr',
  cp1251: 'windows-1251',
  win1251: 'windows-1251',
  cp1252: 'windows-1252',
  utf16: 'utf-16le',
  'utf-16': 'utf-16le',
  utf8: 'utf-8',
}

/** How an encoding is shown to people: `cp949` rather than `euc-kr`. */
export function encodingName(encoding: string): string {
  return encoding === 'euc-kr' ? 'cp949' : encoding
}

/** The label TextDecoder takes for what a person wrote, or null for an encoding nobody knows. */
export function findEncoding(label: string): string | null {
  const wanted = label.trim().toLowerCase()
  try {
    return new TextDecoder(spelled[wanted] ?? wanted).encoding
  } catch {
    return null
  }
}

/** One sentence saying what the file is when it cannot be a table of text, else null. */
export function findWrongFile(sample: FileSample): string | null {
  const { head, size } = sample
  if (size === 0) return 'The file is empty.'
  if (starts(head, [0x50, 0x4b, 0x03, 0x04])) {
    return 'This is an Excel workbook (.xlsx) or another zip file: save the sheet as CSV (UTF-8) and import that.'
  }
  if (starts(head, [0xd0, 0xcf, 0x11, 0xe0])) {
    return 'This is an old Excel or Office file (.xls): save the sheet as CSV (UTF-8) and import that.'
  }
  if (starts(head, [0x25, 0x50, 0x44, 0x46])) return 'This is a PDF file: export the table as CSV and import that.'
  if (starts(head, [0x1f, 0x8b])) return 'This file is compressed (gzip): unpack it and import the CSV inside.'
  const encoding = guessEncoding(sample).encoding
  if (!encoding.startsWith('utf-16') && controls(head) > head.length / 200) {
    return 'This is not a text file (it holds binary data): export the table as CSV and import that.'
  }
  const text = new TextDecoder(encoding).decode(head.subarray(0, 4_096)).trimStart()
  if (text === '' && size <= head.length) return 'The file holds nothing but white space.'
  if (/^<(!doctype|html|head|body|\?xml|script)/i.test(text)) {
    return 'This is a web page (HTML or XML), not a table: perhaps a sign-in or error page was saved in place of the export. Download the export again.'
  }
  if (/^\{\s*"|^\[\s*\{/.test(text)) return 'This is JSON, not a table: export as CSV, or send it to the HTTP API.'
  return null
}

/** The most probable encoding. */
export function guessEncoding(sample: FileSample): EncodingGuess {
  const { head, high } = sample
  if (starts(head, [0xef, 0xbb, 0xbf])) return { encoding: 'utf-8', confidence: 'certain' }
  if (starts(head, [0xff, 0xfe])) return { encoding: 'utf-16le', confidence: 'certain' }
  if (starts(head, [0xfe, 0xff])) return { encoding: 'utf-16be', confidence: 'certain' }
  const wide = guessWide(head)
  if (wide) return { encoding: wide, confidence: 'likely' }
  if (sample.utf8) return { encoding: 'utf-8', confidence: 'certain' }
  const korean = koreanShare(high)
  const russian = cyrillicShare(high)
  if (korean > 0.8 && korean >= russian) return { encoding: 'euc-kr', confidence: 'likely' }
  if (russian > 0.8) return { encoding: 'windows-1251', confidence: 'likely' }
  return { encoding: 'windows-1252', confidence: westernShare(high) > 0.9 ? 'likely' : 'unsure' }
}

/** UTF-16 without a mark: delimiters and line ends have a zero byte on one side only. */
function guessWide(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  let even = 0
  let odd = 0
  for (let i = 0; i < head.length; i++) {
    if (head[i] === 0) {
      if (i % 2 === 0) even++
      else odd++
    }
  }
  const half = head.length / 2
  if (odd > half * 0.05 && even * 5 <= odd) return 'utf-16le'
  if (even > half * 0.05 && odd * 5 <= even) return 'utf-16be'
  return null
}

/** Share of Hangul among the letters beyond ASCII when read as CP949; 0 when it does not read. */
function koreanShare(high: Uint8Array): number {
  let text: string
  try {
    text = new TextDecoder('euc-kr', { fatal: true }).decode(high)
  } catch {
    return 0
  }
  return share(text, /[가-힣ㄱ-ㆎ]/gu)
}

/** Share of Cyrillic when read as windows-1251, counting only letters that do not stand among Latin ones. */
function cyrillicShare(high: Uint8Array): number {
  const text = new TextDecoder('windows-1251').decode(high)
  // upper case within words is what KOI8-R or CP866 looks like when read as windows-1251
  const upside = text.match(/[а-яё][А-ЯЁ]/gu)?.length ?? 0
  if (upside * 10 > text.length) return 0
  return share(text.replace(/[a-z][а-яё]|[а-яё][a-z]/giu, '\u00a7'), /[а-яё№«»–—]/giu)
}

/** Share of accented letters that stand beside Latin ones when read as windows-1252. */
function westernShare(high: Uint8Array): number {
  const text = new TextDecoder('windows-1252').decode(high)
  const beyond = text.match(/[^\p{ASCII}]/gu)?.length ?? 0
  const fitting = text.match(/(?<=[a-z])[à-ÿß]|[À-ß](?=[a-z])|[à-ÿ](?=[a-z])|[€£°–—‘’“”]/giu)?.length ?? 0
  return beyond === 0 ? 0 : fitting / beyond
}

function share(text: string, letters: RegExp): number {
  const beyond = text.match(/[^\p{ASCII}]/gu)?.length ?? 0
  return beyond === 0 ? 0 : (text.match(letters)?.length ?? 0) / beyond
}

/** Control characters that no table holds (tab, line ends, form feed and the DOS end-of-file mark are let through). */
function controls(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) if (byte < 32 && ![9, 10, 11, 12, 13, 26].includes(byte)) count++
  return count
}

function starts(bytes: Uint8Array, prefix: number[]): boolean {
  return prefix.every((byte, i) => bytes[i] === byte)
}
