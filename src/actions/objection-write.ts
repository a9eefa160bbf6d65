import { randomUUIDv7 } from 'node:crypto'
import { wrong } from '#actions/deal/fields.ts'
import { takeDeal } from '#actions/deal/load.ts'
import { recordDeals, type DealEntry } from '#actions/deal/write.ts'
import { objectionOf } from '#actions/objection-list.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { objectionChangeInput, objectionInput, type Objection } from '#contract/objection.ts'
import { ok, refuse } from '#contract/problem.ts'
import { knownInDeal } from '#store/deal/known.ts'
import { findObjection, insertObjection, updateObjection } from '#store/objection.ts'

const noObjection = refuse('not_found', 'There is no such objection here.')

/** Notes a doubt in their words; the deal's history tells of it. */
export const raiseObjection: Verb<Objection> = writeVerb({
  permission: 'deal.write',
  input: objectionInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const found = await takeDeal(call, input.id)
    if (!found.ok) return found
    const { id: dealId, person: personId, ...row } = input
    const people = personId === null ? [] : [personId]
    if ((await knownInDeal(db, workspaceId, { account: null, products: [], people })) !== null) {
      return wrong('person', 'There is no such person here.')
    }
    const id = randomUUIDv7()
    const by = saidBy(actor)
    await insertObjection(db, workspaceId, { ...row, id, dealId, personId, by: String(by['by']) }, now)
    const said = { name: 'objection_raised', ref: id, text: input.said, detail: { kind: input.kind } }
    const entries: DealEntry[] = [
      { kind: 'said', data: personId === null ? said : { ...said, person: personId } },
      ...(input.answer === null ? [] : [answered(id, input.kind, input.answer)]),
    ]
    await recordDeals(found.value.setting, [{ dealId, entries }], by)
    const written = await findObjection(db, workspaceId, id)
    return written ? ok(objectionOf(written)) : noObjection
  },
  audit: ({ id, kind }, input) => ({
    verb: 'deal.objection',
    subject: `deal:${input.id}`,
    detail: { objection: id, kind },
  }),
})

/** Says what was answered and what came of it, or takes an objection out as a mistake. */
export const changeObjection: Verb<Objection & { dealId: string }> = writeVerb({
  permission: 'deal.write',
  input: objectionChangeInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const before = await findObjection(db, workspaceId, input.id)
    if (!before) return noObjection
    const found = await takeDeal(call, before.dealId)
    if (!found.ok) return found
    const { kind = before.kind, said = before.said, answer = before.answer, next = before.next } = input
    const { state = before.state, removed = before.removedAt !== null } = input
    await updateObjection(db, workspaceId, { id: before.id, kind, said, answer, next, state, removed }, now)
    const entries: DealEntry[] = []
    if (answer !== null && answer !== before.answer) entries.push(answered(before.id, kind, answer))
    if (state !== before.state && state !== 'open') {
      const told = {
        name: `objection_${state}`,
        ref: before.id,
        text: said,
        detail: { kind, ...(next ? { next } : {}) },
      }
      entries.push({ kind: 'said', data: told })
    }
    if (entries.length > 0) await recordDeals(found.value.setting, [{ dealId: before.dealId, entries }], saidBy(actor))
    const after = await findObjection(db, workspaceId, before.id)
    return after ? ok({ ...objectionOf(after), dealId: before.dealId }) : noObjection
  },
  audit: ({ id, dealId, state }) => ({
    verb: 'deal.objection',
    subject: `deal:${dealId}`,
    detail: { objection: id, state },
  }),
})

function answered(ref: string, kind: string, text: string): DealEntry {
  return { kind: 'said', data: { name: 'objection_answered', ref, text, detail: { kind } } }
}
