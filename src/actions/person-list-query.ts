import { pageOfPeople } from '#actions/person-list-page.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { personQueryInput, type PersonQueryList } from '#contract/person-query.ts'

/** People by any condition of the rule language, with the columns asked for. Changes nothing. */
export const queryPeople: Verb<PersonQueryList> = readVerb({
  permission: 'person.list',
  input: personQueryInput,
  run({ db, workspaceId, input, now }) {
    const { q = '', sort, condition = null, hot = false, columns, limit, cursor } = input
    const question = { q, sort, condition, hot, columns, limit, cursor, stage: null, channel: null }
    return pageOfPeople({ db, workspaceId, now }, question)
  },
})
