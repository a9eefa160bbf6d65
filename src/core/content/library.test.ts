import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { readPlace } from '#core/content/address.ts'
import { type Asset, assetFinder, placeOfAsset, versionFor } from '#core/content/asset.ts'
import { fileType, safeFileName } from '#core/content/file.ts'
import { readerLanguage } from '#core/content/language.ts'
import { liftOf } from '#core/content/lift.ts'
import { readContentSheet } from '#core/content/sheet.ts'

const blueprint = defaultBlueprint()

const asset = (id: string, title: string, paths: Record<string, string | null>, more: Partial<Asset> = {}): Asset => ({
  id,
  title,
  kind: 'case_study',
  bands: [],
  stage: null,
  personas: [],
  industries: [],
  versions: Object.entries(paths).map(([language, path]) => ({
    language,
    title: `${title} ${language}`,
    about: '',
    url: null,
    path,
    file: null,
  })),
  ...more,
})

describe('what an event was about', () => {
  const find = assetFinder([
    asset('1', 'All guides', { en: '/guides/*' }),
    asset('2', 'Freight guide', { en: '/guides/freight', ko: '/guides/ko-*' }),
    asset('3', 'Paper', { en: null, ru: '/бумага' }),
  ])
  test.each([
    ['/guides/freight', '2', 'en'],
    ['/GUIDES/Freight', '2', 'en'],
    ['/guides/ko-any', '2', 'ko'],
    ['/guides/rail', '1', 'en'],
    ['/Бумага', '3', 'ru'],
    ['paper', '3', null],
    ['Paper RU', '3', 'ru'],
    ['3', '3', null],
  ])(
    '%s is found: an exact path before a pattern, the longer pattern first, a title in any language',
    (object, id, language) => {
      expect(find(object)).toEqual({ asset: id, language })
    },
  )

  test.each(['/guide', 'guides/freight', '', '/x/guides/freight', '*'])('%s is nobody’s', (object) => {
    expect(find(object)).toBe(null)
  })

  test('every written path finds its own asset, whatever the others are', () => {
    const path = fc.stringMatching(/^\/[a-z]{1,6}(\/[a-z0-9-]{1,8}){0,2}$/)
    fc.assert(
      fc.property(
        fc.uniqueArray(path, { minLength: 1, maxLength: 20 }),
        fc.array(fc.stringMatching(/^\/[a-z*/]{0,9}$/)),
        (paths, patterns) => {
          const own = paths.map((one, place) => asset(String(place), `t${place}`, { en: one }))
          const wild = patterns
            .filter((one) => one.includes('*'))
            .map((one, place) => asset(`w${place}`, `w${place}`, { en: one }))
          const found = assetFinder([...wild, ...own])
          for (const [place, one] of paths.entries()) expect(found(one)?.asset).toBe(String(place))
        },
      ),
      { numRuns: 100 },
    )
  })
})

test('an asset says for itself what its kind does not', () => {
  expect(placeOfAsset(blueprint, { kind: 'case_study', bands: [], stage: null })).toMatchObject({
    bands: ['MOFU'],
    stage: 'active_evaluation',
  })
  expect(placeOfAsset(blueprint, { kind: 'case_study', bands: ['BOFU'], stage: 'loyalty' })).toMatchObject({
    bands: ['BOFU'],
    stage: 'loyalty',
  })
  expect(placeOfAsset(blueprint, { kind: 'gone', bands: [], stage: null })).toEqual({
    kindName: { en: 'gone' },
    bands: [],
    stage: null,
  })
})

test('a reader gets their own language, else English, else what there is', () => {
  const versions = [{ language: 'ru' }, { language: 'en' }]
  expect(['ru', 'ko', null].map((language) => versionFor(versions, language)?.language)).toEqual(['ru', 'en', 'en'])
  expect(versionFor([{ language: 'de' }], 'ko')).toEqual({ language: 'de' })
  expect(versionFor([], 'ko')).toBe(null)
})

test('the language of a reader is what was said, then what they read most, then their country’s', () => {
  const read = new Map([
    ['ru', 1],
    ['en', 3],
  ])
  expect(readerLanguage({ language: 'ko-KR', country: 'Russia', read })).toBe('ko')
  expect(readerLanguage({ language: 'Русский', country: null })).toBe('ru')
  expect(readerLanguage({ language: '', country: 'KR', read })).toBe('en')
  expect(readerLanguage({ language: null, country: '대한민국' })).toBe('ko')
  expect(readerLanguage({ language: 'Klingon', country: 'Atlantis' })).toBe(null)
  expect(readerLanguage({ language: null, country: 'KR', read, wrote: 'ru' })).toBe('ru')
  expect(readerLanguage({ language: 'ko', country: null, wrote: 'ru' })).toBe('ko')
})

