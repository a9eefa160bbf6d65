import { expect, test } from 'vitest'
import { withAnswers } from '#core/demo/answers.ts'
import { simulate } from '#core/demo/simulate.ts'
import { demoSurveys } from '#core/demo/surveys.ts'

const end = Date.UTC(2026, 10, 22, 8)
const items = [...simulate({ seed: 'demo', end, zone: 'Asia/Seoul', size: 0.1 })]

interface Told {
  event?: string
  anonymousId: string
  messageId: string
  properties: { survey: string; answer: string; says?: boolean }
}

test('people who are known sooner or later answer each question once, while it is asked, the same in each making', () => {
  const surveys = demoSurveys()
  const more = withAnswers(items, surveys, end)
  const told = more
    .filter((item) => !items.includes(item))
    .map(({ raw, receivedAt }) => ({ ...(raw as unknown as Told), receivedAt }))
  expect(told.length).toBeGreaterThan(10)
  expect(more.filter((item) => items.includes(item))).toEqual(items)
  const said = new Set(
    items.flatMap(({ raw }) => {
      const { type, anonymousId } = raw as { type?: string; anonymousId?: string }
      return type === 'identify' ? [anonymousId] : []
    }),
  )
  for (const { event, anonymousId, properties, receivedAt } of told) {
    const survey = surveys.find(({ key }) => key === properties.survey)
    expect([event, said.has(anonymousId), receivedAt <= end]).toEqual(['survey_answered', true, true])
    const choice = survey?.document.choices.find(({ label }) => label.en === properties.answer)
    expect([properties.answer, properties.says]).toEqual([choice?.label.en, choice?.says])
  }
  expect(new Set(told.map(({ anonymousId, properties }) => `${properties.survey} ${anonymousId}`)).size).toBe(
    told.length,
  )
  expect(new Set(more.map(({ raw }) => (raw as unknown as Told).messageId)).size).toBe(
    new Set(items.map(({ raw }) => (raw as unknown as Told).messageId)).size + told.length,
  )
  expect(withAnswers(items, surveys, end)).toEqual(more)
})
