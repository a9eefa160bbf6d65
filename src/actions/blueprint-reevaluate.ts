import type { Pool, PoolClient } from 'pg'
import { refoldStaleDeals } from '#actions/deal/reevaluate.ts'
import { LeftOut, foldTogether } from '#actions/flow/left-out.ts'
import { Histories } from '#actions/flow/history.ts'
import { passTime, refoldPeople } from '#actions/flow/refold.ts'
import { requestRefold } from '#actions/flow/refold-request.ts'
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

/** Folds all pending deals and people of a workspace, a few at a time; may be stopped and started again. Gives how many. */
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
  const left = new LeftOut()
  await refoldStaleDeals(pool, workspaceId, histories, { now, signal })
  for (let done = 0; ;) {
    if (signal?.aborted) return done
    const { version } = (await histories.of(pool, workspaceId)).current
    const ids = await pendingPeople(pool, workspaceId, version, batch, left.ids)
    done += await foldTogether(pool, workspaceId, ids, left, async (db, those) => {
      const history = await histories.of(db, workspaceId)
      await refoldPeople({ db, workspaceId, history, now: now() }, those)
      await saveProgress(db, workspaceId, history.current.version, those.length, false)
    })
    onProgress?.(done)
    if (ids.length === batch) continue
    if (left.ids.length === 0) await saveProgress(pool, workspaceId, version, 0, true)
    await left.tell(pool, workspaceId, now())
    return done
  }
}

/** Folds those of a workspace whose next moment has come. Gives how many. */
export async function foldDue(pool: Pool, workspaceId: string, now: () => number = Date.now): Promise<number> {
  const histories = new Histories()
  const left = new LeftOut()
  for (let done = 0; ;) {
    const at = now()
    const ids = await duePeople(pool, workspaceId, at, batch, left.ids)
    done += await foldTogether(pool, workspaceId, ids, left, async (db, those) => {
      const history = await histories.of(db, workspaceId)
      await passTime({ db, workspaceId, history, now: at }, those)
    })
    if (ids.length === batch) continue
    await left.tell(pool, workspaceId, at)
    return done
  }
}
