import type { Db } from '#store/rows.ts'

/** How many open tasks, open hand-offs and open deals are somebody's. */
export async function heldBy(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<{ tasks: number; handoffs: number; deals: number }> {
  const { rows } = await db.query<{ tasks: number; handoffs: number; deals: number }>(
    `select (select count(*)::int from task where workspace_id = $1 and assignee_id = $2 and state = 'open') as tasks,
            (select count(*)::int from effect where workspace_id = $1 and assignee_id = $2 and state = 'open') as handoffs,
            (select count(*)::int from deal where workspace_id = $1 and owner_id = $2 and status = 'open') as deals`,
    [workspaceId, userId],
  )
  return rows[0] ?? { tasks: 0, handoffs: 0, deals: 0 }
}

/** Ids of somebody's open deals, locked by who writes them later; the oldest first. */
export async function openDealsOwnedBy(db: Db, workspaceId: string, userId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from deal where workspace_id = $1 and owner_id = $2 and status = 'open' order by id`,
    [workspaceId, userId],
  )
  return rows.map(({ id }) => id)
}

/** Tasks of somebody that stand open, with the team that their person would be handed to. */
export async function openTasksOf(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<{ id: string; personId: string | null }[]> {
  const { rows } = await db.query<{ id: string; personId: string | null }>(
    `select t.id, coalesce(p.merged_into, p.id) as "personId" from task t left join person p on p.id = t.person_id
      where t.workspace_id = $1 and t.assignee_id = $2 and t.state = 'open' order by t.id for update of t`,
    [workspaceId, userId],
  )
  return rows
}
