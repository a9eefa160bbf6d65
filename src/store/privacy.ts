import type { Pool, PoolClient } from 'pg'
import { type PrivacySettings, readPrivacy } from '#contract/settings.ts'

type Db = Pool | PoolClient

/** Null when there is no such workspace. */
export async function findPrivacy(db: Db, workspaceId: string): Promise<PrivacySettings | null> {
  const { rows } = await db.query<{ settings: Record<string, unknown> }>(
    'select settings from workspace where workspace_id = $1',
    [workspaceId],
  )
  return rows[0] ? readPrivacy(rows[0].settings) : null
}

/** Other settings of the workspace stay. */
export async function updatePrivacy(db: Db, workspaceId: string, privacy: PrivacySettings): Promise<void> {
  await db.query('update workspace set settings = settings || $2::jsonb where workspace_id = $1', [
    workspaceId,
    JSON.stringify(privacy),
  ])
}
