import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswer, saysSo } from './answer.ts'
import { fixedPart, surveyLanguage, surveyLanguages, type SurveyDocument } from './document.ts'
import { lintSurvey } from './lint.ts'
import { surveyMarkup } from './markup.ts'
import { meanOf, shareOf } from './results.ts'
import { surveyTemplate, surveyTemplates } from './templates.ts'
import { surveyWords } from './words.ts'

const made = (template: Parameters<typeof surveyTemplate>[0], more: Partial<SurveyDocument> = {}): SurveyDocument => ({
  ...surveyTemplate(template, surveyLanguages, 'Route & Co'),
  ...more,
})

describe('templates', () => {
  test('each can be opened as it is, in three languages', () => {
    for (const template of surveyTemplates) expect([template, lintSurvey(made(template))]).toEqual([template, []])
  })

  test('words of ours are there in three languages, gap by gap', () => {
    const gaps = (text: string): string[] => text.match(/\{\w+\}/g) ?? []
    for (const language of surveyLanguages) {
      expect(Object.keys(surveyWords[language])).toEqual(Object.keys(surveyWords.en))
      expect(gaps(surveyWords[language].ends)).toEqual(['{low}', '{high}'])
    }
  })

  test('a survey speaks the first language wished that it has', () => {
    expect(surveyLanguage({ languages: ['en', 'ru'] }, ['ko-KR', 'ru'])).toBe('ru')
    expect(surveyLanguage({ languages: ['ko', 'ru'] }, ['fr'])).toBe('ko')
  })
})

describe('answers', () => {
  const us = made('knows_us')
  const several = made('knows_us', { kind: 'several' })
  const scale = made('recommend', { measure: 'knows_us', saysFrom: 7 })

  test.each([
    [us, ['know'], { chosen: ['know'], words: null }, true],
    [us, ['new'], { chosen: ['new'], words: null }, false],
    [several, ['new', 'name', 'name'], { chosen: ['name', 'new'], words: null }, true],
    [scale, ['7'], { chosen: ['7'], words: null }, true],
    [scale, ['6'], { chosen: ['6'], words: null }, false],
    [made('recommend'), ['10'], { chosen: ['10'], words: null }, null],
    [made('words'), [' a\0 b\n'], { chosen: [], words: 'a b' }, null],
  ] as const)('are read and say what they say', (document, sent, answer, says) => {
    const read = readAnswer(document, sent)
    expect(read).toEqual(answer)
    expect(saysSo(document, { chosen: [...answer.chosen], words: answer.words })).toBe(says)
  })

  test.each([
    [us, [], 'none'],
    [us, ['  '], 'none'],
    [us, ['constructor'], 'unknown'],
    [us, ['know', 'new'], 'unknown'],
    [scale, ['11'], 'unknown'],
    [scale, ['07'], 'unknown'],
    [scale, ['-1'], 'unknown'],
    [made('words'), ['я'.repeat(1001)], 'long'],
  ] as const)('that are none are told why', (document, sent, fault) => {
    expect(readAnswer(document, sent)).toEqual({ fault })
  })
})

describe('what is wrong with a survey', () => {
  test.each([
    [{ question: {} }, 'no_question', true],
    [{ choices: [] }, 'few_choices', true],
    [{ choices: made('knows_us').choices.map((one) => ({ ...one, says: false })) }, 'nobody_says', true],
    [{ choices: made('knows_us').choices.map((one) => ({ ...one, says: true })) }, 'everybody_says', true],
    [{ choices: made('knows_us').choices.map((one) => ({ ...one, id: 'a' })) }, 'choice_twice', true],
    [{ choices: made('knows_us').choices.map((one) => ({ ...one, label: {} })) }, 'no_label', true],
    [{ kind: 'text' }, 'text_measures', true],
    [{ kind: 'scale', saysFrom: 0 }, 'everybody_says', true],
    [{ question: { en: 'Yes?' } }, 'not_translated', false],
  ] as [Partial<SurveyDocument>, string, boolean][])('%j', (more, code, stops) => {
    expect(lintSurvey(made('knows_us', more))).toContainEqual(expect.objectContaining({ code, stops }))
  })

  test('what makes answers comparable is kind, answers and what they mean; words are not', () => {
    const us = made('knows_us')
    const same = { ...us, question: { en: 'Other' }, place: 'inline' as const, saysFrom: 3, thanks: { en: 'Ta' } }
    expect(fixedPart(same)).toBe(fixedPart(us))
    for (const more of [{ kind: 'several' }, { measure: 'none' }, { choices: us.choices.slice(1) }] as const)
      expect(fixedPart({ ...us, ...more })).not.toBe(fixedPart(us))
    expect(fixedPart(made('recommend', { saysFrom: 3 }))).not.toBe(fixedPart(made('recommend')))
  })
})

describe('markup', () => {
  test('whatever is written into a survey stays text', () => {
    const evil = fc.constantFrom(
      '<script>x</script>',
      '"><img src=x onerror=y>',
      "' onfocus='y",
      '&lt;',
      '</legend>',
      '{low}',
    )
    fc.assert(
      fc.property(evil, evil, fc.constantFrom('choice', 'several', 'scale', 'text'), (one, other, kind) => {
        const document: SurveyDocument = {
          ...made('knows_us'),
          kind,
          languages: ['en'],
          question: { en: one },
          help: { en: other },
          low: { en: one },
          high: { en: other },
          choices: [{ id: 'a', label: { en: one }, says: true }],
        }
        const html = surveyMarkup({
          slug: 'x',
          document,
          language: 'en',
          action: '/s/x',
          own: { _page: one },
          given: [other],
        })
        expect(html).not.toMatch(/<script|<img|onfocus='|<\/legend><\/legend>/)
        expect(html.match(/<legend/g)?.length ?? 0).toBe(kind === 'text' ? 0 : 1)
      }),
    )
  })

  test('a fault is said beside the question, to screen readers too', () => {
    const view = {
      slug: 'x',
      document: made('recommend'),
      language: 'ru',
      action: '/s/x',
      own: {},
      fault: 'none',
    } as const
    const html = surveyMarkup(view)
    expect(html).toContain('aria-invalid="true"')
    expect(html).toMatch(/id="hgs-x-error" role="alert">Сначала ответьте/)
    expect(html).toContain('0 — «точно нет», 10 — «точно да».')
  })
})

describe('numbers', () => {
  test('a share has the interval of Wilson, of nothing none', () => {
    expect(shareOf(0, 0)).toEqual({ rate: null, low: null, high: null })
    // Newcombe 1998, table I: 81 of 263
    expect(shareOf(81, 263).low).toBeCloseTo(0.2553, 4)
    expect(shareOf(81, 263).high).toBeCloseTo(0.3662, 4)
  })

  test('a mean has one from 20 answers on, within the scale', () => {
    expect(meanOf(new Map())).toEqual({ mean: null, low: null, high: null })
    expect(meanOf(new Map([[9, 19]]))).toEqual({ mean: 9, low: null, high: null })
    // 10 fives and 10 sevens: mean 6, s² = 20/19, half = 1.96·√(20/19/20)
    const { mean, low, high } = meanOf(new Map([[5, 10], [7, 10]])) // prettier-ignore
    expect(mean).toBe(6)
    expect(low).toBeCloseTo(6 - 1.959964 * Math.sqrt(1 / 19), 6)
    expect(high).toBeCloseTo(6 + 1.959964 * Math.sqrt(1 / 19), 6)
    const all = meanOf(new Map([[10, 30], [9, 1]])) // prettier-ignore
    expect(all.high).toBe(10)
  })
})
