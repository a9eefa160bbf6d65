import { writeVerb, type Verb } from '#actions/verb.ts'
import { personFieldRetire, type PersonFieldRetired } from '#contract/person-verbs.ts'
import { ok, refuse } from '#contract/problem.ts'
import { retireField } from '#store/person-field.ts'

/** A field is offered no more. The values people have stay facts, and defining it again brings it back. */
export const retirePersonField: Verb<PersonFieldRetired> = writeVerb({
  permission: 'field.define',
  input: personFieldRetire,
  async run({ db, workspaceId, input, now }) {
    if (!(await retireField(db, workspaceId, input.key, now)))
      return refuse('not_found', 'There is no such field here.')
    return ok({ key: input.key })
  },
  audit: ({ key }) => ({ subject: `field:${key}`, detail: { retired: true } }),
})
