import { personEventsInput, type TimelinePage } from '#contract/person.ts'
import { refuse } from '#contract/problem.ts'
import { foldPerson } from '#actions/person/load.ts'
import { timelinePageOf } from '#actions/person/timeline.ts'
import { readVerb, requirePermission, type Verb } from '#actions/verb.ts'
import { findPerson } from '#store/person-read.ts'

/** A person's events, newest first, a page at a time. */
export const readPersonEvents: Verb<TimelinePage> = readVerb({
  permission: 'person.read',
  input: personEventsInput,
  async run({ db, workspaceId, actor, input, now }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const { awards } = await foldPerson(db, workspaceId, person.id, now)
    return timelinePageOf(db, workspaceId, awards, {
      personId: person.id,
      at: now,
      human: input.human === true ? true : input.machine === true ? false : null,
      groups: input.group ?? null,
      channel: input.channel ?? null,
      cursor: input.cursor ?? null,
      limit: input.limit,
      forms: requirePermission(actor, 'capture.read') === null,
    })
  },
})
