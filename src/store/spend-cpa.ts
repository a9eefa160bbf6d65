import type { PoolClient } from 'pg'
import {
  closedSql,
  cohortSql,
  groupSql,
  limitSql,
  parameters,
  reachedSql,
  timeSql,
  type FunnelScope,
} from '#store/funnel-scope.ts'
import type { Db } from '#store/rows.ts'

/** What is completed: a stage by its place in the model (from 0), or an event by its name. */
export type Completion = { kind: 'stage'; place: number } | { kind: 'event'; name: string }

export interface CompletedRow {
  /** of the breakdown; null: missing */
  value: string | null
  people: number
  closed: number
  completed: number
  completedClosed: number
}

/** Counts the people of a cohort and how many of them completed, within the window of each, by the value of the breakdown. */
export async function countCompleted(
  db: PoolClient,
  scope: FunnelScope,
  completion: Completion,
): Promise<CompletedRow[]> {
  const { bind, values } = parameters()
  const completed =
    completion.kind === 'stage' ? reachedSql(scope, completion.place) : happenedSql(scope, bind(completion.name))
  const { rows } = await db.query<CompletedRow>(
    `with member as (select ${groupSql(scope, bind)} as value, ${closedSql(scope)} as closed, ${completed} as completed
       ${cohortSql(scope, bind)})
     select value, count(*)::integer as people, (count(*) filter (where closed))::integer as closed,
            (count(*) filter (where completed))::integer as completed,
            (count(*) filter (where completed and closed))::integer as "completedClosed"
       from member group by value order by people desc, value collate "C" limit 10000`,
    values,
  )
  return rows
}

/** A person's own act of that name, from the first touch on. */
function happenedSql(scope: FunnelScope, name: string): string {
  const limit = limitSql(scope)
  return `exists (select from event e where e.workspace_id = r.workspace_id and e.person_id = r.subject_id
    and e.name = ${name} and e.verdict = 'human' and e.time >= r.s1 and e.time <= ${limit ?? timeSql(scope.now)})`
}

export interface CpaTarget {
  action: string
  currency: string
  minor: number
}

export async function listCpaTargets(db: Db, workspaceId: string): Promise<CpaTarget[]> {
  const { rows } = await db.query<CpaTarget>(
    `select action, currency, amount_minor::double precision as minor from cpa_target where workspace_id = $1 order by action`,
    [workspaceId],
  )
  return rows
}

/** Sets what an action should cost at most, or takes it away; gives what it was. */
export async function saveCpaTarget(
  db: Db,
  workspaceId: string,
  target: { action: string; currency: string; minor: number | null; at: number; by: string },
): Promise<number | null> {
  const { action, currency, minor, at, by } = target
  const { rows } = await db.query<{ minor: number }>(
    `select amount_minor::double precision as minor from cpa_target where workspace_id = $1 and action = $2 and currency = $3 for update`,
    [workspaceId, action, currency],
  )
  if (minor === null)
    await db.query('delete from cpa_target where workspace_id = $1 and action = $2', [workspaceId, action])
  else {
    await db.query(
      `insert into cpa_target (workspace_id, action, currency, amount_minor, set_by, set_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (workspace_id, action) do update
         set currency = excluded.currency, amount_minor = excluded.amount_minor, set_by = excluded.set_by, set_at = excluded.set_at`,
      [workspaceId, action, currency, minor, by, new Date(at).toISOString()],
    )
  }
  return rows[0]?.minor ?? null
}

/** Campaigns by which people came first, the most frequent first. */
export async function commonCampaigns(db: Db, workspaceId: string, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ campaign: string }>(
    `select first_campaign as campaign from person
      where workspace_id = $1 and merged_into is null and first_campaign <> ''
      group by first_campaign order by count(*) desc, first_campaign collate "C" limit $2`,
    [workspaceId, limit],
  )
  return rows.map(({ campaign }) => campaign)
}
