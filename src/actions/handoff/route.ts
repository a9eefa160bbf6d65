import type { PoolClient } from 'pg'
import { teamRoles } from '#actions/notify-teams.ts'
import { compileCondition, type Context, type Registry } from '#core/fold/condition.ts'
import type { Run } from '#core/fold/run.ts'
import type { Condition } from '#core/rule.ts'
import { choose, type Assigned, type RoutingRule } from '#core/task/routing.ts'
import { candidates, lockRule, noteTurn, routingRules } from '#store/routing.ts'

/**
 * Whose it is, by the team's rules in their order; null when no rule finds anybody: then it is the whole team's. Turns
 * are taken under a lock on the rule until the transaction ends, so that nobody is passed over when many come at once.
 * `run`: the person, folded; `owner`: their company's, as somebody wrote it.
 */
export async function route(
  db: PoolClient,
  workspaceId: string,
  { team, run, owner, now }: { team: string | null; run: Run; owner: string | null; now: number },
): Promise<Assigned | null> {
  const rules = await routingRules(db, workspaceId)
  for (const { id, when, team: of } of rules) {
    if (of !== null && of !== team) continue
    if (when !== null && !holds(when, run, now)) continue
    const rule = await lockRule(db, workspaceId, id)
    if (!rule) continue
    const found = await choice(db, workspaceId, rule, team, owner)
    if (!found) continue
    if (rule.way === 'round_robin') await noteTurn(db, workspaceId, id, found.userId)
    const load = rule.way === 'least_loaded' ? { load: found.load } : {}
    return { userId: found.userId, name: found.name, rule: { id, name: rule.name }, way: rule.way, ...load }
  }
  // what goes to the company's owner needs no rule to find them
  if (team !== 'account_owner' || owner === null) return null
  const found = choose(ownersRule, await candidates(db, workspaceId), owner)
  return found && { userId: found.userId, name: found.name, rule: null, way: 'account_owner' }
}

const ownersRule: RoutingRule = {
  id: '',
  name: '',
  team: null,
  when: null,
  way: 'account_owner',
  members: [],
  last: null,
}

/** Read after the rule is locked: loads and turns are those of whoever was before. */
async function choice(
  db: PoolClient,
  workspaceId: string,
  rule: RoutingRule,
  team: string | null,
  owner: string | null,
) {
  const everybody = await candidates(db, workspaceId)
  const ofTeam = everybody.filter(({ role }) => teamRoles(team).includes(role))
  const named = rule.members.length > 0 || rule.way === 'account_owner'
  return choose(rule, named ? everybody : ofTeam, owner)
}

/** Whether a condition over facts holds for somebody. */
function holds(when: Condition, { state, program }: Run, now: number): boolean {
  const context: Context = {
    state,
    time: now,
    event: null,
    hits: new Uint8Array(0),
    model: '',
    halfLife: program.halfLife,
  }
  return compileCondition(when, '', factsOnly).test(context)
}

const factsOnly: Registry = {
  matcher: () => {
    throw new RangeError('a rule of assignment reads facts, no events')
  },
  counter: () => {
    throw new RangeError('a rule of assignment reads facts, no counts')
  },
}
