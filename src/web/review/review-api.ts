import type { HabitDocument } from '#contract/habit.ts'
import type { DealHygiene, HygieneList } from '#contract/hygiene.ts'
import type { ReviewDecideBody, ReviewList, ReviewPage, ReviewTurnBody, ReviewWritten } from '#contract/review.ts'
import type { StageQuestionBody, StageQuestionList, StageQuestionWritten } from '#contract/stage-question.ts'
import { get, post, type Query } from '../app/api.ts'

const of = (id: string, part = '') => `/api/reviews/${encodeURIComponent(id)}${part}`

export const reviewApi = {
  hygiene: (query: Query, signal?: AbortSignal) => get<HygieneList>('/api/hygiene', query, signal),
  deal: (id: string, signal?: AbortSignal) =>
    get<DealHygiene>(`/api/deals/${encodeURIComponent(id)}/hygiene`, {}, signal),
  list: (query: Query, signal?: AbortSignal) => get<ReviewList>('/api/reviews', query, signal),
  start: (body: object) => post<ReviewWritten>('/api/reviews', body),
  page: (id: string, signal?: AbortSignal) => get<ReviewPage>(of(id), {}, signal),
  decide: (id: string, body: ReviewDecideBody) => post<ReviewWritten>(of(id, '/decide'), body),
  skip: (id: string, place: number) => post<ReviewWritten>(of(id, '/skip'), { place }),
  reopen: (id: string, place: number) => post<ReviewWritten>(of(id, '/reopen'), { place }),
  turn: (id: string, body: ReviewTurnBody) => post<ReviewWritten>(of(id, '/turn'), body),
  stages: (query: Query, signal?: AbortSignal) => get<StageQuestionList>('/api/stage-questions', query, signal),
  open: (body: object) => post<StageQuestionWritten>('/api/stage-questions', body),
  answer: (id: string, body: StageQuestionBody) =>
    post<StageQuestionWritten>(`/api/stage-questions/${encodeURIComponent(id)}/change`, body),
  habits: (signal?: AbortSignal) => get<HabitDocument>('/api/habits', {}, signal),
}
