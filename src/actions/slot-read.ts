import { noSlot, stateOf } from '#actions/slot/standing.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { slotId, slotListQuery, type SlotDetail, type SlotList } from '#contract/slot.ts'
import { slotFaultsOf } from '#core/slot/document.ts'
import { actorNames } from '#store/actor-name.ts'
import { findSlot, listSlotRows, publicKeyOf, slotVersions } from '#store/slot.ts'
import { countSeen } from '#store/slot-lift.ts'

const span = 28 * 86_400_000

/** The slots of the workspace, with how many were in view of them lately. */
export const listSlots: Verb<SlotList> = readVerb({
  permission: 'capture.read',
  input: slotListQuery,
  async run({ db, workspaceId, input, now }) {
    const rows = await listSlotRows(db, workspaceId, input.retired)
    const live = rows.flatMap(({ id, liveVersion }) => (liveVersion === null ? [] : [{ id, version: liveVersion }]))
    const seen = await countSeen(db, workspaceId, live, now - span)
    const items = rows.map((row) => ({
      id: row.id,
      key: row.key,
      name: row.name,
      state: stateOf(row),
      variants: row.draft.variants.length,
      shown: seen.get(row.id)?.shown ?? 0,
      control: seen.get(row.id)?.control ?? 0,
      publishedAt: row.liveAt?.toISOString() ?? null,
      updatedAt: row.updatedAt.toISOString(),
    }))
    return ok({ items, counted: (await publicKeyOf(db, workspaceId)) !== null, asOf: new Date(now).toISOString() })
  },
})

/** A slot as it is being written, and how pages carry it. */
export const readSlot: Verb<SlotDetail> = readVerb({
  permission: 'capture.read',
  input: slotId,
  async run({ db, workspaceId, input, address }) {
    const slot = await findSlot(db, workspaceId, input.id)
    if (!slot) return noSlot
    const versions = await slotVersions(db, workspaceId, slot.id)
    const names = await actorNames(
      db,
      versions.map(({ by }) => by),
    )
    return ok({
      id: slot.id,
      key: slot.key,
      name: slot.name,
      state: stateOf(slot),
      revision: slot.revision,
      document: slot.draft,
      version: slot.liveVersion,
      versions: versions.map(({ version, at, by }) => ({ version, at: at.toISOString(), by: names.get(by) ?? by })),
      faults: slotFaultsOf(slot.draft),
      origin: address,
      publicKey: await publicKeyOf(db, workspaceId),
      retired: slot.retiredAt !== null,
    })
  },
})
