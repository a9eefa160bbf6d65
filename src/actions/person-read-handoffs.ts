import { histories } from '#actions/person/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { personId } from '#contract/person.ts'
import type { PersonHandoffs } from '#contract/person-head.ts'
import { ok, refuse } from '#contract/problem.ts'
import { findPerson, handoffsOf } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'

/** When somebody was handed over to a team, why, and whether anybody has taken them. */
export const readPersonHandoffs: Verb<PersonHandoffs> = readVerb({
  permission: 'person.read',
  input: personId,
  async run({ db, workspaceId, input }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const { models, reasons } = (await histories.of(db, workspaceId)).current.blueprint
    return ok({
      items: (await handoffsOf(db, workspaceId, person.id)).map(({ detail, at, doneAt, ...one }) => {
        const model = typeof detail['model'] === 'string' ? detail['model'] : null
        const stage = models.find(({ id }) => id === model)?.stages.find(({ id }) => id === detail['stage'])
        return {
          ...one,
          reasonName: reasons.find(({ id }) => id === one.reason)?.name ?? null,
          at: isoTime(at.getTime()) as string,
          doneAt: isoTime(doneAt?.getTime()),
          model,
          stage: stage?.name ?? null,
        }
      }),
    })
  },
})
