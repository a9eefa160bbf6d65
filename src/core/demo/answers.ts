import { chance } from '#core/demo/random.ts'
import { type DemoLook, lookOf } from '#core/demo/slots.ts'
import { pickedFor, type DemoSurvey } from '#core/demo/surveys.ts'
import type { DemoItem } from '#core/demo/world.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { wordsIn } from '#core/form/document.ts'
import { saysSo } from '#core/survey/answer.ts'

const week = 7 * 86_400_000
/** of those who say who they are sooner or later, who answers a question on a page */
const share = 0.22

/**
 * The items of the sample company with what visitors answered whom it knows sooner or later: each question once, some
 * seconds after their first look at a page while it was asked; before `end` (epoch ms). In order of arrival.
 */
export function withAnswers(items: readonly DemoItem[], surveys: readonly DemoSurvey[], end: number): DemoItem[] {
  const known = new Set(items.flatMap(({ raw }) => (isIdentify(raw) ? [raw['anonymousId']] : [])))
  const asked = new Set<string>()
  const told = items.flatMap((item) => {
    const look = lookOf(item.raw)
    if (look === null || !known.has(look.id)) return []
    return surveys.flatMap((survey): DemoItem[] => {
      const [from, to] = survey.weeks.map((ago) => end - ago * week) as [number, number]
      const key = `${survey.key}:${look.id}`
      if (survey.chances.length === 0 || look.at < from || look.at > to || asked.has(key)) return []
      asked.add(key)
      const luck = chance(`answer:${key}`)
      const after = luck.int(9, 50) * 1000
      if (!luck.hit(share) || Math.max(item.receivedAt, look.at) + after > end) return []
      const answer = pickedFor(survey, (look.at - from) / (to - from), luck)
      return [answered(item, look, survey, { answer, after })]
    })
  })
  return [...items, ...told].toSorted((a, b) => a.receivedAt - b.receivedAt)
}

function answered(
  item: DemoItem,
  look: DemoLook,
  survey: DemoSurvey,
  { answer, after }: { answer: string; after: number },
): DemoItem {
  const { document } = survey
  const { context, anonymousId, messageId, sentAt } = look.raw
  const says = saysSo(document, { chosen: [answer], words: null })
  const label = document.choices.find(({ id }) => id === answer)?.label ?? {}
  return {
    ...item,
    receivedAt: item.receivedAt + after,
    raw: {
      type: 'track',
      event: 'survey_answered',
      messageId: `${String(messageId)}-${survey.key}`,
      anonymousId: anonymousId ?? null,
      context: context ?? {},
      properties: {
        survey: survey.key,
        question: wordsIn(document.question, 'en', 'en'),
        answer: wordsIn(label, 'en', 'en'),
        ...(says === null ? {} : { measure: document.measure, says }),
      },
      timestamp: new Date(look.at + after).toISOString(),
      sentAt: typeof sentAt === 'string' ? new Date(Date.parse(sentAt) + after).toISOString() : null,
    },
  }
}

function isIdentify(raw: Json): raw is JsonObject {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) && raw['type'] === 'identify'
}
