import { histories } from '#actions/person/load.ts'
import { segmentOf, weekBefore } from '#actions/segment-list.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { segmentId, type SegmentPage } from '#contract/segment-saved.ts'
import { findSavedSegment, segmentChanges, segmentDays } from '#store/segment-saved.ts'

/** A saved segment with who came and left lately. */
export const readSegment: Verb<SegmentPage> = readVerb({
  permission: 'segment.list',
  input: segmentId,
  async run({ db, workspaceId, input, now }) {
    const row = await findSavedSegment(db, workspaceId, input.id, weekBefore(now))
    if (!row) return refuse('not_found', 'There is no such segment.')
    const { zone } = await histories.of(db, workspaceId)
    const changes = await segmentChanges(db, workspaceId, row.id, 50)
    return ok({
      ...segmentOf(row),
      changes: changes.map((change) => ({ ...change, at: change.at.toISOString() })),
      days: await segmentDays(db, workspaceId, row.id, zone, now - 30 * 86_400_000),
    })
  },
})
