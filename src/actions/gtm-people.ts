import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { resolveGtm } from '#actions/gtm-scope.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { gtmPeopleQuery, type GtmPeople } from '#contract/gtm.ts'
import { ok, refuse } from '#contract/problem.ts'
import { findGtmPeople } from '#store/gtm.ts'

// entry with microseconds as PostgreSQL writes it, subject, pass
const place = z.tuple([
  z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00( BC)?$/),
  z.uuid(),
  z.int().min(0).max(2_147_483_647),
])

/** The people behind one figure of the go-to-market dashboard, a page at a time in order of entry to the stage. */
export const listGtmPeople: Verb<GtmPeople> = readVerb({
  permission: 'funnel.read',
  input: gtmPeopleQuery,
  async run({ db, workspaceId, input, now }) {
    const resolved = await resolveGtm(db, workspaceId, input.period, now)
    if (!resolved.ok) return resolved
    const { current, running, period } = resolved.value
    const index = current.stages.indexOf(input.stage)
    if (index < 0) {
      return refuse('not_found', `${current.model} has no stage ${input.stage}; it has ${current.stages.join(', ')}.`)
    }
    const question = ['gtm', period.key, input.stage, input.of]
    const after = input.cursor === undefined ? null : readCursor(question, input.cursor, place)
    if (input.cursor !== undefined && after === null) return badCursor
    const { items, next } = await findGtmPeople(db, current, {
      place: index,
      of: input.of,
      at: running ? null : current.to,
      after,
      limit: input.limit,
    })
    return ok({ stage: input.stage, of: input.of, items, next: next && writeCursor(question, next) })
  },
})
