import type { Db } from '#store/rows.ts'

/**
 * Asks the job to fold pending people of a workspace soon; it comes with the transaction that made them pending. Where
 * no jobs were ever run on this database, the next server start finds them.
 */
export async function requestRefold(db: Db, workspaceId: string): Promise<void> {
  const { rows } = await db.query<{ there: boolean }>(
    `select to_regclass('graphile_worker.migrations') is not null as there`,
  )
  if (!rows[0]?.there) return
  await db.query(
    `select graphile_worker.add_job('refold', json_build_object('workspaceId', $1::text), job_key := $2)`,
    [workspaceId, `refold:${workspaceId}`],
  )
}
