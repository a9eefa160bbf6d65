import { askPeople, withinTime } from '#actions/segment/ask.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { segmentCountInput, type SegmentCount } from '#contract/segment-query.ts'
import { isoTime } from '#store/rows.ts'
import { countSegment } from '#store/segment.ts'

/** How many people a condition chooses now. */
export const previewSegment: Verb<SegmentCount> = readVerb({
  permission: 'segment.read',
  input: segmentCountInput,
  async run({ db, workspaceId, input, now }) {
    const asked = await askPeople(db, workspaceId, input.condition, now)
    if (!asked.ok) return asked
    const { scope, version } = asked.value
    const counted = await withinTime(db, () => countSegment(db, input.condition, scope, version))
    return counted.ok ? ok({ ...counted.value, asOf: isoTime(now) as string }) : counted
  },
})
