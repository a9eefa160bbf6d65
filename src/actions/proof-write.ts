import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { wrong } from '#actions/deal/fields.ts'
import { takeDeal } from '#actions/deal/load.ts'
import { recordDeals } from '#actions/deal/write.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { proofOf } from '#actions/proof-list.ts'
import { openTask } from '#actions/task/open.ts'
import { dueMoment, taskPlace } from '#actions/task/place.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { proofChangeInput, proofInput, type Proof } from '#contract/proof.ts'
import { knownInDeal } from '#store/deal/known.ts'
import { findMember } from '#store/member.ts'
import { findProof, insertProof, keepProofTask, updateProof, type ProofRow } from '#store/proof.ts'
import { keepNextSteps } from '#store/task.ts'

const noProof = refuse('not_found', 'There is no such proof here.')
const noColleague = wrong('ownerId', 'There is no such colleague in this workspace.')

/** Somebody asks for a proof before they buy; a colleague owes it from now on, as a task where it has a date. */
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
    if (!written) return noProof
    await setTask(call, written)
    return ok(proofOf(written))
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
    if (!after) return noProof
    await setTask(call, after)
    return ok({ ...proofOf(after), dealId: before.dealId })
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

/** Whoever owes a proof by a day has a task for it, which ends when it is given or taken out. */
async function setTask(
  { db, workspaceId, actor, now }: { db: PoolClient; workspaceId: string; actor: Actor; now: number },
  proof: ProofRow,
): Promise<void> {
  const { id, dealId, what, due, ownerId, ownerName, person, givenAt, removedAt } = proof
  const place = await taskPlace(db, workspaceId, now)
  const by = String(saidBy(actor)['by'])
  const over = removedAt !== null ? ('dropped' as const) : givenAt !== null ? ('done' as const) : null
  const known = await keepProofTask(db, workspaceId, `proof:${id}`, {
    ownerId,
    ownerName,
    due: due === null ? null : { day: due, at: dueMoment(due, null, place.work.zone) },
    done: over && { state: over, at: now, by },
  })
  if (known) await keepNextSteps(db, workspaceId, [dealId])
  else if (over === null && due !== null) {
    await openTask(db, place, {
      kind: 'proof',
      title: what.slice(0, 300),
      personId: person?.id ?? null,
      dealId,
      dueDay: due,
      promised: true,
      assignee: ownerId === null || ownerName === null ? null : { id: ownerId, name: ownerName },
      source: 'hand',
      cause: `proof:${id}`,
      by,
      byId: actorName(actor),
    })
  }
}
