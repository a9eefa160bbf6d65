import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { noDeal } from '#actions/deal/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { dealTimelineQuery, type DealTimeline } from '#contract/deal.ts'
import { ok } from '#contract/problem.ts'
import { dealTimelinePage } from '#store/deal/page.ts'
import { dealHeads } from '#store/deal/read.ts'

const place = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.uuid()])

/** What was said and done about a deal, newest first. */
export const readDealTimeline: Verb<DealTimeline> = readVerb({
  permission: 'deal.read',
  input: dealTimelineQuery,
  async run({ db, workspaceId, input }) {
    const { id, limit } = input
    if (!(await dealHeads(db, workspaceId, [id])).has(id)) return noDeal
    const question = ['deal-timeline', id]
    const went = input.cursor === undefined ? null : readCursor(question, input.cursor, place)
    if (input.cursor !== undefined && went === null) return badCursor
    const rows = await dealTimelinePage(db, workspaceId, id, went && { at: went[0], id: went[1] }, limit + 1)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return ok({
      items: rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() })),
      next: last ? writeCursor(question, [last.at.getTime(), last.id]) : null,
    })
  },
})
