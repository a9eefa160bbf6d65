import { expect, test } from 'vitest'
import { declaredDelimiter, delimiterName, findDelimiter, guessDelimiter } from '#core/import/delimiter.ts'

test.each([
  [',', 'a,b,c\n1,2,3\n'],
  [';', 'сумма;имя\n"1 234,50";Анна\n12,30;Олег\n'],
  ['\t', 'a\tb\n1,5\tx\n'],
  ['|', 'a|b|c\n1|2, 3|4\n'],
  [';', 'name;note\nKim;"a, b, c"\nLee;"d, e"\n'],
  [',', 'email\nkim@team.example\n'],
])('%j divides the cells', (delimiter, text) => {
  expect(guessDelimiter(text)).toBe(delimiter)
})

test('Excel names it in the first line', () => {
  expect(declaredDelimiter('sep=;\r\na;b\n')).toBe(';')
  expect(declaredDelimiter('a,b\n')).toBeNull()
})

test('as people write it', () => {
  expect(findDelimiter('tab')).toBe('\t')
  expect(findDelimiter('|')).toBe('|')
  expect(findDelimiter('ab')).toBeNull()
  expect(findDelimiter('constructor')).toBeNull()
  expect(delimiterName('\t')).toBe('tab')
})
