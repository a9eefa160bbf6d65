import { describe, expect, test } from 'vitest'
import { type FileSample, encodingName, findEncoding, findWrongFile, guessEncoding } from '#core/import/encoding.ts'

const utf8 = new TextEncoder()
/** CP949 and windows-1251 bytes, by inverting the decoder of the runtime. */
function encodeBy(label: string, text: string): Uint8Array {
  const decoder = new TextDecoder(label, { fatal: true })
  const table = new Map<string, number[]>()
  for (let lead = 0x80; lead < 0x100; lead++) {
    if (label === 'windows-1251') table.set(decoder.decode(Uint8Array.of(lead)), [lead])
    else {
      for (let trail = 0x41; trail < 0xff; trail++) {
        try {
          const char = decoder.decode(Uint8Array.of(lead, trail))
          if (!table.has(char)) table.set(char, [lead, trail])
        } catch {
          // no such pair
        }
      }
    }
  }
  return Uint8Array.from(
    [...text].flatMap((char) => (char < '\x80' ? [char.charCodeAt(0)] : (table.get(char) ?? [63]))),
  )
}
function wide(text: string, little: boolean): Uint8Array {
  return Uint8Array.from(
    [...text].flatMap((char) => {
      const code = char.charCodeAt(0)
      return little ? [code & 255, code >> 8] : [code >> 8, code & 255]
    }),
  )
}
function sampleOf(bytes: Uint8Array): FileSample {
  let isUtf8 = true
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    isUtf8 = false
  }
  const high = bytes.some((byte) => byte > 127) ? bytes : new Uint8Array()
  return { head: bytes, high, utf8: isUtf8, size: bytes.length }
}
const guess = (bytes: Uint8Array) => guessEncoding(sampleOf(bytes)).encoding

const korean = '이메일,이름,회사\nkim@team.example,김민수,한빛소프트\nlee@team.example,이서연,가온테크\n'
const russian =
  'Почта,Имя,Компания\nivan@team.example,Иван Петров,ООО «Ромашка»\nolga@team.example,Ольга Ёлкина,АО Вектор\n'
const western = 'Email,Name,City\njose@team.example,José Muñoz,São Paulo\nmu@team.example,Jürgen Müller,Köln\n'

describe('the encoding of a file', () => {
  test.each([
    ['plain ASCII', utf8.encode('a,b\n1,2\n'), 'utf-8'],
    ['UTF-8', utf8.encode(korean), 'utf-8'],
    ['UTF-8 with a mark', Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8.encode(russian)), 'utf-8'],
    ['UTF-16LE with a mark', Uint8Array.of(0xff, 0xfe, ...wide(korean, true)), 'utf-16le'],
    ['UTF-16BE with a mark', Uint8Array.of(0xfe, 0xff, ...wide(korean, false)), 'utf-16be'],
    ['UTF-16LE without one, Korean', wide(korean, true), 'utf-16le'],
    ['UTF-16BE without one, Russian', wide(russian, false), 'utf-16be'],
    ['CP949', encodeBy('euc-kr', korean), 'euc-kr'],
    ['CP949 beyond EUC-KR', encodeBy('euc-kr', '이름\n똠방각하\n펲시\n'), 'euc-kr'],
    ['windows-1251', encodeBy('windows-1251', russian), 'windows-1251'],
    ['windows-1251, a few words', encodeBy('windows-1251', 'Имя;Город\nАнна;Омск\n'), 'windows-1251'],
    ['windows-1252', Uint8Array.from([...western].map((char) => char.charCodeAt(0))), 'windows-1252'],
  ])('%s', (_name, bytes, encoding) => {
    expect(guess(bytes)).toBe(encoding)
    expect(findWrongFile(sampleOf(bytes))).toBeNull()
  })

  test('bytes that fit nothing are not guessed with confidence', () => {
    const noise = Uint8Array.from([65, 44, 0xf3, 0x81, 0x20, 0x9d, 0xff, 0x20, 0x90, 10, 0x8d, 66, 10])
    expect(guessEncoding(sampleOf(noise)).confidence).toBe('unsure')
  })

  test('labels as people write them', () => {
    expect(findEncoding('CP949')).toBe('euc-kr')
    expect(findEncoding('cp1251')).toBe('windows-1251')
    expect(findEncoding('UTF-16')).toBe('utf-16le')
    expect(findEncoding('klingon')).toBeNull()
    expect(encodingName('euc-kr')).toBe('cp949')
  })
})

describe('files that are no table', () => {
  test.each([
    ['nothing', new Uint8Array(), /empty/],
    ['white space', utf8.encode('\n  \n'), /white space/],
    ['xlsx', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0), /Excel workbook/],
    ['xls', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), /old Excel/],
    ['pdf', utf8.encode('%PDF-1.7 …'), /PDF/],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), /gzip/],
    ['png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 1, 2, 3), /not a text file/],
    ['an error page', utf8.encode('<!DOCTYPE html><html><body>Sign in</body></html>'), /web page/],
    ['json', utf8.encode('[{"email": "kim@team.example"}]'), /JSON/],
  ])('%s', (_name, bytes, sentence) => {
    expect(findWrongFile(sampleOf(bytes))).toMatch(sentence)
  })
})
