import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { takeDeal, type OpenDeal } from '#actions/deal/load.ts'
import { refuse, type Result } from '#contract/problem.ts'
import { findProposal, type ProposalRow } from '#store/proposal.ts'

export const noProposal = refuse('not_found', 'There is no such proposal here.')

/** The refusal of who changes what has changed since they looked. */
export const outdatedProposal = refuse(
  'conflict',
  'Somebody changed this proposal since you looked; nothing of yours was written. Look again, then repeat it.',
)

export const sentAlready = refuse(
  'conflict',
  'This proposal was sent: its text does not change any more. Make a new version of it.',
)

/** A proposal and its deal, locked, for somebody who is about to change it. `revision`: as they read it, when it matters. */
export async function takeProposal(
  call: { db: PoolClient; workspaceId: string; actor: Actor; now: number },
  id: string,
  revision?: number,
): Promise<Result<{ row: ProposalRow; open: OpenDeal }>> {
  const { db, workspaceId } = call
  const seen = await findProposal(db, workspaceId, id)
  if (!seen) return noProposal
  const open = await takeDeal(call, seen.dealId)
  if (!open.ok) return open
  // again under the lock of its deal
  const row = await findProposal(db, workspaceId, id)
  if (!row) return noProposal
  if (revision !== undefined && revision !== row.revision) return outdatedProposal
  return { ok: true, value: { row, open: open.value } }
}
