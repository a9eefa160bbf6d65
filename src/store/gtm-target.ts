import type { PoolClient } from 'pg'

/** Targets of some periods, by period and stage. */
export async function findTargets(
  db: PoolClient,
  workspaceId: string,
  model: string,
  periods: readonly string[],
): Promise<{ period: string; stage: string; people: number }[]> {
  const { rows } = await db.query<{ period: string; stage: string; people: number }>(
    'select period, stage, people from gtm_target where workspace_id = $1 and model = $2 and period = any($3)',
    [workspaceId, model, periods],
  )
  return rows
}

/** Sets a target, or takes it away; gives what it was. */
export async function saveTarget(
  db: PoolClient,
  workspaceId: string,
  target: { model: string; period: string; stage: string; people: number | null; by: string; at: number },
): Promise<number | null> {
  const { model, period, stage, people, by, at } = target
  const key = [workspaceId, model, period, stage]
  const { rows } = await db.query<{ people: number }>(
    `select people from gtm_target where workspace_id = $1 and model = $2 and period = $3 and stage = $4 for update`,
    key,
  )
  if (people === null) {
    await db.query('delete from gtm_target where workspace_id = $1 and model = $2 and period = $3 and stage = $4', key)
  } else {
    await db.query(
      `insert into gtm_target (workspace_id, model, period, stage, people, set_by, set_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (workspace_id, model, period, stage)
       do update set people = excluded.people, set_by = excluded.set_by, set_at = excluded.set_at`,
      [...key, people, by, new Date(at).toISOString()],
    )
  }
  return rows[0]?.people ?? null
}
