import { randomUUIDv7 } from 'node:crypto'
import { wrong } from '#actions/deal/fields.ts'
import { histories } from '#actions/person/load.ts'
import { nameOf } from '#actions/review/clock.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { stageQuestionChange, stageQuestionOpen, type StageQuestionWritten } from '#contract/stage-question.ts'
import { insertStageQuestion, lockStageQuestion, saveStageQuestion } from '#store/stage-question.ts'

/** Opens a value-proposition review of a stage, or asks why the stage is there. */
export const openStageQuestion: Verb<StageQuestionWritten> = writeVerb({
  permission: 'review.run',
  input: stageQuestionOpen,
  async run({ db, workspaceId, actor, input, now }) {
    const { blueprint } = (await histories.of(db, workspaceId)).current
    const model = blueprint.models.find(({ id, subject }) => id === input.pipeline && subject === 'deal')
    if (!model) return wrong('pipeline', `There is no pipeline ${input.pipeline}.`)
    if (!model.stages.some(({ id }) => id === input.stage)) {
      return wrong('stage', `${input.pipeline} has ${model.stages.map(({ id }) => id).join(', ')}.`)
    }
    const id = randomUUIDv7()
    const { pipeline, stage, kind } = input
    const answers = written({}, input.answers)
    await insertStageQuestion(db, workspaceId, { id, pipeline, stage, kind, answers, by: nameOf(actor) }, now)
    return ok({ id, revision: 1 })
  },
  audit: ({ id }, { pipeline, stage, kind }) => ({
    verb: 'stage_question.open',
    subject: `stage_question:${id}`,
    detail: { pipeline, stage, kind },
  }),
})

/** Writes answers, what was changed, by whom and when, or that it is closed. */
export const changeStageQuestion: Verb<StageQuestionWritten> = writeVerb({
  permission: 'review.run',
  input: stageQuestionChange,
  async run({ db, workspaceId, input, now }) {
    const before = await lockStageQuestion(db, workspaceId, input.id)
    if (!before) return refuse('not_found', 'There is no such review of a stage here.')
    if (before.revision !== input.revision) {
      return refuse('conflict', 'Somebody changed this since you looked; nothing of yours was written. Look again.')
    }
    const { answers, closed, meetsNeed, meetsGoal, change, changeBy, changeDay } = input
    const revision = await saveStageQuestion(
      db,
      workspaceId,
      {
        ...before,
        answers: written(before.answers, answers ?? {}),
        meetsNeed: meetsNeed === undefined ? before.meetsNeed : meetsNeed,
        meetsGoal: meetsGoal === undefined ? before.meetsGoal : meetsGoal,
        change: change === undefined ? before.change : change || null,
        changeBy: changeBy === undefined ? before.changeBy : changeBy || null,
        changeDay: changeDay === undefined ? before.changeDay : changeDay,
        closedAt: closed === undefined ? before.closedAt : closed ? (before.closedAt ?? new Date(now)) : null,
      },
      now,
    )
    return ok({ id: input.id, revision })
  },
  audit: ({ id }) => ({ verb: 'stage_question.change', subject: `stage_question:${id}` }),
})

/** Answers by question; an empty one is none. */
function written(
  before: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const merged = Object.entries({ ...before, ...answers })
  return Object.fromEntries(
    merged.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [[key, value]])),
  )
}
