import { describe, expect, test } from 'vitest'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import type { Asset } from '#core/content/asset.ts'
import { contentGaps, gapColumns, type GapInput } from '#core/content/gap.ts'
import { liftOf, type Lift } from '#core/content/lift.ts'
import { nextContent, type NextContentInput } from '#core/content/next.ts'

const blueprint = defaultBlueprint()
const asset = (id: string, kind: string, more: Partial<Asset> & { in?: string[] } = {}): Asset => ({
  id,
  title: id,
  kind,
  bands: [],
  stage: null,
  personas: [],
  industries: [],
  versions: (more.in ?? ['en']).map((language) => ({
    language,
    title: id,
    about: '',
    url: null,
    path: null,
    file: null,
  })),
  ...more,
})

describe('what comes next', () => {
  const input = (assets: Asset[], more: Partial<NextContentInput> = {}): NextContentInput => ({
    blueprint,
    needs: [{ kind: 'case_study', why: 'next', read: null }],
    from: 'brand_consideration',
    to: 'active_evaluation',
    persona: null,
    industry: null,
    language: null,
    read: new Set(),
    assets,
    lifts: new Map(),
    limit: 3,
    ...more,
  })
  const ids = (offers: ReturnType<typeof nextContent>) => offers.map((offer) => offer.asset)

  test('is of a kind they need, or speaks for where they are or go; never read before', () => {
    const assets = [
      asset('guide', 'buyers_guide'),
      asset('price', 'price'),
      asset('case', 'case_study'),
      asset('demo', 'demo'),
    ]
    expect(ids(nextContent(input(assets)))).toEqual(['case', 'demo', 'guide'])
    expect(ids(nextContent(input(assets, { read: new Set(['case']) })))).toEqual(['demo', 'guide'])
  })

  test('made for them before made for all, and nothing made for others', () => {
    const assets = [
      asset('all', 'case_study'),
      asset('theirs', 'case_study', { personas: ['finance_procurement'] }),
      asset('others', 'case_study', { personas: ['technical'] }),
    ]
    const offers = nextContent(input(assets, { persona: 'finance_procurement' }))
    expect(ids(offers)).toEqual(['theirs', 'all'])
    expect(offers[0]?.reasons).toEqual([{ code: 'next', stage: 'active_evaluation' }, { code: 'persona' }])
    expect(ids(nextContent(input(assets)))).toEqual(['all'])
  })

  test('in their language first, in English where there is none, and in no other', () => {
    const assets = [
      asset('english', 'case_study'),
      asset('both', 'case_study', { in: ['en', 'ko'] }),
      asset('german', 'case_study', { in: ['de'] }),
    ]
    const offers = nextContent(input(assets, { language: 'ko' }))
    expect(ids(offers)).toEqual(['both', 'english'])
    expect(offers.map(({ version, reasons }) => [version.language, reasons.at(-1)])).toEqual([
      ['ko', { code: 'language' }],
      ['en', { code: 'other_language', wanted: 'ko' }],
    ])
  })

  test('whose language nobody knows is given English before what they may not read, and that is said', () => {
    const assets = [
      asset('korean', 'case_study', { personas: ['technical'], in: ['ko'] }),
      asset('english', 'buyers_guide'),
    ]
    const offers = nextContent(input(assets, { persona: 'technical' }))
    expect(ids(offers)).toEqual(['english', 'korean'])
    expect(offers.map(({ reasons }) => reasons.some(({ code }) => code === 'unknown_language'))).toEqual([false, true])
    expect(ids(nextContent(input(assets, { persona: 'technical', language: 'ko' })))).toEqual(['korean', 'english'])
    expect(ids(nextContent(input(assets, { persona: 'technical', language: 'ru' })))).toEqual(['english'])
  })

  test('what those who went on had read counts more, and less where they went on more seldom', () => {
    const lift = (readersOn: number) => liftOf({ readers: 100, readersOn, others: 100, othersOn: 20 }) as Lift
    const assets = [asset('a', 'case_study'), asset('b', 'case_study'), asset('c', 'case_study')]
    const lifts = new Map([
      ['c', lift(40)],
      ['a', lift(10)],
    ])
    expect(ids(nextContent(input(assets, { lifts })))).toEqual(['c', 'b', 'a'])
  })

  test('what was asked for comes before everything that suits', () => {
    const needs = [
      { kind: 'price', why: 'asked' as const, read: null },
      { kind: 'case_study', why: 'asked' as const, read: null },
    ]
    const assets = [
      asset('case', 'case_study', { personas: ['technical'], in: ['ko'] }),
      asset('price', 'price', { in: ['ko'] }),
    ]
    expect(ids(nextContent(input(assets, { needs, persona: 'technical', language: 'ko' })))).toEqual(['price', 'case'])
  })

  test('an asset without a version, or for another industry, comes last or not at all', () => {
    const assets = [
      asset('none', 'case_study', { in: [] }),
      asset('food', 'case_study', { industries: ['Food'] }),
      asset('ours', 'case_study', { industries: ['FREIGHT'] }),
      asset('any', 'case_study'),
    ]
    const offers = nextContent(input(assets, { industry: 'freight' }))
    expect(ids(offers)).toEqual(['ours', 'any', 'food'])
    expect(offers[0]?.reasons).toContainEqual({ code: 'industry', industry: 'FREIGHT' })
  })
})

