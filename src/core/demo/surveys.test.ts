import { expect, test } from 'vitest'
import { readAnswer, saysSo } from '#core/survey/answer.ts'
import { lintSurvey } from '#core/survey/lint.ts'
import { demoAnswers, demoSignals, demoSurveys } from './surveys.ts'

test('the surveys can be asked, their answers given, and both are the same each time', () => {
  const surveys = demoSurveys()
  expect(demoSurveys()).toEqual(surveys)
  for (const survey of surveys) {
    expect([survey.key, lintSurvey(survey.document)]).toEqual([survey.key, []])
    if (survey.event) continue
    const answers = demoAnswers(survey)
    expect(demoAnswers(survey)).toEqual(answers)
    for (const { at, chosen, words } of answers) {
      expect(at >= 0 && at < 1).toBe(true)
      expect(readAnswer(survey.document, words === null ? chosen : [words])).toEqual({ chosen, words })
    }
  }
})

test('more know the company at the end than at the beginning', () => {
  const survey = demoSurveys().find(({ key }) => key === 'knows-us')
  if (!survey) throw new Error('there is no such survey')
  const answers = demoAnswers(survey)
  const share = (some: typeof answers): number =>
    some.filter((one) => saysSo(survey.document, one) === true).length / some.length
  expect(answers.length).toBeGreaterThan(300)
  expect(share(answers.filter(({ at }) => at > 0.66))).toBeGreaterThan(
    share(answers.filter(({ at }) => at < 0.33)) + 0.05,
  )
})

test('social numbers lie in the past, each once in its batch', () => {
  const batches = demoSignals()
  expect(demoSignals()).toEqual(batches)
  for (const { key, ago, items } of batches) {
    const places = items.map((one) => `${one.ago} ${one.kind} ${one.network}`)
    expect([key, new Set(places).size]).toEqual([key, places.length])
    expect(Math.min(...items.map((one) => one.ago))).toBeGreaterThan(ago - 1)
  }
})
