import type { SlotState, SlotWritten } from '#contract/slot.ts'
import { refuse } from '#contract/problem.ts'
import { findSlot, type SlotRow } from '#store/slot.ts'
import type { Db } from '#store/rows.ts'

export const noSlot = refuse('not_found', 'There is no such slot here.')

/** The refusal of who changes what has changed since they looked. */
export const outdatedSlot = refuse(
  'conflict',
  'Somebody changed this slot since you looked; nothing of yours was written. Look again, then repeat it.',
)

/** Where a slot stands for those who come. */
export function stateOf({ liveVersion, changed, used }: SlotRow): SlotState {
  if (liveVersion !== null) return changed ? 'changed' : 'live'
  return used ? 'off' : 'draft'
}

export async function writtenSlot(db: Db, workspaceId: string, id: string): Promise<SlotWritten> {
  const slot = (await findSlot(db, workspaceId, id)) as SlotRow
  return { id, key: slot.key, revision: slot.revision, state: stateOf(slot), version: slot.liveVersion }
}
