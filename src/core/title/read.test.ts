import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hash53 } from '#core/hash.ts'
import { english } from '#core/title/list-1/english.ts'
import { korean } from '#core/title/list-1/korean.ts'
import { russian } from '#core/title/list-1/russian.ts'
import { listWords } from '#core/title/list.ts'
import { titleReader } from '#core/title/read.ts'
import { functions, seniorities } from '#core/title/title.ts'
import type { TitleMap } from '#core/title/title.ts'
import englishTitles from './examples/english.txt?raw'
import koreanTitles from './examples/korean.txt?raw'
import russianTitles from './examples/russian.txt?raw'

const plain: TitleMap = { list: 1, titles: [], words: [] }
const read = titleReader(plain)
const said = (title: string, by = read): string => {
  const { seniority, functions: about } = by(title)
  return `${seniority ?? '-'} ${about.join('+') || '-'}`
}

/** `level functions: title; title …` (the files beside this one). */
function examples(text: string): [title: string, expected: string][] {
  return text.split('\n').flatMap((line) => {
    if (line === '' || line.startsWith('#')) return []
    const colon = line.indexOf(': ')
    return line
      .slice(colon + 2)
      .split('; ')
      .map((title): [string, string] => [title.trim(), line.slice(0, colon)])
  })
}

const languages = [
  ['English', englishTitles],
  ['Korean', koreanTitles],
  ['Russian', russianTitles],
] as const

describe.each(languages)('titles in %s', (_language, text) => {
  const all = examples(text)

  it('are several hundred, each once', () => {
    expect(all.length).toBeGreaterThan(500)
    expect(new Set(all.map(([title]) => title)).size).toBe(all.length)
  })

  it('are read as a colleague would', () => {
    const wrong = all.filter(([title, expected]) => said(title) !== expected)
    expect(wrong.map(([title, expected]) => `${title}: ${said(title)}, not ${expected}`)).toEqual([])
  })
})

describe('a title', () => {
  it('is the same in capitals, with odd spaces, and in full-width letters', () => {
    expect(said('HEAD OF  MARKETING')).toBe('head marketing')
    expect(said('  ДИРЕКТОР   по ПРОДАЖАМ ')).toBe('director sales')
    expect(said('ＩＴ팀장')).toBe('head it')
    expect(said('Управляющий партнёр')).toBe(said('Управляющий партнер'))
  })

  it('says why', () => {
    expect(read('Head of Growth & Partnerships').hits).toEqual([
      { text: 'head', by: 'list', seniority: 'head' },
      { text: 'growth', by: 'list', functions: ['marketing'] },
      { text: 'partnerships', by: 'list', functions: ['business_development'] },
    ])
  })

  it('of whatever text is read without fail, and always the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (title) => {
        const one = read(title)
        expect(one.seniority === null || seniorities.includes(one.seniority)).toBe(true)
        expect(one.functions.every((each) => functions.includes(each))).toBe(true)
        expect(one.functions.length).toBeLessThanOrEqual(3)
        expect(titleReader(plain)(title)).toEqual(one)
      }),
      { numRuns: 30 },
    )
  })

  it('of hostile length is read at once', () => {
    expect(said('assistant to '.repeat(5000))).toBe('specialist administration')
    expect(said(`${'가'.repeat(100_000)}팀장`)).toBe('- -')
  })
})

describe('a workspace', () => {
  it('overrules a whole title, and only that', () => {
    const by = titleReader({ ...plain, titles: [{ text: 'Captain', seniority: 'c_level', functions: ['operations'] }] })
    expect(said('captain', by)).toBe('c_level operations')
    expect(said('Captain of Sales', by)).toBe('lead sales')
  })

  it('adds words in any script, with endings', () => {
    const words: TitleMap['words'] = [
      { text: 'wizard', seniority: 'senior' },
      { text: '데이터랩', functions: ['data'] },
      { text: 'прокторинг*', functions: ['education'] },
    ]
    const by = titleReader({ ...plain, words })
    expect(said('Growth Wizard', by)).toBe('senior marketing')
    expect(said('데이터랩장 팀장', by)).toBe('head data')
    expect(said('Специалист по прокторингу', by)).toBe('specialist education')
  })

  it('takes a word of the list away by saying nothing of it', () => {
    expect(said('마케팅 매니저')).toBe('specialist marketing')
    expect(said('마케팅 매니저', titleReader({ ...plain, words: [{ text: '매니저', seniority: 'manager' }] }))).toBe(
      'manager marketing',
    )
    expect(said('마케팅 매니저', titleReader({ ...plain, words: [{ text: '매니저' }] }))).toBe('- marketing')
  })

  it('cannot add an empty word that would stand everywhere', () => {
    const by = titleReader({
      ...plain,
      words: [
        { text: ' * ', seniority: 'owner' },
        { text: '—', seniority: 'owner' },
      ],
    })
    expect(said('Intern', by)).toBe('intern -')
  })

  it('is told when it stands on a list that there is not', () => {
    expect(() => titleReader({ ...plain, list: 99 })).toThrow(RangeError)
  })
})

describe('list 1', () => {
  it('has no word twice, and none that means nothing but by intent', () => {
    const phrases = listWords(1).map((word) => word.phrase)
    expect(new Set(phrases).size).toBe(phrases.length)
    expect(phrases.length).toBeGreaterThan(1500)
  })

  // what people were taken for under a version rests on it: a better list gets the next number
  it('is what it was when it was published', () => {
    expect(hash53([english, korean, russian].join('\n'))).toBe(6513985466880182)
  })
})