test.each([
  ['https://a.example/x/?utm_source=y#z', { url: 'https://a.example/x/?utm_source=y#z', path: '/x' }],
  ['https://a.example', { url: 'https://a.example/', path: '/' }],
  ['https://a.example/%EA%B0%80', { url: 'https://a.example/%EA%B0%80', path: '/가' }],
  ['https://a.example/guides/*', { url: null, path: '/guides/*' }],
  ['/가/', { url: null, path: '/가' }],
  ['guides', null],
  ['javascript:alert(1)', null],
  ['https://user:word@a.example/x', null],
  ['ftp://a.example/x', null],
  ['/a b', null],
])('the place %s', (written, place) => {
  expect(readPlace(written)).toEqual(place)
})

describe('files', () => {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
  test.each([
    ['a.pdf', '%PDF-1.7', 'application/pdf'],
    ['a.html', '%PDF-1.7', 'application/pdf'],
    ['a.docx', 'PK\u0003\u0004', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.exe', 'PK\u0003\u0004', null],
    ['a.png', '\u0089PNG\r\n\u001a\n', 'image/png'],
    ['a.csv', 'a,b\n1,2', 'text/plain'],
    ['a.csv', '<svg onload=x>', null],
    ['a.txt', 'a\u0000b', null],
    ['a.html', '<html>', null],
    ['a.pdf', 'MZ', null],
    ['a.svg', '<svg/>', null],
  ])('%s beginning with %j is %s', (name, head, type) => {
    expect(fileType(bytes(head), name)).toBe(type)
  })

  test('names lose paths, marks and what no header takes, and keep their ending', () => {
    expect(safeFileName('../../etc/passwd')).toBe('passwd')
    expect(safeFileName('a"b\r\nc: d.pdf')).toBe('a b c d.pdf')
    expect(safeFileName('\u202egnp.exe')).toBe('gnp.exe')
    expect(safeFileName('...')).toBe('file')
    expect(safeFileName(`${'가'.repeat(300)}.pdf`)).toHaveLength(120)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const safe = safeFileName(name)
        expect(safe.length).toBeGreaterThan(0)
        expect(safe.length).toBeLessThanOrEqual(120)
        expect(safe).not.toMatch(/[\r\n"/\\<>]/)
      }),
    )
  })
})

test('how much oftener readers went on, checked by hand, and not said of few', () => {
  // 40 of 100 against 20 of 100: ratio 2, ln(2) ± 1.96 √(1/40 − 1/100 + 1/20 − 1/100)
  const lift = liftOf({ readers: 100, readersOn: 40, others: 100, othersOn: 20 })
  expect(lift?.ratio).toBe(2)
  expect([lift?.low, lift?.high].map((end) => end?.toFixed(3))).toEqual(['1.263', '3.167'])
  expect(liftOf({ readers: 19, readersOn: 10, others: 100, othersOn: 20 })).toBe(null)
  expect(liftOf({ readers: 100, readersOn: 4, others: 100, othersOn: 20 })).toBe(null)
})

describe('a list of content', () => {
  test('is read in Korean and Russian, by semicolons, with names of the blueprint in any language', () => {
    const ko = readContentSheet(
      '제목;유형;언어;주소;페르소나\r\n관제 전자책;전자책;한국어;/ebooks/ko;재무·구매 담당자\r\n',
      blueprint,
      'en',
    )
    expect(ko).toMatchObject({
      faults: [],
      rows: [
        { title: '관제 전자책', kind: 'ebook', language: 'ko', path: '/ebooks/ko', personas: ['finance_procurement'] },
      ],
    })
    const ru = readContentSheet('Название\tВид\tЯзык\tПроверить\nКейс\tКейс\tрусский\t31.12.2026\n', blueprint, 'en')
    expect(ru.faults).toMatchObject([{ row: 2, column: 'Проверить', code: 'bad_day' }])
  })

  test('a row without a kind has that of its page; without a language, the one given', () => {
    const { rows } = readContentSheet('title,url\nA case,/case-studies/x\n', blueprint, 'ru')
    expect(rows).toMatchObject([{ kind: 'case_study', language: 'ru', asset: 'A case' }])
  })

  test.each([
    ['', 'empty'],
    ['a,b\n1,2', 'no_title_column'],
    [`title\n${'x\n'.repeat(2001)}`, 'too_many_rows'],
  ])('%# is refused as a whole', (text, refused) => {
    expect(readContentSheet(text, blueprint, 'en')).toMatchObject({ refused, rows: [] })
  })

  test('whatever stands there, each row is taken or named', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ maxLength: 60 }).map((cell) => `"${cell.replaceAll('"', '""')}"`),
          { maxLength: 20 },
        ),
        (cells) => {
          const text = `title,kind\n${cells.map((cell) => `${cell},ebook`).join('\n')}`
          const { rows, faults } = readContentSheet(text, blueprint, 'en')
          expect(rows.length + new Set(faults.map(({ row }) => row)).size).toBe(cells.length)
        },
      ),
      { numRuns: 60 },
    )
  })
})
