import type { PoolClient } from 'pg'
import type { DealWritten } from '#contract/deal.ts'
import { dealHeads } from '#store/deal/read.ts'

/** What a change of a deal gives back. `event`: the one that says it, by which it is undone. */
export async function writtenDeal(
  db: PoolClient,
  workspaceId: string,
  id: string,
  event: string | null,
): Promise<DealWritten> {
  const head = (await dealHeads(db, workspaceId, [id])).get(id)
  if (!head) throw new Error(`the deal ${id} is gone`)
  const { revision, stage, outcome, status } = head
  return { id, revision, stage, outcome, status, event }
}
