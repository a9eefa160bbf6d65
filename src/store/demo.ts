import { randomUUIDv7 } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { WorkspaceInput } from '#contract/session.ts'
import { findDemoWorkspace, insertWorkspace } from '#store/workspace.ts'

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

export interface DemoWorkspace {
  id: string
  zone: string
  state: DemoState
}

/**
 * The newest demo workspace with what was loaded into it; when there is none, or `fresh` asks for another, one that
 * begins as `state`. Two processes that ask at once get the same.
 */
export async function openDemoWorkspace(
  pool: Pool,
  input: WorkspaceInput,
  state: DemoState,
  fresh: boolean,
): Promise<DemoWorkspace> {
  const db = await pool.connect()
  try {
    await db.query('begin')
    await db.query(`select pg_advisory_xact_lock(hashtext('hourglass demo'))`)
    const found = fresh ? null : await findDemoWorkspace(db)
    const opened = found
      ? { id: found.id, zone: found.zone, state: (found.settings['demo'] as DemoState | undefined) ?? state }
      : { id: randomUUIDv7(), zone: input.zone, state }
    if (!found) await insertWorkspace(db, opened.id, input, true)
    await saveDemoState(db, opened.id, opened.state)
    await db.query('commit')
    return opened
  } catch (error) {
    await db.query('rollback').catch(() => {})
    throw error
  } finally {
    db.release()
  }
}

export async function saveDemoState(db: Pool | PoolClient, workspaceId: string, state: DemoState): Promise<void> {
  await db.query(
    `update workspace set settings = settings || jsonb_build_object('demo', $2::jsonb) where workspace_id = $1`,
    [workspaceId, JSON.stringify(state)],
  )
}
