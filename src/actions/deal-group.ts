import { loadDeal } from '#actions/deal/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { dealId } from '#contract/deal.ts'
import type { DealGroup } from '#contract/deal-page.ts'
import { ok } from '#contract/problem.ts'
import { missingRoles, neededRoles } from '#core/deal/coverage.ts'
import { warningsOfGroup } from '#core/deal/group.ts'
import { roundPoints, scoreAt } from '#core/score.ts'
import { colleaguesBeside, heardInDeal, warmthOf } from '#store/deal/group.ts'
import { groupsOf } from '#store/deal/read.ts'

/** Who decides about a deal: roles, stance, who was ever heard, and what the group lacks. */
export const readDealGroup: Verb<DealGroup> = readVerb({
  permission: 'deal.read',
  input: dealId,
  async run({ db, workspaceId, input, now }) {
    const found = await loadDeal(db, workspaceId, input.id, now)
    if (!found.ok) return found
    const { head, setting } = found.value
    const group = (await groupsOf(db, workspaceId, [input.id])).get(input.id) ?? []
    const ids = group.map(({ personId }) => personId)
    const heard = await heardInDeal(db, workspaceId, input.id)
    const warmth = await warmthOf(db, workspaceId, ids)
    const { halfLife } = setting.history.current
    const people = group.map(({ saidId, since, ...member }) => {
      const heardAt = heard.get(saidId) ?? heard.get(member.personId) ?? null
      const { lastAt = null, engagement = null } = warmth.get(member.personId) ?? {}
      return {
        ...member,
        since: since.toISOString(),
        heardAt: heardAt?.toISOString() ?? null,
        lastAt: lastAt?.toISOString() ?? null,
        engagement: roundPoints(scoreAt(engagement, now, halfLife)),
      }
    })
    return ok({
      people,
      warnings: warningsOfGroup(
        people.map(({ roles, stance, heardAt }) => ({
          roles,
          stance,
          heardAt: heardAt === null ? null : Date.parse(heardAt),
        })),
      ),
      needed: [...neededRoles],
      missing: missingRoles(people),
      colleagues: head.accountId === null ? 0 : await colleaguesBeside(db, workspaceId, head.accountId, ids),
    })
  },
})
