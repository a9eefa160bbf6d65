import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { askPeople, withinTime } from '#actions/segment/ask.ts'
import type { Asked } from '#actions/segment/ask.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import type { PersonRow } from '#contract/person.ts'
import { ok } from '#contract/problem.ts'
import { segmentPeopleInput, type SegmentPeople } from '#contract/segment-query.ts'
import { roundPoints, scoreAt } from '#core/score.ts'
import { isoTime } from '#store/rows.ts'
import { findSegment } from '#store/segment.ts'
import type { SegmentPerson } from '#store/segment.ts'

// as of when, and the last person's heat (null: none) and id
const cursor = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.number().nullable(), z.uuid()])

/** The people a condition chooses, best engagement first; all pages as of the first one's moment. */
export const listSegmentPeople: Verb<SegmentPeople> = readVerb({
  permission: 'segment.list',
  input: segmentPeopleInput,
  async run({ db, workspaceId, input, now }) {
    const { condition, limit } = input
    const question = ['segment', condition]
    const went = input.cursor === undefined ? null : readCursor(question, input.cursor, cursor)
    if (input.cursor !== undefined && went === null) return badCursor
    const asked = await askPeople(db, workspaceId, condition, went ? went[0] : now)
    if (!asked.ok) return asked
    const { scope } = asked.value
    const after = went ? { heat: went[1] ?? -Infinity, id: went[2] } : null
    const found = await withinTime(db, () => findSegment(db, condition, scope, after, limit))
    if (!found.ok) return found
    const last = found.value.length > limit ? found.value[limit - 1] : undefined
    return ok({
      items: found.value.slice(0, limit).map((person) => rowOf(person, asked.value)),
      next: last ? writeCursor(question, [scope.now, Number.isFinite(last.heat) ? last.heat : null, last.id]) : null,
      asOf: isoTime(scope.now) as string,
    })
  },
})

function rowOf(person: SegmentPerson, { scope, blueprint }: Asked): PersonRow {
  const { id, name, email, title, accountId, accountName, fit, heat, stage, outcome, channel, lastAt } = person
  const engagement = scoreAt(heat, scope.now, scope.halfLife)
  const total = roundPoints(fit + engagement)
  return {
    id,
    name,
    email,
    title,
    account: accountId === null ? null : { id: accountId, name: accountName ?? '' },
    fit,
    engagement: roundPoints(engagement),
    total,
    hot: total >= blueprint.scores.threshold,
    stage,
    outcome,
    channel,
    lastAt: isoTime(lastAt),
  }
}
