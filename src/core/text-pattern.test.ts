import { expect, test } from 'vitest'
import { wordPatterns } from '#core/text-pattern.ts'

test('each word is looked for in both cases of its letters, whatever the script', () => {
  expect(wordPatterns('  Kim  ИВ ')).toEqual(['[Kk][iI][mM]', '[Ии][Вв]'])
  expect(wordPatterns('김민수 ＫＩＭ')).toEqual(['김민수', '[Kk][Ii][Mm]'])
  // what has no one letter in the other case stays as it is
  expect(wordPatterns('ß')).toEqual(['ß'])
  expect(wordPatterns(' ')).toEqual([])
})

test('nothing of the words is an expression', () => {
  for (const word of ['.*', '***=', '(?i)', '[a', 'a]', 'a|b', '\\d', '^$', 'x{1,1000}', '+1@x.co', 'a-b'])
    for (const pattern of wordPatterns(word)) {
      expect(new RegExp(`^${pattern}$`).test(word), word).toBe(true)
      expect(new RegExp(`^${pattern}$`).test(`${word}!`), word).toBe(false)
    }
})
