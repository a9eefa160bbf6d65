import { randomUUIDv7 } from 'node:crypto'
import { askPeople } from '#actions/segment/ask.ts'
import { segmentOf, weekBefore } from '#actions/segment-list.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { segmentInput, type Segment } from '#contract/segment-saved.ts'
import { findSavedSegment, insertSegment, segmentsOf } from '#store/segment-saved.ts'

const most = 500

/** Saves a condition on people under a name. */
export const saveSegment: Verb<Segment> = writeVerb({
  permission: 'segment.save',
  input: segmentInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { name, about, condition } = input
    const asked = await askPeople(db, workspaceId, condition, now)
    if (!asked.ok) return asked
    if ((await segmentsOf(db, workspaceId, now)).length >= most) {
      return refuse('conflict', `There are ${most} segments already: delete some first.`)
    }
    const id = randomUUIDv7()
    await insertSegment(db, workspaceId, { id, name, about, condition, by: actorName(actor), at: now })
    const row = await findSavedSegment(db, workspaceId, id, weekBefore(now))
    return row ? ok(segmentOf(row)) : refuse('not_found', 'There is no such segment.')
  },
  audit: ({ id, name, condition }) => ({ subject: `segment:${id}`, detail: { name, condition } }),
})
