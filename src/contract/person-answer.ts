import { z } from 'zod'
import { dealAnswer, dealAnswerBody } from '#contract/deal-page.ts'

/**
 * `POST /api/people/:id/answers`: what somebody said to a question while no deal of theirs is open. A letter of BANT and
 * everything else is kept with them, and goes to the deal that is opened with them.
 */
export const personAnswerBody = dealAnswerBody.omit({ person: true })
export const personAnswerInput = personAnswerBody.extend({ id: z.uuid() })
export const personAnswerId = z.object({ id: z.uuid() })

/** The event that says it, by which it is undone. */
export const personAnswered = z.object({ id: z.uuid(), messageId: z.string() })
export type PersonAnswered = z.infer<typeof personAnswered>

export const personAnswer = dealAnswer
  .omit({ event: true, person: true, stale: true })
  .extend({ messageId: z.string(), question: z.string() })
export type PersonAnswer = z.infer<typeof personAnswer>

/** `GET /api/people/:id/answers`, newest first */
export const personAnswers = z.object({ items: z.array(personAnswer) })
export type PersonAnswers = z.infer<typeof personAnswers>
