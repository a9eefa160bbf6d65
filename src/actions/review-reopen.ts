import { takeDeal } from '#actions/deal/load.ts'
import { withdrawFromDeals } from '#actions/deal/write.ts'
import { advance, takeReview } from '#actions/review/clock.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { reviewPlaceInput, type ReviewWritten } from '#contract/review.ts'
import { reviewItems, saveReviewItem } from '#store/review.ts'
import { deleteTask, keepNextSteps, lockTasks } from '#store/task.ts'

/**
 * Takes a decision back while the review is not over: what it changed of the deal, and the task, unless somebody has
 * worked on either since. What its owner was told stays told.
 */
export const reopenReviewItem: Verb<ReviewWritten> = writeVerb({
  permission: 'review.run',
  input: reviewPlaceInput,
  async run(call) {
    const { db, workspaceId, input, now } = call
    const review = await takeReview(db, workspaceId, input.id)
    if (!review.ok) return review
    const item = (await reviewItems(db, workspaceId, input.id, input.place))[0]
    if (!item) return refuse('not_found', 'There is no such deal in this review.')
    if (item.state === 'waiting') return refuse('conflict', 'Nothing was decided here.')
    if (item.now !== null && item.eventIds.length > 0) {
      const found = await takeDeal(call, item.deal.id)
      if (!found.ok) return found
      if (item.detail.revision !== undefined && found.value.head.revision !== item.detail.revision) {
        return refuse('conflict', `“${item.deal.name}” has changed since; change it on its own page.`)
      }
      await withdrawFromDeals(found.value.setting, item.eventIds)
    }
    if (item.taskId !== null) {
      const task = (await lockTasks(db, workspaceId, [item.taskId]))[0]
      if (task && task.state === 'open' && task.revision === 1) {
        await deleteTask(db, workspaceId, item.taskId)
        await keepNextSteps(db, workspaceId, [item.deal.id])
      }
    }
    await saveReviewItem(db, workspaceId, input.id, input.place, {
      state: 'waiting',
      decision: null,
      note: null,
      detail: {},
      seconds: 0,
      at: null,
      byName: null,
      taskId: null,
      eventIds: [],
    })
    return ok(await advance(db, workspaceId, review.value, now))
  },
  audit: ({ id }, { place }) => ({ verb: 'review.reopen', subject: `review:${id}`, detail: { place } }),
})
