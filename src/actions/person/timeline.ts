import type { PoolClient } from 'pg'
import { z } from 'zod'
import type { TimelinePage } from '#contract/person.ts'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { ok, type Result } from '#contract/problem.ts'
import type { AwardLine } from '#core/fold/op.ts'
import { roundPoints } from '#core/score.ts'
import { timelineOf } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'

export interface TimelineAsked {
  personId: string
  /** epoch ms: nothing later; a page's successors keep to the first page's */
  at: number
  human: boolean
  cursor: string | null
  limit: number
}

const place = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.string().max(400)])

/** One page of a person's events, newest first, with the points each brought. */
export async function timelinePageOf(
  db: PoolClient,
  workspaceId: string,
  awards: readonly AwardLine[],
  { personId, at, human, cursor, limit }: TimelineAsked,
): Promise<Result<TimelinePage>> {
  const question = ['events', personId, human]
  const after = cursor === null ? null : readCursor(question, cursor, place)
  if (cursor !== null && after === null) return badCursor
  const rows = await timelineOf(db, workspaceId, personId, { at, human, after, limit })
  const points = new Map<string, number>()
  for (const line of awards) points.set(line.messageId, roundPoints((points.get(line.messageId) ?? 0) + line.points))
  const items = rows.slice(0, limit).map((row) => ({
    ...row,
    time: isoTime(row.time.getTime()) as string,
    points: points.get(row.messageId) ?? 0,
  }))
  const last = rows[limit - 1]
  const next = rows.length > limit && last ? writeCursor(question, [last.time.getTime(), last.messageId]) : null
  return ok({ items, next })
}
