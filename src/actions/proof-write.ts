import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { wrong } from '#actions/deal/fields.ts'
import { takeDeal } from '#actions/deal/load.ts'
import { recordDeals } from '#actions/deal/write.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { proofOf } from '#actions/proof-list.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { proofChangeInput, proofInput, type Proof } from '#contract/proof.ts'
import { knownInDeal } from '#store/deal/known.ts'
import { findMember } from '#store/member.ts'
import { findProof, insertProof, updateProof } from '#store/proof.ts'

const noProof = refuse('not_found', 'There is no such proof here.')
const noColleague = wrong('ownerId', 'There is no such colleague in this workspace.')

/** Somebody asks for a proof before they buy; a colleague owes it from now on. */
export const askProof: Verb<Proof> = writeVerb({
  permission: 'deal.write',
  input: proofInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const found = await takeDeal(call, input.id)
    if (!found.ok) return found
    const { id: dealId, person: personId, what, due } = input
    const people = personId === null ? [] : [personId]
    if ((await knownInDeal(db, workspaceId, { account: null, products: [], people })) !== null) {
      return wrong('person', 'There is no such person here.')
    }
    const owner = await ownerOf(db, workspaceId, actor, input.ownerId)
    if (!owner) return noColleague
    const id = randomUUIDv7()
    const by = saidBy(actor)
    await insertProof(db, workspaceId, { id, dealId, personId, what, due, ...owner, by: String(by['by']) }, now)
    const data = { name: 'proof_asked', ref: id, text: what, ...(personId === null ? {} : { person: personId }) }
    await recordDeals(found.value.setting, [{ dealId, entries: [{ kind: 'said', data }] }], by)
    const written = await findProof(db, workspaceId, id)
    return written ? ok(proofOf(written)) : noProof
  },
  audit: ({ id, what }, input) => ({ verb: 'deal.proof', subject: `deal:${input.id}`, detail: { proof: id, what } }),
})

/** A proof is given, changes hands or date, or is taken out as a mistake. */
export const changeProof: Verb<Proof & { dealId: string }> = writeVerb({
  permission: 'deal.write',
  input: proofChangeInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const before = await findProof(db, workspaceId, input.id)
    if (!before) return noProof
    const found = await takeDeal(call, before.dealId)
    if (!found.ok) return found
    const owner =
      input.ownerId === undefined
        ? { ownerId: before.ownerId, ownerName: before.ownerName }
        : await ownerOf(db, workspaceId, actor, input.ownerId)
    if (!owner) return noColleague
    const was = { given: before.givenAt?.getTime() ?? null, removed: before.removedAt?.getTime() ?? null }
    const { what = before.what, due = before.due, link = before.link } = input
    const givenAt = input.given === undefined ? was.given : input.given ? (was.given ?? now) : null
    const removedAt = input.removed === undefined ? was.removed : input.removed ? (was.removed ?? now) : null
    await updateProof(db, workspaceId, { id: before.id, what, due, link, ...owner, givenAt, removedAt })
    if ((givenAt === null) !== (was.given === null)) {
      const name = givenAt === null ? 'proof_owed' : 'proof_given'
      const data = { name, ref: before.id, text: what, ...(link === null ? {} : { detail: { link } }) }
      await recordDeals(
        found.value.setting,
        [{ dealId: before.dealId, entries: [{ kind: 'said', data }] }],
        saidBy(actor),
      )
    }
    const after = await findProof(db, workspaceId, before.id)
    return after ? ok({ ...proofOf(after), dealId: before.dealId }) : noProof
  },
  audit: ({ id, dealId, givenAt }) => ({
    verb: 'deal.proof',
    subject: `deal:${dealId}`,
    detail: { proof: id, given: givenAt !== null },
  }),
})

/** A colleague by id, else whoever says it; null when there is no such colleague. */
async function ownerOf(
  db: PoolClient,
  workspaceId: string,
  actor: Actor,
  ownerId: string | undefined,
): Promise<{ ownerId: string | null; ownerName: string | null } | null> {
  if (ownerId === undefined) {
    return actor.kind === 'user' ? { ownerId: actor.userId, ownerName: actor.name } : { ownerId: null, ownerName: null }
  }
  const member = await findMember(db, workspaceId, ownerId)
  return member && { ownerId, ownerName: member.name }
}
