import type { PoolClient } from 'pg'
import { z } from 'zod'
import { teamRoles } from '#actions/notify-teams.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import type { RoutingDocument } from '#contract/handoff.ts'
import { ok } from '#contract/problem.ts'
import { choose } from '#core/task/routing.ts'
import { candidates, readFollowUp, routingRules } from '#store/routing.ts'

/** The rules of assignment in their order, the follow-up plan, and who has how much to do. */
export const readRouting: Verb<RoutingDocument> = readVerb({
  permission: 'task.read',
  input: z.object({}),
  run: async ({ db, workspaceId }) => ok(await routingNow(db, workspaceId)),
})

export async function routingNow(db: PoolClient, workspaceId: string): Promise<RoutingDocument> {
  const members = await candidates(db, workspaceId)
  const rules = await routingRules(db, workspaceId)
  return {
    rules: rules.map((rule) => {
      const { last: _last, ...fields } = rule
      const able = rule.members.length > 0 ? members : members.filter(({ role }) => teamRoles(rule.team).includes(role))
      const next = rule.way === 'round_robin' ? choose(rule, able, null) : null
      return { ...fields, nextTurn: next?.name ?? null }
    }),
    followUp: await readFollowUp(db, workspaceId),
    members: members.map(({ userId, name, role, load }) => ({ userId, name, role, load })),
  }
}
