import { dayIn } from '#core/proposal/renewal.ts'
import type { Db } from '#store/rows.ts'
import { findWorkspace, type Workspace } from '#store/workspace.ts'

/** The workspace, and which day it is there. */
export async function placeOf(
  db: Db,
  workspaceId: string,
  now: number,
): Promise<{ workspace: Workspace; today: string }> {
  const workspace = await findWorkspace(db, workspaceId)
  if (!workspace) throw new Error(`the workspace ${workspaceId} is gone`)
  return { workspace, today: dayIn(workspace.zone, now) }
}
