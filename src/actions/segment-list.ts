import { z } from 'zod'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import type { Segment, SegmentList } from '#contract/segment-saved.ts'
import { isoTime } from '#store/rows.ts'
import { segmentsOf } from '#store/segment-saved.ts'
import type { SegmentRow } from '#store/segment-saved.ts'

/** The saved segments, with how many they were at the last look and who came and left in a week. */
export const listSegments: Verb<SegmentList> = readVerb({
  permission: 'segment.list',
  input: z.object({}),
  async run({ db, workspaceId, now }) {
    return ok({ items: (await segmentsOf(db, workspaceId, weekBefore(now))).map(segmentOf) })
  },
})

export function weekBefore(now: number): number {
  return now - 7 * 86_400_000
}

export function segmentOf(row: SegmentRow): Segment {
  const { id, name, about, condition, people, trouble, countedOnly, joined, left } = row
  return {
    id,
    name,
    about,
    condition,
    people,
    trouble,
    countedOnly,
    joined,
    left,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    lookedAt: isoTime(row.lookedAt?.getTime()),
  }
}
