import { noSurvey, stateOf } from '#actions/survey-read.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { surveyRef, surveyStepInput, type SurveyWritten } from '#contract/survey.ts'
import { lintSurvey } from '#core/survey/lint.ts'
import { findSurvey, retireSurveyRow, setSurveyOpen } from '#store/survey.ts'

/** Takes answers from now on, for the first time or again: strangers see it within two seconds. */
export const openSurvey: Verb<SurveyWritten> = writeVerb({
  permission: 'capture.write',
  input: surveyRef,
  async run({ db, workspaceId, input, now }) {
    const survey = await findSurvey(db, workspaceId, input.id, true)
    if (!survey || survey.retiredAt !== null) return noSurvey
    const stops = lintSurvey(survey.document).filter((problem) => problem.stops)
    if (stops.length > 0) {
      const fields = stops.map(({ code, choice }) => ({ path: choice ?? 'survey', message: code }))
      return refuse('invalid', `The survey cannot be opened yet: ${stops.map(({ code }) => code).join(', ')}.`, {
        fields,
      })
    }
    const openedAt = survey.openedAt?.getTime() ?? now
    await setSurveyOpen(db, workspaceId, survey.id, { openedAt, closedAt: null })
    return ok({ id: survey.id, slug: survey.slug, revision: survey.revision, state: 'open' })
  },
  audit: ({ id }) => ({ verb: 'survey.open', subject: `survey:${id}` }),
})

/** Takes no more answers: its address says so, and the script shows nothing. `undo` takes them again. */
export const closeSurvey: Verb<SurveyWritten> = writeVerb({
  permission: 'capture.write',
  input: surveyStepInput,
  async run({ db, workspaceId, input, now }) {
    const survey = await findSurvey(db, workspaceId, input.id, true)
    if (!survey || survey.retiredAt !== null) return noSurvey
    if (stateOf(survey) === 'draft') return refuse('conflict', 'It was never opened, so there is nothing to close.')
    const openedAt = survey.openedAt?.getTime() ?? null
    await setSurveyOpen(db, workspaceId, survey.id, { openedAt, closedAt: input.undo ? null : now })
    const { id, slug, revision } = survey
    return ok({ id, slug, revision, state: input.undo ? 'open' : 'closed' })
  },
  audit: ({ id, state }) => ({ verb: 'survey.close', subject: `survey:${id}`, detail: { state } }),
})

/** Takes a survey out of use, with its page; answers stay where they count. `undo` brings it back. */
export const retireSurvey: Verb<{ id: string; retired: boolean }> = writeVerb({
  permission: 'capture.write',
  input: surveyStepInput,
  async run({ db, workspaceId, input, now }) {
    const { id, undo } = input
    if (!(await retireSurveyRow(db, workspaceId, id, undo ? null : now))) return noSurvey
    return ok({ id, retired: !undo })
  },
  audit: ({ id, retired }) => ({ verb: 'survey.retire', subject: `survey:${id}`, detail: { retired } }),
})
