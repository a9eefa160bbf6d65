import { expect, test } from 'vitest'
import { type Entry, matching } from './palette-entries.ts'

const entry = (name: string): Entry => ({ id: name, group: 'page', name })

test('the palette finds by any part of a word, in any script, all words needed', () => {
  const entries = ['Funnel', 'Go-to-market', 'Выход на рынок', '시장 진출 현황', 'Copy the link to this page'].map(
    entry,
  )
  const found = (typed: string) => matching(entries, typed).map(({ name }) => name)
  expect(found('FUN')).toEqual(['Funnel'])
  expect(found('рын')).toEqual(['Выход на рынок'])
  expect(found('진출')).toEqual(['시장 진출 현황'])
  // typed by an input method that composes: the same letters in pieces
  expect(found('진출'.normalize('NFD'))).toEqual(['시장 진출 현황'])
  expect(found('link copy')).toEqual(['Copy the link to this page'])
  expect(found('link paste')).toEqual([])
})
