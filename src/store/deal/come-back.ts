import type { Db } from '#store/rows.ts'

/** Takes away the tasks of these causes that are still open; says whether there were any. */
export async function deleteComeBacks(db: Db, workspaceId: string, causes: readonly string[]): Promise<boolean> {
  const { rowCount } = await db.query(
    `delete from task where workspace_id = $1 and cause = any($2) and state = 'open'`,
    [workspaceId, causes],
  )
  return (rowCount ?? 0) > 0
}
