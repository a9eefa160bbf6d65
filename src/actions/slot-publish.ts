import { askPeople } from '#actions/segment/ask.ts'
import { noSlot, outdatedSlot, writtenSlot } from '#actions/slot/standing.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { slotId, slotPublishInput, type SlotWritten } from '#contract/slot.ts'
import { slotFaultsOf } from '#core/slot/document.ts'
import { lockSlot, publishSlotVersion, setLiveVersion } from '#store/slot.ts'

/** The draft decides from now on. Refused while something is missing; its measurement begins anew. */
export const publishSlot: Verb<SlotWritten> = writeVerb({
  permission: 'capture.write',
  input: slotPublishInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, revision } = input
    const slot = await lockSlot(db, workspaceId, id)
    if (!slot) return noSlot
    if (slot.revision !== revision) return outdatedSlot
    if (slot.retiredAt !== null) return refuse('conflict', 'This slot is out of the list. Take it back first.')
    const faults = slotFaultsOf(slot.draft).filter(({ must }) => must)
    if (faults.length > 0) {
      const fields = faults.map(({ fault, variant }) => ({ path: variant ?? '', message: fault }))
      const kinds = [...new Set(faults.map(({ fault }) => fault))].join(', ')
      return refuse('invalid', `Something is missing before this slot can decide: ${kinds}.`, { fields })
    }
    for (const { when } of slot.draft.variants) {
      if (when === null) continue
      const asked = await askPeople(db, workspaceId, when, now)
      if (!asked.ok) return asked
    }
    await publishSlotVersion(db, workspaceId, id, { content: slot.draft, by: actorName(actor) }, now)
    return ok(await writtenSlot(db, workspaceId, id))
  },
  audit: ({ id, version }) => ({ verb: 'slot.publish', subject: `slot:${id}`, detail: { version } }),
})

/** Everybody sees the default again, within seconds. */
export const stopSlot: Verb<SlotWritten> = writeVerb({
  permission: 'capture.write',
  input: slotId,
  async run({ db, workspaceId, actor, input, now }) {
    const slot = await lockSlot(db, workspaceId, input.id)
    if (!slot) return noSlot
    await setLiveVersion(db, workspaceId, slot.id, null, actorName(actor), now)
    return ok(await writtenSlot(db, workspaceId, slot.id))
  },
  audit: ({ id }) => ({ verb: 'slot.stop', subject: `slot:${id}` }),
})
