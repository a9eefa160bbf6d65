import { readVerb, type Verb } from '#actions/verb.ts'
import { valuesQuery, type ValuesInUse } from '#contract/person-fields.ts'
import { ok } from '#contract/problem.ts'
import { valuesInUse } from '#store/person-list-value.ts'

/** Values of a field that are in use, for suggestions; none for a field whose values are not data. */
export const listValuesInUse: Verb<ValuesInUse> = readVerb({
  permission: 'person.list',
  input: valuesQuery,
  async run({ db, workspaceId, input }) {
    const items = (await valuesInUse(db, workspaceId, input.field, input.q ?? '', 30)) ?? []
    return ok({ items: items as ValuesInUse['items'] })
  },
})
