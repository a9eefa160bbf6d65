import { randomUUIDv7 } from 'node:crypto'
import { noSlot, outdatedSlot, writtenSlot } from '#actions/slot/standing.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { slotChangeInput, slotCreateInput, slotRetireInput, type SlotWritten } from '#contract/slot.ts'
import { emptySlot, isSlotKey, mostSlots } from '#core/slot/document.ts'
import { changeSlotDraft, insertSlot, listSlotRows, lockSlot, retireSlotRow } from '#store/slot.ts'

const full = refuse('conflict', `There are ${mostSlots} slots already: take one out of the list first.`)

/** A new slot. Its key stands in the HTML of pages, so it never changes. */
export const createSlot: Verb<SlotWritten> = writeVerb({
  permission: 'capture.write',
  input: slotCreateInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { name, key } = input
    if (!isSlotKey(key))
      return refuse('invalid', 'key: Small letters, digits, hyphens and underscores, a letter first; at most 60.', {
        fields: [{ path: 'key', message: 'small letters, digits, hyphens, a letter first' }],
      })
    if ((await listSlotRows(db, workspaceId, false)).length >= mostSlots) return full
    const id = randomUUIDv7()
    const slot = { id, key, name, draft: emptySlot(), by: actorName(actor) }
    if (!(await insertSlot(db, workspaceId, slot, now)))
      return refuse('conflict', `There is a slot called ${key} already; choose another word.`, {
        fields: [{ path: 'key', message: 'taken' }],
      })
    return ok(await writtenSlot(db, workspaceId, id))
  },
  audit: ({ id, key }, { name }) => ({ verb: 'slot.create', subject: `slot:${id}`, detail: { name, key } }),
})

/** Keeps the draft as a whole, while it is being written. */
export const changeSlot: Verb<SlotWritten> = writeVerb({
  permission: 'capture.write',
  input: slotChangeInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, revision, name, document } = input
    if (!(await lockSlot(db, workspaceId, id))) return noSlot
    const change = { revision, name, draft: document, by: actorName(actor) }
    if ((await changeSlotDraft(db, workspaceId, id, change, now)) === null) return outdatedSlot
    return ok(await writtenSlot(db, workspaceId, id))
  },
  audit: ({ id }) => ({ verb: 'slot.change', subject: `slot:${id}` }),
})

/** Takes a slot that is not in force out of the list, or back into it. */
export const retireSlot: Verb<SlotWritten> = writeVerb({
  permission: 'capture.write',
  input: slotRetireInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, undo } = input
    const slot = await lockSlot(db, workspaceId, id)
    if (!slot) return noSlot
    if (!undo && slot.liveVersion !== null) return refuse('conflict', 'This slot is in force. Stop it first.')
    if (undo && slot.retiredAt !== null && (await listSlotRows(db, workspaceId, false)).length >= mostSlots) return full
    await retireSlotRow(db, workspaceId, id, !undo, actorName(actor), now)
    return ok(await writtenSlot(db, workspaceId, id))
  },
  audit: ({ id }, { undo }) => ({ verb: undo ? 'slot.bring_back' : 'slot.retire', subject: `slot:${id}` }),
})
