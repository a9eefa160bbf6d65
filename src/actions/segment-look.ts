import type { Pool, PoolClient } from 'pg'
import { askPeople, withinTime } from '#actions/segment/ask.ts'
import { segmentOf, weekBefore } from '#actions/segment-list.ts'
import { transaction, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { segmentId, type Segment } from '#contract/segment-saved.ts'
import { findSavedSegment, lockSegment, lookAtSegment, noteTrouble, staleSegments } from '#store/segment-saved.ts'

/** Looks at a segment now: how many it has, who came and who left since the last look. */
export const lookNow: Verb<Segment> = writeVerb({
  permission: 'segment.list',
  input: segmentId,
  async run({ db, workspaceId, input, now }) {
    const looked = await look(db, workspaceId, input.id, now)
    if (!looked.ok) return looked
    const row = await findSavedSegment(db, workspaceId, input.id, weekBefore(now))
    return row ? ok(segmentOf(row)) : refuse('not_found', 'There is no such segment.')
  },
  audit: ({ id, people }) => ({ subject: `segment:${id}`, detail: { looked: true, people } }),
})

async function look(db: PoolClient, workspaceId: string, id: string, now: number): Promise<Result<null>> {
  const row = await findSavedSegment(db, workspaceId, id, weekBefore(now))
  if (!row) return refuse('not_found', 'There is no such segment.')
  // another look is under way
  if (!(await lockSegment(db, workspaceId, id))) return ok(null)
  const asked = await askPeople(db, workspaceId, row.condition, now)
  if (!asked.ok) return asked
  const seen = await withinTime(db, () => lookAtSegment(db, row, asked.value.scope))
  return seen.ok ? ok(null) : seen
}

const everyMs = 9 * 60_000

/** Looks at every segment that nobody has looked at for some minutes. One that cannot be answered says why. */
export async function lookAtSegments(pool: Pool, now: number = Date.now()): Promise<number> {
  let looked = 0
  for (const { workspaceId, id } of await staleSegments(pool, now - everyMs)) {
    const result = await transaction(pool, 'begin', (db) => look(db, workspaceId, id, now))
    if (!result.ok) await noteTrouble(pool, workspaceId, id, result.problem.message, now)
    looked++
  }
  return looked
}
