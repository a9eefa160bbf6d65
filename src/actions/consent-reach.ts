import { mayReach } from '#actions/consent/may.ts'
import { scopeOf } from '#actions/person-list-page.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { reachInput, type ReachCount } from '#contract/consent.ts'
import { ok } from '#contract/problem.ts'
import { reachReasons } from '#core/consent/purpose.ts'
import { listIds } from '#store/person-list-ids.ts'

/** people that are asked about one by one at most; beyond, a segment is better made narrower */
const most = 200_000

/** How many of the people a condition chooses a purpose may reach now, and why the others not. */
export const countReach: Verb<ReachCount> = readVerb({
  permission: 'consent.read',
  input: reachInput,
  async run({ db, workspaceId, input, now }) {
    const question = {
      q: '',
      condition: input.condition ?? null,
      sort: 'engagement' as const,
      stage: null,
      channel: null,
      hot: false,
    }
    const scope = await scopeOf({ db, workspaceId, now }, question)
    if (!scope.ok) return scope
    const ids = await listIds(db, scope.value, most)
    const counts = new Map<string, number>()
    for (const { why } of (await mayReach(db, workspaceId, ids, input.purpose)).values())
      counts.set(why, (counts.get(why) ?? 0) + 1)
    const why = reachReasons
      .map((reason) => ({
        why: reason,
        may: reason === 'granted' || reason === 'basis',
        people: counts.get(reason) ?? 0,
      }))
      .filter(({ people }) => people > 0)
    return ok({ people: ids.length, may: why.reduce((sum, one) => sum + (one.may ? one.people : 0), 0), why })
  },
})
