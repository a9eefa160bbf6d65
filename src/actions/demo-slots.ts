import type { Pool } from 'pg'
import { idOf } from '#actions/demo-pages.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { demoSlot } from '#core/demo/slots.ts'
import { findSlot, insertSlot, publishSlotVersion } from '#store/slot.ts'

const day = 86_400_000
const by = 'demo'

/** Where the slot of the sample company stands in this workspace, and since when; `end` in epoch ms. */
export function demoSlotPlace(workspaceId: string, end: number): { slot: string; from: number } {
  return { slot: idOf(workspaceId, 'slot opening'), from: end - demoSlot.publishedDays * day }
}

/** Its slot, in force. In one transaction; once. */
export async function loadDemoSlots(pool: Pool, workspaceId: string, end: number): Promise<void> {
  const { slot: id, from } = demoSlotPlace(workspaceId, end)
  const { key, name, document } = demoSlot
  const loaded = await transaction(pool, 'begin', async (db) => {
    if (await findSlot(db, workspaceId, id)) return ok(false)
    await insertSlot(db, workspaceId, { id, key, name, draft: document, by }, from - day)
    await publishSlotVersion(db, workspaceId, id, { content: document, by }, from)
    return ok(true)
  })
  if (!loaded.ok) throw new Error(loaded.problem.message)
}
