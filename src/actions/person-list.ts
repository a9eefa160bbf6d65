import { pageOfPeople } from '#actions/person-list-page.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { personListQuery, type PersonList } from '#contract/person.ts'
import { ok } from '#contract/problem.ts'

/** People by the plainest filters, in an address: sorted, searched and paged in the database. */
export const listPeople: Verb<PersonList> = readVerb({
  permission: 'person.list',
  input: personListQuery,
  async run({ db, workspaceId, input, now }) {
    const { q = '', sort, stage = null, channel = null, hot = false, limit, cursor } = input
    const question = { q, sort, stage, channel, hot, limit, cursor, condition: null, columns: [] }
    const page = await pageOfPeople({ db, workspaceId, now }, question)
    if (!page.ok) return page
    return ok({ ...page.value, items: page.value.items.map(({ values: _, ...item }) => item) })
  },
})
