import type { Condition } from '#core/rule.ts'
import type { Role } from '#core/permission.ts'
import { defaultFollowUp, type FollowUp } from '#core/task/plan.ts'
import type { Candidate, RoutingRule, RoutingTeam, RoutingWay } from '#core/task/routing.ts'
import type { Db } from '#store/rows.ts'

const columns = `id, name, team, condition as "when", way, members::text[] as members, last_id as last`

/** The rules of assignment, in the order in which they are asked. */
export async function routingRules(db: Db, workspaceId: string): Promise<RoutingRule[]> {
  const { rows } = await db.query<RoutingRule>(
    `select ${columns} from routing_rule where workspace_id = $1 order by place, id`,
    [workspaceId],
  )
  return rows
}

/** One rule as it stands now, locked until the transaction ends: turns are taken one after the other. */
export async function lockRule(db: Db, workspaceId: string, id: string): Promise<RoutingRule | null> {
  const { rows } = await db.query<RoutingRule>(
    `select ${columns} from routing_rule where workspace_id = $1 and id = $2 for update`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export async function noteTurn(db: Db, workspaceId: string, id: string, userId: string): Promise<void> {
  await db.query('update routing_rule set last_id = $3 where workspace_id = $1 and id = $2', [workspaceId, id, userId])
}

export interface RuleWrite {
  id: string
  name: string
  team: RoutingTeam | null
  when: Condition | null
  way: RoutingWay
  members: readonly string[]
}

/** All rules, in order; those that are left out go. Those that stay keep whose turn it was. */
export async function saveRules(db: Db, workspaceId: string, rules: readonly RuleWrite[], at: string): Promise<void> {
  await db.query('delete from routing_rule where workspace_id = $1 and id <> all($2)', [
    workspaceId,
    rules.map(({ id }) => id),
  ])
  for (const [place, { id, name, team, when, way, members }] of rules.entries())
    await db.query(
      `insert into routing_rule (workspace_id, id, place, name, team, condition, way, members, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (id) do update set place = excluded.place, name = excluded.name, team = excluded.team,
         condition = excluded.condition, way = excluded.way, members = excluded.members
         where routing_rule.workspace_id = $1`,
      [workspaceId, id, place, name, team, when && JSON.stringify(when), way, members, at],
    )
}

/** Members with what they have to do: open tasks and open hand-offs. */
export async function candidates(db: Db, workspaceId: string): Promise<(Candidate & { role: Role })[]> {
  const { rows } = await db.query<Candidate & { role: Role }>(
    `select u.id as "userId", u.name, u.email, m.role,
            ((select count(*) from task t where t.workspace_id = $1 and t.assignee_id = u.id and t.state = 'open')
             + (select count(*) from effect e where e.workspace_id = $1 and e.assignee_id = u.id and e.state = 'open'))::int as load
       from workspace_member m join auth_user u on u.id = m.user_id
      where m.workspace_id = $1 order by u.name, u.id`,
    [workspaceId],
  )
  return rows
}

/** How the team follows up. */
export async function readFollowUp(db: Db, workspaceId: string): Promise<FollowUp> {
  const { rows } = await db.query<FollowUp>(
    `select plan, within, work_from::float8 as "from", work_until::float8 as until from follow_up where workspace_id = $1`,
    [workspaceId],
  )
  return rows[0] ?? defaultFollowUp
}

export async function saveFollowUp(
  db: Db,
  workspaceId: string,
  { plan, within, from, until }: FollowUp,
): Promise<void> {
  await db.query(
    `insert into follow_up (workspace_id, plan, within, work_from, work_until) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id) do update set plan = excluded.plan, within = excluded.within,
       work_from = excluded.work_from, work_until = excluded.work_until`,
    [workspaceId, JSON.stringify(plan), JSON.stringify(within), from, until],
  )
}
