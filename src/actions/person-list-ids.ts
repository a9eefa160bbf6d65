import { scopeOf } from '#actions/person-list-page.ts'
import { withinTime } from '#actions/segment/ask.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { personIdsInput, type PersonIds } from '#contract/person-query.ts'
import { ok } from '#contract/problem.ts'
import { listIds } from '#store/person-list-ids.ts'

/** Who a list holds, for what is done to many at once. */
export const listPersonIds: Verb<PersonIds> = readVerb({
  permission: 'person.list',
  input: personIdsInput,
  async run({ db, workspaceId, input, now }) {
    const { q = '', condition = null, hot = false, limit } = input
    const question = { q, condition, sort: 'newest' as const, stage: null, channel: null, hot }
    const scope = await scopeOf({ db, workspaceId, now }, question)
    if (!scope.ok) return scope
    if (scope.value.words?.length === 0) return ok({ ids: [], more: false })
    return withinTime(db, async () => {
      const ids = await listIds(db, scope.value, limit + 1)
      return ok({ ids: ids.slice(0, limit), more: ids.length > limit })
    })
  },
})
