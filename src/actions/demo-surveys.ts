import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { submissionId } from '#actions/form/answers.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { demoAnswers, demoSignals, demoSurveys, type DemoSurvey } from '#core/demo/surveys.ts'
import { chance } from '#core/demo/random.ts'
import { seller } from '#core/demo/site.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { dayOf } from '#core/report/period.ts'
import { saysSo } from '#core/survey/answer.ts'
import { insertBatch, insertSignals } from '#store/signal.ts'
import { findSurvey, insertSurvey, setSurveyOpen } from '#store/survey.ts'
import { insertAnswers, insertLooks, type NewAnswer } from '#store/survey-answer.ts'
import { answeredEvents } from '#store/survey-demo.ts'

const day = 86_400_000
const week = 7 * day
const by = 'demo'
const { host } = new URL(seller.site)

/** What a simulated person answered, named so that the answer kept of it is found by its event. */
export function onSurvey(workspaceId: string): (raw: Json) => Json {
  const ids = new Map(demoSurveys().map(({ key }) => [key, idOf(workspaceId, key)] as const))
  return (raw) => {
    if (!isObject(raw) || raw['type'] !== 'track' || raw['event'] !== 'survey_answered') return raw
    const { properties, messageId } = raw
    const survey = isObject(properties) ? properties['survey'] : null
    const id = typeof survey === 'string' ? ids.get(survey) : undefined
    if (id === undefined || typeof messageId !== 'string') return raw
    return {
      ...raw,
      messageId: `survey:${submissionId(id, 'demo', messageId)}`,
      properties: { ...(properties as JsonObject), survey: slugOf(survey as string, id) },
    }
  }
}

/** Surveys of the sample company with their answers, and its social numbers. In one transaction; once. `end`: epoch ms. */
export async function loadDemoSurveys(pool: Pool, workspaceId: string, zone: string, end: number): Promise<void> {
  await transaction(pool, 'begin', async (db) => {
    for (const survey of demoSurveys()) {
      const id = idOf(workspaceId, survey.key)
      if (await findSurvey(db, workspaceId, id)) return ok(false)
      const { key, name, document, weeks } = survey
      const [openedAt, until] = [end - weeks[0] * week, end - weeks[1] * week]
      await insertSurvey(db, workspaceId, { id, slug: slugOf(key, id), name, document, by }, openedAt)
      await setSurveyOpen(db, workspaceId, id, { openedAt, closedAt: weeks[1] === 0 ? null : until })
      await keepTold(db, workspaceId, id, survey)
      if (!survey.event) await keepAnswers(db, workspaceId, id, survey, { zone, from: openedAt, until })
    }
    for (const { key, source, name, ago, items } of demoSignals()) {
      const id = idOf(workspaceId, `signals ${key}`)
      await insertBatch(db, workspaceId, { id, source, name, by }, end - ago * day)
      const dated = items.map(({ ago: before, ...item }) => ({ ...item, day: dayOf(end - before * day, zone) }))
      await insertSignals(db, workspaceId, id, dated)
    }
    return ok(true)
  })
}

/** Answers of visitors nobody knows, and how often the question was in view. */
async function keepAnswers(
  db: PoolClient,
  workspaceId: string,
  surveyId: string,
  survey: DemoSurvey,
  { zone, from, until }: { zone: string; from: number; until: number },
): Promise<void> {
  const luck = chance(`looks:${survey.key}`)
  const looks = new Map<string, { day: string; channel: string; looks: number }>()
  const answers = demoAnswers(survey).map((one, n): NewAnswer => {
    const at = Math.round(from + one.at * (until - 60_000 - from))
    const place = { day: dayOf(at, zone), channel: one.channel }
    const key = `${place.day} ${place.channel}`
    looks.set(key, { ...place, looks: (looks.get(key)?.looks ?? 0) + luck.int(7, 16) })
    return {
      ...answerOf(workspaceId, surveyId, idOf(workspaceId, `answer ${survey.key} ${n}`)),
      at,
      chosen: one.chosen,
      words: one.words,
      says: saysSo(survey.document, one),
      language: one.language,
      channel: one.channel,
      host,
    }
  })
  await insertAnswers(db, answers)
  await insertLooks(db, workspaceId, surveyId, [...looks.values()])
}

/** What simulated people answered whom the company knows, as their events say it. */
async function keepTold(db: PoolClient, workspaceId: string, surveyId: string, survey: DemoSurvey): Promise<void> {
  const { document } = survey
  const events = await answeredEvents(db, workspaceId, slugOf(survey.key, surveyId))
  await insertAnswers(
    db,
    events.map(({ messageId, at, answer, channel }) => {
      const chosen = [document.choices.find(({ label }) => label.en === answer)?.id ?? answer]
      return {
        ...answerOf(workspaceId, surveyId, messageId.slice('survey:'.length)),
        at: at.getTime(),
        chosen,
        says: saysSo(document, { chosen, words: null }),
        channel,
        host: survey.event ? null : host,
      }
    }),
  )
}

function answerOf(workspaceId: string, surveyId: string, id: string): NewAnswer {
  return {
    workspaceId,
    id,
    surveyId,
    at: 0,
    state: 'counted',
    chosen: [],
    words: null,
    says: null,
    reasons: [],
    language: 'en',
    channel: null,
    host: null,
    visitor: createHash('sha256').update(id).digest(),
    sender: null,
  }
}

function slugOf(key: string, id: string): string {
  return `${key}-${id.slice(0, 5)}`
}

/** The same in every loading of that workspace: events name the answer before it is there. */
function idOf(workspaceId: string, name: string): string {
  return submissionId(workspaceId, 'demo survey', createHash('sha256').update(name).digest('hex'))
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
