import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { deniedDeal, outdated } from '#actions/deal/access.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { histories } from '#actions/person/load.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { dealPrograms, foldDeal, type FoldedDeal } from '#core/deal/fold.ts'
import { dealEventsOf } from '#store/deal/event.ts'
import { dealHeads, lockDeals, type DealHead } from '#store/deal/read.ts'

export const noDeal = refuse('not_found', 'There is no such deal here.')

export interface OpenDeal {
  head: DealHead
  deal: FoldedDeal
  setting: Setting
}

/** A deal as it stands now, folded from what is kept of it. Reads only. */
export async function loadDeal(
  db: PoolClient,
  workspaceId: string,
  id: string,
  now: number,
): Promise<Result<OpenDeal>> {
  const head = (await dealHeads(db, workspaceId, [id])).get(id)
  if (!head) return noDeal
  const history = await histories.of(db, workspaceId)
  const events = (await dealEventsOf(db, workspaceId, [id])).get(id) ?? []
  const deal = foldDeal(events, dealPrograms(history.programs), now)
  return deal ? ok({ head, deal, setting: { db, workspaceId, history, now } }) : noDeal
}

/** The same, locked, for somebody who is about to change it; `revision`: as they read it, when it matters. */
export async function takeDeal(
  { db, workspaceId, actor, now }: { db: PoolClient; workspaceId: string; actor: Actor; now: number },
  id: string,
  revision?: number,
): Promise<Result<OpenDeal>> {
  await lockDeals(db, workspaceId, [id])
  const found = await loadDeal(db, workspaceId, id, now)
  if (!found.ok) return found
  const denied = deniedDeal(actor, found.value.head)
  if (denied) return denied
  if (revision !== undefined && revision !== found.value.head.revision) return outdated(found.value.head)
  return found
}
