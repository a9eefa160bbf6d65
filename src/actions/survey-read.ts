import { readVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { surveyRef, type SurveyPage, type SurveyState } from '#contract/survey.ts'
import { lintSurvey } from '#core/survey/lint.ts'
import { findSurvey, type SurveyRow } from '#store/survey.ts'
import { anyAnswer } from '#store/survey-answer.ts'

export const noSurvey = refuse('not_found', 'There is no such survey here.')

/** One survey with what it asks and what is wrong with it. */
export const readSurvey: Verb<SurveyPage> = readVerb({
  permission: 'capture.read',
  input: surveyRef,
  async run({ db, workspaceId, input }) {
    const survey = await findSurvey(db, workspaceId, input.id)
    if (!survey) return noSurvey
    const { id, name, slug, revision, document, openedAt, closedAt, retiredAt } = survey
    return ok({
      id,
      name,
      slug,
      revision,
      state: stateOf(survey),
      retired: retiredAt !== null,
      document,
      answered: await anyAnswer(db, workspaceId, id),
      problems: lintSurvey(document),
      openedAt: openedAt?.toISOString() ?? null,
      closedAt: closedAt?.toISOString() ?? null,
    })
  },
})

export function stateOf({ openedAt, closedAt }: Pick<SurveyRow, 'openedAt' | 'closedAt'>): SurveyState {
  return openedAt === null ? 'draft' : closedAt === null ? 'open' : 'closed'
}
