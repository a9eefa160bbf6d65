import { pageOfPeople } from '#actions/person-list-page.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { personQueryInput, type PersonQueryList } from '#contract/person-query.ts'

/** People by any condition of the rule language, with the columns asked for. Changes nothing. */
export const queryPeople: Verb<PersonQueryList> = readVerb({
  permission: 'person.list',
  input: personQueryInput,
  run({ db, workspaceId, input, now }) {
    const { q = '', sort, condition = null, columns, limit, cursor } = input
    const question = { q, sort, condition, columns, limit, cursor, stage: null, channel: null, hot: false }
    return pageOfPeople({ db, workspaceId, now }, question)
  },
})
