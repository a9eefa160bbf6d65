import { expect, test } from 'vitest'
import { hash53 } from '#core/hash.ts'
import { qrCode } from '#core/qr.ts'

const textOf = (grid: boolean[][]): string =>
  grid.map((row) => row.map((dark) => (dark ? '#' : '.')).join('')).join('\n')

// drawn by another encoder (npm qrcode 1.5, level L, byte mode), read by another reader (jsqr 1.4)
test('a short text gives the code that other encoders give', () => {
  expect(textOf(qrCode('HELLO'))).toBe(
    `
#######.#.###.#######
#.....#...##..#.....#
#.###.#.##.#..#.###.#
#.###.#.##..#.#.###.#
#.###.#.#..#..#.###.#
#.....#..####.#.....#
#######.#.#.#.#######
...........##........
####..#.######..###.#
##.#.#.##..####..##..
..#.###....#.......##
##.#.#..##.#..####.#.
#..####.#...#..#..#.#
........#..#..#...#.#
#######....##..#.....
#.....#..##....#####.
#.###.#...#.######.##
#.###.#.##.#..#.####.
#.###.#.#...#.##..#..
#.....#.#....#.##...#
#######.##...#.#.....`.trim(),
  )
})

test('so does the address of an authenticator app', () => {
  const grid = qrCode('otpauth://totp/Hourglass:mira%40example.com?secret=GEZDGNBVGY3TQOJQ&issuer=Hourglass')
  expect(grid).toHaveLength(37)
  expect(hash53(textOf(grid))).toBe(5813484894805037)
})

test('what is too long is refused, what just fits is not', () => {
  expect(qrCode('x'.repeat(858))).toHaveLength(97)
  expect(() => qrCode('x'.repeat(859))).toThrow(RangeError)
})
