import { advance, presentOf, takeReview } from '#actions/review/clock.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { reviewTurnInput, type ReviewWritten } from '#contract/review.ts'

/** Pauses a review, goes on with it, or ends it; says who was there and what is to be kept. */
export const turnReview: Verb<ReviewWritten> = writeVerb({
  permission: 'review.run',
  input: reviewTurnInput,
  async run({ db, workspaceId, input, now }) {
    const review = await takeReview(db, workspaceId, input.id)
    if (!review.ok) return review
    const { to, note, present, guests } = input
    const before = review.value.present
    const there = await presentOf(db, workspaceId, {
      present: present ?? before.flatMap(({ id }) => id ?? []),
      guests: guests ?? before.flatMap(({ id, name }) => (id === null ? [name] : [])),
    })
    // somebody who has left the workspace since was there all the same
    if (!there.ok && present !== undefined) return there
    return ok(
      await advance(db, workspaceId, review.value, now, {
        state: to,
        note: note === undefined ? review.value.note : note === '' ? null : note,
        present: there.ok ? there.value : before,
      }),
    )
  },
  audit: ({ id, state, seconds }) => ({ verb: 'review.turn', subject: `review:${id}`, detail: { state, seconds } }),
})
