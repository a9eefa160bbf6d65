import { noSurvey } from '#actions/survey-read.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { surveyRef, surveyResultQuery, type SurveyResult } from '#contract/survey.ts'
import { answersOf, type SurveyDocument } from '#core/survey/document.ts'
import { meanOf, shareOf } from '#core/survey/results.ts'
import { findSurvey } from '#store/survey.ts'
import { groupAnswers, sumAnswers, type ResultGroup } from '#store/survey-result.ts'
import { findWorkspace } from '#store/workspace.ts'

const dayMs = 86_400_000

/** What was answered in a period, whole and by week, channel, language or site, with intervals. */
export const readSurveyResult: Verb<SurveyResult> = readVerb({
  permission: 'capture.read',
  input: surveyResultQuery.extend(surveyRef.shape),
  async run({ db, workspaceId, input, now }) {
    const { id: surveyId, days, by } = input
    const survey = await findSurvey(db, workspaceId, surveyId)
    if (!survey) return noSurvey
    const { document } = survey
    const zone = (await findWorkspace(db, workspaceId))?.zone ?? 'UTC'
    const since = now - days * dayMs
    const sums = await sumAnswers(db, workspaceId, { surveyId, since, zone })
    const groups = await groupAnswers(db, workspaceId, { surveyId, since, zone, by })
    const counts: Record<string, number> = {}
    for (const one of groups)
      for (const [answer, count] of Object.entries(one.counts)) counts[answer] = (counts[answer] ?? 0) + count
    const { answered, says, looks } = sums
    return ok({
      days,
      zone,
      by,
      total: groupOf(document, { answered, says, counts }),
      groups: groups.map((one) => ({ value: one.value, ...groupOf(document, one) })),
      looks,
      rate: answered > looks ? shareOf(0, 0) : shareOf(answered, looks),
      repeated: sums.repeated,
      spam: sums.spam,
      people: sums.people,
      withWords: sums.withWords,
    })
  },
})

function groupOf(
  document: SurveyDocument,
  { answered, says, counts }: Pick<ResultGroup, 'answered' | 'says' | 'counts'>,
): SurveyResult['total'] {
  const answers = answersOf(document).map((answer) => {
    const count = counts[answer] ?? 0
    return { answer, count, share: shareOf(count, answered) }
  })
  return {
    answered,
    answers,
    says: document.measure === 'none' ? null : shareOf(says, answered),
    mean: document.kind === 'scale' ? meanOf(new Map(answers.map((one) => [Number(one.answer), one.count]))) : null,
  }
}
