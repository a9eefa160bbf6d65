import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutTo, displayWidth, harmless, tableLines } from './table.ts'

it('knows how wide texts stand in a terminal', () => {
  const widths: [string, number][] = [
    ['funnel', 6],
    ['воронка', 7],
    ['퍼널', 4],
    ['구독자 MQL', 10],
    ['한글'.normalize('NFD'), 4],
    ['é'.normalize('NFD'), 1],
    ['漢字かな', 8],
    ['ｗ', 2],
    ['🎉', 2],
    ['👩‍💻', 2],
    ['…', 1],
    ['', 0],
  ]
  for (const [text, width] of widths) expect([text, displayWidth(text)]).toEqual([text, width])
})

it('aligns columns whatever the script', () => {
  const lines = tableLines(
    ['stage', 'reached'],
    [
      ['구독자', '1,000'],
      ['Подписчик', '25'],
      ['Lead', '3'],
    ],
  )
  expect(lines).toEqual(['stage      reached', '구독자       1,000', 'Подписчик       25', 'Lead             3'])
  expect(new Set(lines.map(displayWidth)).size).toBe(1)
})

it('cuts to columns, and lets no control character through', () => {
  expect(cutTo('퍼널퍼널', 5)).toBe('퍼널…')
  expect(cutTo('funnel', 6)).toBe('funnel')
  expect(harmless('a\u001b[31mred\nb\u202e')).toBe('a�[31mred�b�')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 20 }), (text, columns) => {
      expect(displayWidth(cutTo(text, columns))).toBeLessThanOrEqual(columns)
    }),
  )
})
