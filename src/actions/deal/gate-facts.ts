import type { GateFacts } from '#core/deal/gate.ts'
import { proofsOwed } from '#store/proof.ts'
import type { Db } from '#store/rows.ts'

/** What gates ask of other features about one deal. */
export async function gateFacts(db: Db, workspaceId: string, dealId: string): Promise<GateFacts> {
  const { rows } = await db.query<{ booked: boolean; attended: boolean; sent: boolean }>(
    `select coalesce(bool_or(data ->> 'what' = 'meeting' and data ->> 'outcome' = 'attended'), false) as attended,
            coalesce(bool_or(data ->> 'what' = 'proposal' and data ->> 'side' = 'ours'), false) as sent,
            exists (select from meeting where workspace_id = $1 and deal_id = $2 and state in ('planned', 'attended'))
              as booked
       from deal_event where workspace_id = $1 and deal_id = $2 and kind = 'touched' and withdrawn_at is null`,
    [workspaceId, dealId],
  )
  const { booked, attended, sent } = rows[0] ?? { booked: false, attended: false, sent: false }
  return {
    meetingBooked: booked || attended,
    meetingAttended: attended,
    proposalSent: sent,
    proposalAccepted: await saidOf(db, workspaceId, dealId, 'proposal_accepted'),
    proofsOwed: await proofsOwed(db, workspaceId, dealId),
  }
}

async function saidOf(db: Db, workspaceId: string, dealId: string, name: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from deal_event where workspace_id = $1 and deal_id = $2 and kind = 'said' and data ->> 'name' = $3
        and withdrawn_at is null limit 1`,
    [workspaceId, dealId, name],
  )
  return rowCount === 1
}
