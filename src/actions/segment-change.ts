import { askPeople } from '#actions/segment/ask.ts'
import { segmentOf, weekBefore } from '#actions/segment-list.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { segmentChangeInput, type Segment } from '#contract/segment-saved.ts'
import { findSavedSegment, updateSegment } from '#store/segment-saved.ts'

/** Renames a segment, or gives it another condition, whose history begins anew. */
export const changeSegment: Verb<Segment> = writeVerb({
  permission: 'segment.save',
  input: segmentChangeInput,
  async run({ db, workspaceId, input, now }) {
    const before = await findSavedSegment(db, workspaceId, input.id, weekBefore(now))
    if (!before) return refuse('not_found', 'There is no such segment.')
    const { id, name = before.name, about = before.about, condition = before.condition } = input
    const anew = input.condition !== undefined && JSON.stringify(condition) !== JSON.stringify(before.condition)
    if (anew) {
      const asked = await askPeople(db, workspaceId, condition, now)
      if (!asked.ok) return asked
    }
    await updateSegment(db, workspaceId, { id, name, about, condition }, anew, now)
    const row = await findSavedSegment(db, workspaceId, id, weekBefore(now))
    return ok(segmentOf(row ?? before))
  },
  audit: ({ id, name, condition }) => ({ subject: `segment:${id}`, detail: { name, condition } }),
})
