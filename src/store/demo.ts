import type { Pool, PoolClient } from 'pg'

type Db = Pool | PoolClient

/** How far a sample company is loaded. Kept in `workspace.settings.demo`. */
export interface DemoState {
  seed: string
  /** epoch ms: the day on which its half year ends */
  end: number
  size: number
  /** items of the simulation that are durable, in its order */
  sent: number
  done: boolean
}

/** Until the transaction ends no other process opens a demo workspace. */
export async function lockDemo(db: PoolClient): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtext('hourglass demo'))`)
}

export async function saveDemoState(db: Db, workspaceId: string, state: DemoState): Promise<void> {
  await db.query(
    `update workspace set settings = settings || jsonb_build_object('demo', $2::jsonb) where workspace_id = $1`,
    [workspaceId, JSON.stringify(state)],
  )
}
