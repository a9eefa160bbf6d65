import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogue } from '#core/catalogue.ts'
import { channels } from '#core/channel.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { placesOf } from '#core/blueprint/lint/places.ts'
import type { Condition, EventCondition } from '#core/rule.ts'
import { builtinPurposes } from '#core/consent/builtin.ts'
import { accountFacts, derivedAccountFacts, personFacts } from '#core/rule/fields.ts'
import {
  eventLabel,
  eventSentence,
  factLabel,
  fieldLabel,
  languages,
  sentence,
  valueLabel,
} from '#core/rule/sentence.ts'
import { en } from '#core/rule/words/en.ts'
import { ko } from '#core/rule/words/ko.ts'
import { ru } from '#core/rule/words/ru.ts'
import { conditionArbitrary, eventConditionArbitrary } from '#test/arbitrary/rule.ts'

const asked: Condition = {
  count: { field: 'event.name', op: 'in', value: ['demo_requested', 'quote_requested'] },
  within: 'pass',
  op: 'gte',
  value: 1,
}

describe('a condition as a sentence', () => {
  test('says something in each language, whatever the condition', () => {
    fc.assert(
      fc.property(conditionArbitrary(), (condition) => {
        for (const language of languages) {
          const text = sentence(condition, language)
          expect(text.trim()).not.toBe('')
          expect(text).not.toMatch(/undefined|\[object/)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('and so does a condition on one event', () => {
    fc.assert(
      fc.property(eventConditionArbitrary, (condition) => {
        for (const language of languages) {
          expect(eventSentence(condition, language)).not.toMatch(/^\s*$|undefined|\[object/)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('brackets are balanced, so that one can see what belongs together', () => {
    const simple = conditionArbitrary({ factsOnly: true })
    fc.assert(
      fc.property(simple, (condition) => {
        for (const language of languages) {
          let depth = 0
          for (const letter of sentence(condition, language)) {
            if (letter === '(') depth++
            if (letter === ')') depth--
            expect(depth).toBeGreaterThanOrEqual(0)
          }
          expect(depth).toBe(0)
        }
      }),
    )
  })

  test('different operators never print the same', () => {
    for (const language of languages) {
      const counts = (['gte', 'gt', 'lte', 'lt', 'is'] as const).map((op) =>
        sentence({ count: {}, op, value: 2 }, language),
      )
      expect(new Set(counts).size).toBe(5)
      const none = sentence({ count: {}, op: 'is', value: 0 }, language)
      expect(sentence({ count: {}, op: 'gte', value: 1 }, language)).not.toBe(none)
      const fields = (
        ['is', 'is_not', 'contains', 'not_contains', 'starts_with', 'gt', 'gte', 'lt', 'lte'] as const
      ).map((op) => sentence({ field: 'person.title', op, value: 'x' }, language))
      expect(new Set(fields).size).toBe(9)
      for (const op of ['gte', 'lt'] as const) {
        const other = op === 'gte' ? 'lt' : 'gte'
        expect(sentence({ since: {}, op, value: '5d' }, language)).not.toBe(
          sentence({ since: {}, op: other, value: '5d' }, language),
        )
        expect(sentence({ inStage: 'm', op, value: '5d' }, language)).not.toBe(
          sentence({ inStage: 'm', op: other, value: '5d' }, language),
        )
      }
    }
  })

  test('an or within an and is bracketed, a negation turns the comparison round', () => {
    const condition: Condition = {
      all: [
        { field: 'icp', op: 'is', value: true },
        { any: [asked, { field: 'pass.engagement', op: 'gte', value: 40 }] },
        { not: { field: 'person.country', op: 'exists' } },
      ],
    }
    expect(sentence(condition, 'en')).toBe(
      'fits the ICP and (any of “demo requested”, “quote requested” at least once in this pass or engagement earned in this pass is at least 40) and country is not known',
    )
    expect(sentence(condition, 'ko')).toBe(
      'ICP에 맞음 그리고 (이번 회차에 ‘데모 요청’, ‘견적 요청’ 중 무엇이든 1회 이상 또는 이번 회차의 참여도 점수 40 이상) 그리고 국가 확인되지 않음',
    )
    expect(sentence(condition, 'ru')).toBe(
      'подходит под ICP и (любое из («запрос демонстрации», «запрос расчёта») — не менее 1 раза в текущем круге или балл вовлечённости в текущем круге не меньше 40) и неизвестно: страна',
    )
  })

  test('numbers of times and days take their Russian forms', () => {
    const times = (op: 'gte' | 'is', value: number, within: string) => sentence({ count: {}, op, value, within }, 'ru')
    expect(times('gte', 1, '1d')).toBe('действие — не менее 1 раза за последний день')
    expect(times('gte', 5, '2w')).toBe('действие — не менее 5 раз за последние 2 недели')
    expect(times('gte', 21, '21d')).toBe('действие — не менее 21 раза за последний 21 день')
    expect(times('is', 3, '5h')).toBe('действие — ровно 3 раза за последние 5 часов')
    expect(times('is', 12, '1w')).toBe('действие — ровно 12 раз за последнюю неделю')
    expect(sentence({ since: {}, op: 'gte', value: '31d' }, 'ru')).toBe(
      'с последнего раза (действие) прошло не менее 31 дня',
    )
  })

  test('Korean particles follow the last sound', () => {
    const is = (field: string) => sentence({ field, op: 'is', value: 'x' }, 'ko')
    expect(is('person.country')).toBe('국가가 ‘x’')
    expect(is('person.industry')).toBe('업종이 ‘x’')
    expect(is('person.zipCode')).toBe('‘zipCode’이(가) ‘x’')
  })

  test('names come from the blueprint where there is one', () => {
    const condition: Condition = { field: 'stage.lifecycle', op: 'is', value: 'mql' }
    expect(sentence(condition, 'ko', defaultBlueprint())).toContain('마케팅 적격 리드(MQL)')
    expect(sentence(condition, 'ko')).toContain('mql')
    // its lifecycle is called “… stages” already
    expect(fieldLabel('stage.lifecycle', 'ko', defaultBlueprint())).toBe('고객 여정 단계(라이프사이클)')
  })

  test("countries, languages, purposes and facts of one's own are said by their names", () => {
    const names = {
      ...defaultBlueprint(),
      purposes: [{ id: 'linkedin', name: { en: 'Messages', ru: 'Сообщения' } }],
      ownFacts: [{ key: 'fleet', label: 'Парк машин' }],
    }
    const is = (field: string, value: string) => sentence({ field, op: 'is', value }, 'ru', names)
    expect(is('person.country', 'KR')).toBe('страна — Республика Корея')
    expect(is('account.country', 'Korea')).toBe('компания: страна — «Korea»')
    expect(is('person.language', 'ko')).toBe('язык — корейский')
    expect(is('person.mailKind', 'work')).toBe('вид почты — рабочая почта')
    expect(is('consent.linkedin', 'granted')).toBe('согласие («Сообщения») дано')
    expect(sentence({ field: 'consent.linkedin', op: 'is', value: 'granted' }, 'en')).toBe(
      'consent to messages on LinkedIn is granted',
    )
    expect(is('person.fleet', 'x')).toBe('«Парк машин» — «x»')
    expect(factLabel('account', 'name', 'en')).toBe('name')
    expect(factLabel('person', 'createdAt', 'ko')).toBe('등록일')
    expect(valueLabel('account.relationship', 'former_customer', 'ko')).toBe('이전 고객')
  })

  test('every rule of the built-in blueprint is printed without raw field names', () => {
    const blueprint = defaultBlueprint()
    for (const { condition, use, path } of placesOf(blueprint)) {
      for (const language of languages) {
        const text =
          use === 'award_on'
            ? eventSentence(condition as EventCondition, language, blueprint)
            : sentence(condition as Condition, language, blueprint)
        expect(text, path).not.toMatch(/person\.|account\.|event\.|consent\.|_requested|_asked/)
      }
    }
  })

  test('every event of the catalogue, fact and channel has its words in each language', () => {
    for (const [language, words] of Object.entries({ en, ko, ru })) {
      for (const { key } of catalogue) expect(Object.hasOwn(words.events, key), `${language} ${key}`).toBe(true)
      for (const key of channels) expect(Object.hasOwn(words.values, key), `${language} ${key}`).toBe(true)
      expect(Object.keys(words.facts)).toEqual(Object.keys(en.facts))
      expect(Object.keys(words.fields)).toEqual(Object.keys(en.fields))
      expect(Object.keys(words.purposes)).toEqual(Object.keys(en.purposes))
      expect(Object.keys(words.values).toSorted()).toEqual(Object.keys(en.values).toSorted())
      for (const fact of [...personFacts, ...accountFacts, ...derivedAccountFacts])
        expect(Object.hasOwn(words.facts, fact), `${language} ${fact}`).toBe(true)
      for (const { id } of builtinPurposes) expect(Object.hasOwn(words.purposes, id), `${language} ${id}`).toBe(true)
      // two facts of one name could not be told apart in a sheet or a picker
      for (const facts of [personFacts, accountFacts])
        expect(new Set(facts.map((fact) => words.facts[fact])).size, language).toBe(facts.length)
    }
    expect(eventLabel('demo_requested', 'ko')).toBe('데모 요청')
    expect(eventLabel('My own', 'ko')).toBe('My own')
  })
})
