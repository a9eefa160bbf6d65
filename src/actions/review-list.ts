import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { monthsBack } from '#actions/review/month.ts'
import { readVerb, requirePermission, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { reviewListQuery, type ReviewList } from '#contract/review.ts'
import { listReviewRows, reviewTime, wasGuided } from '#store/review.ts'
import { findWorkspace } from '#store/workspace.ts'

const place = z.tuple([z.int(), z.uuid()])

/** Reviews, the latest first, and the time spent in them this month. */
export const listReviews: Verb<ReviewList> = readVerb({
  permission: 'review.read',
  input: reviewListQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const { limit, cursor } = input
    const went = cursor === undefined ? null : readCursor(['reviews'], cursor, place)
    if (cursor !== undefined && went === null) return badCursor
    const rows = await listReviewRows(db, workspaceId, went && { at: went[0], id: went[1] }, limit)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const zone = (await findWorkspace(db, workspaceId))?.zone ?? 'UTC'
    const month = monthsBack(now, zone, 1)[0] ?? { from: now, to: now }
    return ok({
      items: rows.slice(0, limit).map((row) => ({
        id: row.id,
        revision: row.revision,
        state: row.state,
        pipeline: row.pipeline,
        startedAt: row.startedAt.toISOString(),
        startedBy: row.startedByName,
        finishedAt: row.finishedAt?.toISOString() ?? null,
        present: row.present,
        seconds: row.seconds,
        guided: row.guided,
        items: row.items,
        decided: row.decided,
        skipped: row.skipped,
      })),
      next: last ? writeCursor(['reviews'], [last.startedAt.getTime(), last.id]) : null,
      month: await reviewTime(db, workspaceId, month),
      guidedBefore: actor.kind === 'user' && (await wasGuided(db, workspaceId, actor.userId)),
      mayRun: requirePermission(actor, 'review.run') === null,
      asOf: new Date(now).toISOString(),
    })
  },
})
