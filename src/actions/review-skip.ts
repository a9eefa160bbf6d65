import { advance, nameOf, spentSince, takeReview } from '#actions/review/clock.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { reviewPlaceInput, type ReviewWritten } from '#contract/review.ts'
import { reviewItems, saveReviewItem } from '#store/review.ts'

/** Leaves one deal of a review for now; it can still be decided. */
export const skipReviewItem: Verb<ReviewWritten> = writeVerb({
  permission: 'review.run',
  input: reviewPlaceInput,
  async run({ db, workspaceId, actor, input, now }) {
    const review = await takeReview(db, workspaceId, input.id)
    if (!review.ok) return review
    const item = (await reviewItems(db, workspaceId, input.id, input.place))[0]
    if (!item) return refuse('not_found', 'There is no such deal in this review.')
    if (item.state === 'decided') return refuse('conflict', 'This was decided already; take the decision back first.')
    await saveReviewItem(db, workspaceId, input.id, input.place, {
      state: 'skipped',
      decision: null,
      note: null,
      detail: {},
      seconds: spentSince(review.value, now),
      at: now,
      byName: nameOf(actor),
      taskId: null,
      eventIds: [],
    })
    return ok(await advance(db, workspaceId, review.value, now))
  },
  audit: ({ id }, { place }) => ({ verb: 'review.skip', subject: `review:${id}`, detail: { place } }),
})
