import { foldPerson } from '#actions/person/load.ts'
import { stageHistories } from '#actions/person/stages.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { personInput } from '#contract/person.ts'
import type { PersonStages } from '#contract/person-head.ts'
import { ok, refuse } from '#contract/problem.ts'
import { findPerson, intervalsOf } from '#store/person-read.ts'

/** Somebody's way through every person model, each step with its reason, as of now or of an earlier moment. */
export const readPersonStages: Verb<PersonStages> = readVerb({
  permission: 'person.read',
  input: personInput,
  async run({ db, workspaceId, input, now }) {
    const at = input.at ?? now
    if (at > now) return refuse('invalid', 'at: lies ahead; give a moment that has passed, or none for now.')
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const folded = await foldPerson(db, workspaceId, person.id, at)
    const { program } = folded.run
    return ok({
      lifecycle: program.blueprint.lifecycle,
      journey: program.journeys[0]?.id ?? null,
      stages: stageHistories(folded, await intervalsOf(db, workspaceId, person.id, at)),
    })
  },
})
