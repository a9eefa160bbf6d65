import type { Pool, PoolClient } from 'pg'

/**
 * Asks for a background job, in the transaction of what it is about; one request per `key` waits at a time. Where no
 * server has run yet, the schedules of the first one take the work up.
 */
export async function requestJob(
  db: Pool | PoolClient,
  task: string,
  payload: Record<string, unknown>,
  key: string,
): Promise<void> {
  const { rows } = await db.query<{ there: boolean }>(
    `select to_regclass('graphile_worker.migrations') is not null as there`,
  )
  if (rows[0]?.there !== true) return
  await db.query(`select graphile_worker.add_job($1, $2::json, job_key := $3)`, [task, JSON.stringify(payload), key])
}
