import { foldPerson } from '#actions/person/load.ts'
import { scoresOf } from '#actions/person/scores.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { personInput, type PersonScores } from '#contract/person.ts'
import { ok, refuse } from '#contract/problem.ts'
import { findPerson } from '#store/person-read.ts'

/** Both scores of somebody, opened to the rules and awards that they add up from, as of now or of an earlier moment. */
export const readPersonScores: Verb<PersonScores> = readVerb({
  permission: 'person.read',
  input: personInput,
  async run({ db, workspaceId, input, now }) {
    const at = input.at ?? now
    if (at > now) return refuse('invalid', 'at: lies ahead; give a moment that has passed, or none for now.')
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    return ok(scoresOf(await foldPerson(db, workspaceId, person.id, at), at))
  },
})
