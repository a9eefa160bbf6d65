import type { Pool, PoolClient } from 'pg'
import { Histories } from '#actions/flow/history.ts'
import { passTime, refoldPeople } from '#actions/flow/refold.ts'
import { requestRefold } from '#actions/flow/refold-request.ts'
import { inTransaction } from '#actions/flow/transaction.ts'
import { countPeople, duePeople, pendingPeople, saveProgress } from '#store/pending.ts'

const batch = 200

/**
 * Everybody becomes pending under a new version: called inside the transaction that inserted it. The job folds them in
 * the background; an event that touches one folds that person first.
 */
export async function requestReevaluation(db: PoolClient, workspaceId: string, version: number): Promise<void> {
  await db.query(
    `update blueprint_version set people_total = $3, people_done = 0, finished_at = null
     where workspace_id = $1 and version = $2`,
    [workspaceId, version, await countPeople(db, workspaceId)],
  )
  await requestRefold(db, workspaceId)
}

/** Folds all pending people of a workspace, a few at a time; may be stopped and started again. Gives how many. */
export async function refoldPending(
  pool: Pool,
  workspaceId: string,
  {
    now = Date.now,
    signal,
    onProgress,
  }: { now?: () => number; signal?: AbortSignal; onProgress?: (done: number) => void } = {},
): Promise<number> {
  const histories = new Histories()
  for (let done = 0; ;) {
    if (signal?.aborted) return done
    const folded = await inTransaction(pool, async (db) => {
      const history = await histories.of(db, workspaceId)
      const { version } = history.current
      const ids = await pendingPeople(db, workspaceId, version, batch)
      await refoldPeople({ db, workspaceId, history, now: now() }, ids)
      await saveProgress(db, workspaceId, version, ids.length, ids.length < batch)
      return ids.length
    })
    done += folded
    onProgress?.(done)
    if (folded < batch) return done
  }
}

/** Folds those of a workspace whose next moment has come. Gives how many. */
export async function foldDue(pool: Pool, workspaceId: string, now: () => number = Date.now): Promise<number> {
  const histories = new Histories()
  for (let done = 0; ;) {
    const folded = await inTransaction(pool, async (db) => {
      const history = await histories.of(db, workspaceId)
      const at = now()
      const ids = await duePeople(db, workspaceId, at, batch)
      await passTime({ db, workspaceId, history, now: at }, ids)
      return ids.length
    })
    done += folded
    if (folded < batch) return done
  }
}
