import { describe, expect, test } from 'vitest'
import { besides, isolated } from './isolate.ts'

describe('texts from outside', () => {
  test('stay as they are when they turn nothing', () => {
    for (const text of ['demo_requested', '김재호', 'Ёлка', '50 %', '']) expect(isolated(text)).toBe(text)
  })

  test('are closed in when they are written from right to left, or say that what follows is', () => {
    expect(isolated('\u202Eexe.cod')).toBe('\u2068\u202Eexe.cod\u2069')
    expect(isolated('שלום')).toBe('\u2068שלום\u2069')
  })

  test('cannot open the enclosure from within', () => {
    expect(isolated('a\u2069\u202Eb')).toBe('\u2068a\u202Eb\u2069')
  })

  test('stand beside each other, those that are there', () => {
    expect(besides(['CTO', null, '', undefined, false, '\u202Eb'])).toBe('CTO · \u2068\u202Eb\u2069')
  })
})
