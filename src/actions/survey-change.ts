import { noSurvey, stateOf } from '#actions/survey-read.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { surveyChangeInput, type SurveyWritten } from '#contract/survey.ts'
import { fixedPart } from '#core/survey/document.ts'
import { lintSurvey } from '#core/survey/lint.ts'
import { findSurvey, saveSurvey } from '#store/survey.ts'
import { anyAnswer } from '#store/survey-answer.ts'

/**
 * Changes what is asked; strangers see it within two seconds where it is open. Once somebody has answered, words and
 * place may change, but not what could be answered: answers to two questions must not be added up.
 */
export const changeSurvey: Verb<SurveyWritten> = writeVerb({
  permission: 'capture.write',
  input: surveyChangeInput,
  async run({ db, workspaceId, actor, input, now }) {
    const survey = await findSurvey(db, workspaceId, input.id, true)
    if (!survey) return noSurvey
    if (survey.revision !== input.revision)
      return refuse('conflict', 'Somebody has changed this survey since you opened it. Load it again.')
    const { name = survey.name, document = survey.document } = input
    if (fixedPart(document) !== fixedPart(survey.document) && (await anyAnswer(db, workspaceId, survey.id)))
      return refuse(
        'conflict',
        'This survey has been answered: kind, answers and what they mean stay, or the old answers would be mixed with new ones. Copy it and ask anew.',
      )
    if (stateOf(survey) === 'open') {
      const stops = lintSurvey(document).filter((problem) => problem.stops)
      if (stops.length > 0) {
        const fields = stops.map(({ code, choice }) => ({ path: choice ?? 'survey', message: code }))
        const codes = stops.map(({ code }) => code).join(', ')
        return refuse('invalid', `The survey is open, so it must stay whole: ${codes}.`, { fields })
      }
    }
    const revision = await saveSurvey(db, workspaceId, { id: survey.id, name, document, by: actorName(actor) }, now)
    return ok({ id: survey.id, slug: survey.slug, revision, state: stateOf(survey) })
  },
  audit: ({ id, revision }, { document }) => ({
    verb: 'survey.change',
    subject: `survey:${id}`,
    detail: { revision, ...(document === undefined ? {} : { question: document.question }) },
  }),
})