describe('the matrix of gaps', () => {
  const input = (assets: Asset[], more: Partial<GapInput> = {}): GapInput => ({
    blueprint,
    axis: 'stage',
    assets,
    language: null,
    people: [
      { persona: 'finance_procurement', stage: 'active_evaluation', spoken: null, people: 7 },
      { persona: 'technical', stage: 'active_evaluation', spoken: null, people: 2 },
      { persona: null, stage: 'active_evaluation', spoken: null, people: 90 },
    ],
    readers: [],
    ...more,
  })
  const cellOf = (gaps: ReturnType<typeof contentGaps>, persona: string | null, column = 'active_evaluation') =>
    gaps.cells.find((cell) => cell.persona === persona && cell.column === column)

  test('no case study for finance people in evaluation is the first thing to write', () => {
    const { gaps } = contentGaps(input([asset('t', 'case_study', { personas: ['technical'] })]))
    expect(gaps[0]).toEqual({
      persona: 'finance_procurement',
      column: 'active_evaluation',
      kind: 'case_study',
      people: 7,
      state: 'none',
      language: null,
    })
    // nobody knows what those of no persona need
    expect(gaps.every(({ persona }) => persona !== null)).toBe(true)
    expect(gaps.some(({ persona, kind }) => persona === 'technical' && kind === 'case_study')).toBe(false)
  })

  test('what is for everybody does half the work, what is theirs all of it, what nobody reads is said', () => {
    const shared = contentGaps(input([asset('a', 'case_study')]))
    expect(cellOf(shared, 'finance_procurement')).toMatchObject({
      own: [],
      shared: ['a'],
      state: 'shared',
      missing: ['demo'],
    })
    expect(shared.gaps[0]).toMatchObject({ kind: 'demo', state: 'none', people: 7 })
    expect(shared.gaps).toContainEqual(expect.objectContaining({ kind: 'case_study', state: 'shared', people: 7 }))
    const own = input([asset('a', 'case_study', { personas: ['finance_procurement'] })])
    expect(cellOf(contentGaps(own), 'finance_procurement')).toMatchObject({ state: 'unread', readers: 0 })
    const read = { ...own, readers: [{ persona: 'finance_procurement', asset: 'a', people: 3 }] }
    expect(cellOf(contentGaps(read), 'finance_procurement')).toMatchObject({ state: 'covered', readers: 3 })
  })

  test('versions of another language do not count', () => {
    const assets = [asset('a', 'case_study', { in: ['en'] })]
    expect(cellOf(contentGaps(input(assets, { language: 'ko' })), 'technical')).toMatchObject({
      state: 'empty',
      shared: [],
    })
    expect(cellOf(contentGaps(input(assets, { language: 'en' })), 'technical')).toMatchObject({ state: 'shared' })
  })

  test('a case study in Korean alone is none for those who read English, and that is said with how many', () => {
    const korean = asset('k', 'case_study', { in: ['ko'] })
    const people = [
      { persona: 'finance_procurement', stage: 'active_evaluation', spoken: 'ko', people: 3 },
      { persona: 'finance_procurement', stage: 'active_evaluation', spoken: 'en', people: 5 },
      { persona: 'finance_procurement', stage: 'active_evaluation', spoken: null, people: 4 },
    ]
    const unreadable = [{ kind: 'case_study', language: 'en', people: 5 }]
    const said = contentGaps(input([korean, asset('d', 'demo')], { people }))
    expect(cellOf(said, 'finance_procurement')).toMatchObject({
      people: 12,
      shared: ['k', 'd'],
      missing: [],
      unreadable,
    })
    expect(said.gaps[0]).toMatchObject({ kind: 'case_study', state: 'language', language: 'en', people: 5 })
    const both = contentGaps(input([korean, asset('e', 'case_study')], { people }))
    expect(cellOf(both, 'finance_procurement')?.unreadable).toEqual([])
    expect(both.gaps.some(({ state }) => state === 'language')).toBe(false)
  })

  test('by band each stage counts once, and each kind stands in its first band', () => {
    const columns = gapColumns(blueprint, 'band')
    const stages = columns.flatMap((column) => column.stages)
    expect(new Set(stages).size).toBe(stages.length)
    const kinds = columns.flatMap((column) => column.kinds)
    expect(new Set(kinds).size).toBe(kinds.length)
    const { cells } = contentGaps(input([], { axis: 'band' }))
    const people = cells
      .filter(({ persona }) => persona === 'finance_procurement')
      .reduce((sum, cell) => sum + cell.people, 0)
    expect(people).toBe(7)
  })
})
