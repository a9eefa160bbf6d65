import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanPicture } from '#core/page/picture.ts'
import { chunk, png } from '#test/page/fill.ts'

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const be16 = (value: number): number[] => [value >> 8, value & 0xff]
const segment = (marker: number, data: readonly number[]): number[] => [0xff, marker, ...be16(data.length + 2), ...data]
const ascii = (words: string): number[] => [...Buffer.from(words, 'latin1')]

/** A JPEG as far as anybody reads it before decoding, turned on its side, with a place in it. */
function jpeg(turn: number): Uint8Array {
  const tiff = [...ascii('MM'), 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0]
  return Uint8Array.from([
    0xff,
    0xd8,
    ...segment(0xe1, [...ascii('Exif\0\0'), ...tiff, ...ascii('GPS 37.5665N 126.9780E')]),
    ...segment(0xfe, ascii('shot by Jiho at home')),
    ...segment(
      0xdb,
      Array.from({ length: 65 }, () => 1),
    ),
    ...segment(0xc0, [8, ...be16(600), ...be16(800), 1, 1, 0x11, 0]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    0x12,
    0xff,
    0x00,
    0x34,
    0xff,
    0xd9,
    ...ascii('<script>alert(1)</script>'),
  ])
}

describe('a picture', () => {
  test('keeps what is drawn and loses what is told', () => {
    const bytes = png(12, 7)
    const told = Buffer.concat([
      bytes.subarray(0, 33),
      chunk('tEXt', Buffer.from('Author\0Jiho Kim')),
      chunk('eXIf', Buffer.from('GPS 37.5665N')),
      bytes.subarray(33),
      Buffer.from('<script>'),
    ])
    const clean = cleanPicture(told)
    expect(clean).toMatchObject({ type: 'png', width: 12, height: 7 })
    expect(Buffer.from(clean!.bytes).equals(Buffer.from(bytes))).toBe(true)
  })

  test('a JPEG loses its place, its comment and what hangs behind it, and keeps its orientation', () => {
    const clean = cleanPicture(jpeg(6))
    expect(clean).toMatchObject({ type: 'jpeg', width: 600, height: 800 })
    expect(text(clean!.bytes)).not.toMatch(/GPS|Jiho|script/)
    // what was cleaned is clean: the orientation is read out of it again
    expect(cleanPicture(clean!.bytes)).toEqual(clean)
    expect(cleanPicture(jpeg(1))).toMatchObject({ width: 800, height: 600 })
  })

  test('a WebP loses what is beside the picture', () => {
    const le32 = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >> 24]
    const part = (type: string, data: number[]): number[] => [
      ...ascii(type),
      ...le32(data.length),
      ...data,
      ...(data.length % 2 ? [0] : []),
    ]
    const parts = [
      ...part('VP8X', [0x0c, 0, 0, 0, 99, 0, 0, 49, 0, 0]),
      ...part('VP8L', [0x2f, 99, 0, 0, 0, 1]),
      ...part('EXIF', ascii('GPS 37.5665N')),
      ...part('XMP ', ascii('<x:creator>Jiho')),
    ]
    const clean = cleanPicture(
      Uint8Array.from([...ascii('RIFF'), ...le32(4 + parts.length), ...ascii('WEBP'), ...parts]),
    )
    expect(clean).toMatchObject({ type: 'webp', width: 100, height: 50 })
    expect(text(clean!.bytes)).not.toMatch(/GPS|Jiho|EXIF/)
    expect(clean!.bytes[20]! & 0x0c).toBe(0)
    expect(cleanPicture(clean!.bytes)).toEqual(clean)
  })

  test.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a page that says it is a PNG', Buffer.from('\x89PNG\r\n\x1a\n<html><script>alert(1)</script>', 'latin1')],
    ['half a PNG', png(40, 40).subarray(0, 60)],
    ['a JPEG without an end', jpeg(1).subarray(0, 120)],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0', 'latin1')],
    ['nothing', new Uint8Array()],
    ['a picture of no size', png(0, 4)],
    ['a picture wider than anybody shows', png(8001, 1)],
  ])('%s is none', (_, bytes) => {
    expect(cleanPicture(bytes)).toBeNull()
  })

  test('whatever comes is a picture or none, and never an error', () => {
    const starts = [png(3, 3), jpeg(3), Buffer.from('RIFF\x40\0\0\0WEBPVP8X', 'latin1')]
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.nat(200), fc.uint8Array({ maxLength: 120 }), (start, at, noise) => {
        const bytes = Buffer.concat([start, Buffer.alloc(8)])
        bytes.set(noise.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length))
        const clean = cleanPicture(bytes)
        if (clean) expect(clean.bytes.length).toBeLessThanOrEqual(bytes.length + 40)
      }),
    )
  })
})
