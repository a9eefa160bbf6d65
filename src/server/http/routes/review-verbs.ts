import { readDealHygiene } from '#actions/hygiene-deal.ts'
import { readHygiene } from '#actions/hygiene-read.ts'
import { decideReviewItem } from '#actions/review-decide.ts'
import { readHabits } from '#actions/review-habits.ts'
import { listReviews } from '#actions/review-list.ts'
import { readReview } from '#actions/review-read.ts'
import { reopenReviewItem } from '#actions/review-reopen.ts'
import { skipReviewItem } from '#actions/review-skip.ts'
import { listStageQuestions } from '#actions/review-stage-list.ts'
import { changeStageQuestion, openStageQuestion } from '#actions/review-stage-write.ts'
import { startReview } from '#actions/review-start.ts'
import { turnReview } from '#actions/review-turn.ts'
import type { VerbRoute } from '../verbs.ts'

/** Hygiene of deals, weekly reviews, what is asked of stages, and the nine habits. */
export const reviewVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/hygiene', verb: readHygiene },
  { method: 'GET', path: '/api/deals/:id/hygiene', verb: readDealHygiene },
  { method: 'GET', path: '/api/reviews', verb: listReviews },
  { method: 'POST', path: '/api/reviews', verb: startReview },
  { method: 'GET', path: '/api/reviews/:id', verb: readReview },
  { method: 'POST', path: '/api/reviews/:id/decide', verb: decideReviewItem },
  { method: 'POST', path: '/api/reviews/:id/skip', verb: skipReviewItem },
  { method: 'POST', path: '/api/reviews/:id/reopen', verb: reopenReviewItem },
  { method: 'POST', path: '/api/reviews/:id/turn', verb: turnReview },
  { method: 'GET', path: '/api/stage-questions', verb: listStageQuestions },
  { method: 'POST', path: '/api/stage-questions', verb: openStageQuestion },
  { method: 'POST', path: '/api/stage-questions/:id/change', verb: changeStageQuestion },
  { method: 'GET', path: '/api/habits', verb: readHabits },
]
