import { randomUUIDv7 } from 'node:crypto'
import { agendaOf } from '#actions/review/agenda.ts'
import { nameOf, presentOf } from '#actions/review/clock.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { reviewStartInput, type ReviewWritten } from '#contract/review.ts'
import { insertReview, insertReviewItems } from '#store/review.ts'

/** Begins a review; what it goes through is fixed now, as things stand. */
export const startReview: Verb<ReviewWritten> = writeVerb({
  permission: 'review.run',
  input: reviewStartInput,
  async run({ db, workspaceId, actor, input, now }) {
    const me = actor.kind === 'user' ? actor.userId : null
    const present = await presentOf(db, workspaceId, {
      present: [...(me === null ? [] : [me]), ...input.present],
      guests: input.guests,
    })
    if (!present.ok) return present
    const agenda = await agendaOf({ db, workspaceId, now }, input)
    if (!agenda.ok) return agenda
    const id = randomUUIDv7()
    await insertReview(
      db,
      workspaceId,
      {
        id,
        pipeline: input.pipeline ?? null,
        owner: input.owner ?? null,
        guided: input.guided,
        startedBy: me,
        startedByName: nameOf(actor),
        present: present.value,
        stood: agenda.value.stood,
      },
      now,
    )
    await insertReviewItems(db, workspaceId, id, agenda.value.items)
    return ok({ id, revision: 1, state: 'running' as const, seconds: 0, taskId: null })
  },
  audit: ({ id }, { pipeline, owner }) => ({
    verb: 'review.start',
    subject: `review:${id}`,
    detail: { ...(pipeline === undefined ? {} : { pipeline }), ...(owner === undefined ? {} : { owner }) },
  }),
})
