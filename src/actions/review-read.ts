import { todayIn } from '#actions/deal/board.ts'
import { noReview } from '#actions/review/clock.ts'
import { readVerb, requirePermission, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { reviewId, type ReviewPage } from '#contract/review.ts'
import { findMember } from '#store/member.ts'
import { findReview, reviewItems } from '#store/review.ts'
import { findWorkspace } from '#store/workspace.ts'

/** A review with everything it goes through and what was decided. */
export const readReview: Verb<ReviewPage> = readVerb({
  permission: 'review.read',
  input: reviewId,
  async run({ db, workspaceId, actor, input, now }) {
    const review = await findReview(db, workspaceId, input.id)
    if (!review) return noReview
    const workspace = await findWorkspace(db, workspaceId)
    if (!workspace) return noReview
    const items = await reviewItems(db, workspaceId, review.id)
    const { owner } = review
    const known = owner !== null && /^[\da-f-]{36}$/.test(owner) ? await findMember(db, workspaceId, owner) : null
    return ok({
      id: review.id,
      revision: review.revision,
      state: review.state,
      pipeline: review.pipeline,
      startedAt: review.startedAt.toISOString(),
      startedBy: review.startedByName,
      finishedAt: review.finishedAt?.toISOString() ?? null,
      present: review.present,
      seconds: review.seconds,
      guided: review.guided,
      seenAt: review.seenAt?.toISOString() ?? null,
      owner: owner === null ? null : { key: owner, name: known?.name ?? owner.replace(/^name:/, '') },
      note: review.note,
      stood: review.stood,
      items: items.map((item) => {
        const { closeDate, owner: to, outcome, reason } = item.detail
        return {
          place: item.place,
          part: item.part,
          deal: item.deal,
          why: item.why,
          state: item.state,
          decision: item.decision,
          note: item.note,
          detail: {
            ...(closeDate === undefined ? {} : { closeDate }),
            ...(to === undefined ? {} : { owner: to }),
            ...(outcome === undefined ? {} : { outcome }),
            ...(reason === undefined ? {} : { reason }),
          },
          seconds: item.seconds,
          at: item.at?.toISOString() ?? null,
          by: item.byName,
          taskId: item.taskId,
          now: item.now,
        }
      }),
      mayRun: requirePermission(actor, 'review.run') === null,
      currency: workspace.currency,
      zone: workspace.zone,
      today: todayIn(workspace.zone, now),
      asOf: new Date(now).toISOString(),
    })
  },
})
