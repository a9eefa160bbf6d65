import type { Pool } from 'pg'
import { refoldDeals } from '#actions/deal/write.ts'
import type { Histories } from '#actions/flow/history.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { sameData } from '#core/blueprint/print.ts'
import { dealsOfVersion, dealVersions, passDealsOn } from '#store/deal/version.ts'

const batch = 100

/**
 * Folds the deals of a workspace that were folded under a blueprint version whose pipelines said something else; a stage
 * that is gone hands its deals to the nearest earlier one. May be stopped and started again.
 */
export async function refoldStaleDeals(
  pool: Pool,
  workspaceId: string,
  histories: Histories,
  { now, signal }: { now: () => number; signal?: AbortSignal | undefined },
): Promise<void> {
  const { current, programs } = await histories.of(pool, workspaceId)
  for (const version of await dealVersions(pool, workspaceId, current.version)) {
    const then = programs.find((program) => program.version === version)
    if (then && sameData(pipelinesOf(then.blueprint), pipelinesOf(current.blueprint))) {
      await passDealsOn(pool, workspaceId, version, current.version)
      continue
    }
    for (;;) {
      if (signal?.aborted) return
      const ids = await dealsOfVersion(pool, workspaceId, version, batch)
      if (ids.length === 0) break
      await transaction(pool, 'begin', async (db) => {
        const history = await histories.of(db, workspaceId)
        await refoldDeals({ db, workspaceId, history, now: now() }, ids)
        return ok(null)
      })
    }
  }
}

function pipelinesOf({ models }: Blueprint) {
  return models.filter((model) => model.subject === 'deal')
}
