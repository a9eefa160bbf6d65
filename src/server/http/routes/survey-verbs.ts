import { listSurveyAnswers } from '#actions/survey-answer-list.ts'
import { changeSurvey } from '#actions/survey-change.ts'
import { createSurvey } from '#actions/survey-create.ts'
import { allowSurveyExport } from '#actions/survey-export.ts'
import { listSurveys } from '#actions/survey-list.ts'
import { closeSurvey, openSurvey, retireSurvey } from '#actions/survey-open.ts'
import { readSurvey } from '#actions/survey-read.ts'
import { readSurveyResult } from '#actions/survey-result.ts'
import type { VerbRoute } from '../verbs.ts'

/** Surveys for those who ask; what strangers see of them is public/survey-page.ts. */
export const surveyVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/surveys', verb: listSurveys },
  { method: 'POST', path: '/api/surveys', verb: createSurvey },
  { method: 'GET', path: '/api/surveys/:id', verb: readSurvey },
  { method: 'POST', path: '/api/surveys/:id/change', verb: changeSurvey },
  { method: 'POST', path: '/api/surveys/:id/open', verb: openSurvey },
  { method: 'POST', path: '/api/surveys/:id/close', verb: closeSurvey },
  { method: 'POST', path: '/api/surveys/:id/retire', verb: retireSurvey },
  { method: 'GET', path: '/api/surveys/:id/result', verb: readSurveyResult },
  { method: 'GET', path: '/api/surveys/:id/answers', verb: listSurveyAnswers },
  { method: 'POST', path: '/api/surveys/:id/answers/export', verb: allowSurveyExport },
]
