import { queryOptions } from '@tanstack/react-query'
import type { ExportReady } from '#contract/person-bulk.ts'
import type { SurveyAnswerList, SurveyList, SurveyPage, SurveyResult, SurveyWritten } from '#contract/survey.ts'
import type { SurveyDocument } from '#core/survey/document.ts'
import type { SurveyTemplate } from '#core/survey/templates.ts'
import { get, post, type Query } from '../app/api.ts'
import { useDeed } from '../ui/use-deed.ts'

const of = (id: string, part = '') => `/api/surveys/${encodeURIComponent(id)}${part}`

/** What the screens of surveys ask and tell the server. */
export const surveyApi = {
  list: (signal?: AbortSignal) => get<SurveyList>('/api/surveys', {}, signal),
  page: (id: string, signal?: AbortSignal) => get<SurveyPage>(of(id), {}, signal),
  create: (body: { name: string; template: SurveyTemplate } | { name: string; copy: string }) =>
    post<SurveyWritten>('/api/surveys', body),
  change: (id: string, body: { revision: number; name: string; document: SurveyDocument }) =>
    post<SurveyWritten>(of(id, '/change'), body),
  open: (id: string) => post<SurveyWritten>(of(id, '/open'), {}),
  close: (id: string, undo = false) => post<SurveyWritten>(of(id, '/close'), { undo }),
  retire: (id: string, undo = false) => post<object>(of(id, '/retire'), { undo }),
  result: (id: string, query: Query, signal?: AbortSignal) => get<SurveyResult>(of(id, '/result'), query, signal),
  answers: (id: string, query: Query, signal?: AbortSignal) => get<SurveyAnswerList>(of(id, '/answers'), query, signal),
  export: (id: string, body: { chosen?: string; known: boolean }) => post<ExportReady>(of(id, '/answers/export'), body),
}

export function surveysQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ['surveys', workspaceId],
    queryFn: ({ signal }) => surveyApi.list(signal),
  })
}

export function surveyQuery(workspaceId: string, id: string) {
  return queryOptions({
    queryKey: ['survey', workspaceId, id],
    queryFn: ({ signal }) => surveyApi.page(id, signal),
  })
}

/** Does something with surveys. */
export const useSurveyChange = () => useDeed(['survey', 'surveys'])
