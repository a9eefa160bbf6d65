import { weekBefore } from '#actions/segment-list.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { segmentId } from '#contract/segment-saved.ts'
import { deleteSegment, findSavedSegment } from '#store/segment-saved.ts'

/** Deletes a segment and its history; its people stay as they are. */
export const removeSegment: Verb<{ id: string; name: string }> = writeVerb({
  permission: 'segment.save',
  input: segmentId,
  async run({ db, workspaceId, input, now }) {
    const row = await findSavedSegment(db, workspaceId, input.id, weekBefore(now))
    if (!row) return refuse('not_found', 'There is no such segment.')
    await deleteSegment(db, workspaceId, row.id)
    return ok({ id: row.id, name: row.name })
  },
  audit: ({ id, name }) => ({ subject: `segment:${id}`, detail: { name, deleted: true } }),
})
