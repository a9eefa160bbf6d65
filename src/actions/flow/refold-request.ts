import type { Db } from '#store/rows.ts'

/** Lets the job know that people of this workspace wait to be folded again (docs/concepts/flow.md, «pending»). */
export async function requestRefold(db: Db, workspaceId: string): Promise<void> {
  await db.query(`select pg_notify('hourglass_refold', $1)`, [workspaceId])
}
