import { randomUUIDv7 } from 'node:crypto'
import { recordDeals } from '#actions/deal/write.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { sentAlready, takeProposal } from '#actions/proposal/access.ts'
import { placeOf } from '#actions/proposal/place.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { proposalRef, type ProposalWritten } from '#contract/proposal.ts'
import { ok, refuse } from '#contract/problem.ts'
import { stateOf } from '#core/proposal/document.ts'
import { deleteDraft, insertProposal, newestVersion, withdrawProposalRow } from '#store/proposal.ts'

/** Withdraws a proposal that is out and has no answer: its link says so from now on. */
export const withdrawProposal: Verb<ProposalWritten> = writeVerb({
  permission: 'proposal.write',
  input: proposalRef,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const found = await takeProposal(call, input.id)
    if (!found.ok) return found
    const { row, open } = found.value
    const { today } = await placeOf(db, workspaceId, now)
    const state = stateOf(row, today)
    if (state !== 'sent' && state !== 'opened' && state !== 'expired')
      return refuse('conflict', `Only a proposal that is out can be withdrawn; this one is ${state}.`)
    await withdrawProposalRow(db, workspaceId, row.id, now)
    const data = { name: 'proposal_withdrawn', ref: row.id, text: row.content.title }
    const entry = { kind: 'said' as const, messageId: `proposal:${row.id}:withdrawn`, data }
    await recordDeals(open.setting, [{ dealId: row.dealId, entries: [entry] }], saidBy(actor))
    return ok({ id: row.id, revision: row.revision + 1, state: 'withdrawn' as const })
  },
  audit: ({ id }) => ({ verb: 'proposal.withdraw', subject: `proposal:${id}` }),
})

/** A draft that says the same, to be changed and sent in its place; the one before holds until then. */
export const newVersion: Verb<ProposalWritten> = writeVerb({
  permission: 'proposal.write',
  input: proposalRef,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const found = await takeProposal(call, input.id)
    if (!found.ok) return found
    const { row } = found.value
    if (row.sentAt === null) return refuse('conflict', 'This is a draft; change it as it is.')
    if (row.answered === 'accepted')
      return refuse('conflict', 'This proposal was accepted; write a new one for what comes next.')
    const { today } = await placeOf(db, workspaceId, now)
    const days = Math.max(1, daysOpen(row.sentAt, row.validUntil))
    const id = randomUUIDv7()
    await insertProposal(
      db,
      workspaceId,
      {
        id,
        dealId: row.dealId,
        rootId: row.rootId,
        version: (await newestVersion(db, workspaceId, row.rootId)) + 1,
        language: row.language,
        currency: row.currency,
        validUntil: Temporal.PlainDate.from(today).add({ days }).toString(),
        content: row.content,
        personId: row.personId,
        createdBy: actorName(actor),
      },
      now,
    )
    return ok({ id, revision: 1, state: 'draft' as const })
  },
  audit: ({ id }, input) => ({ verb: 'proposal.version', subject: `proposal:${id}`, detail: { of: input.id } }),
})

/** Throws a draft away. */
export const discardProposal: Verb<ProposalWritten> = writeVerb({
  permission: 'proposal.write',
  input: proposalRef,
  async run(call) {
    const { db, workspaceId, input } = call
    const found = await takeProposal(call, input.id)
    if (!found.ok) return found
    if (!(await deleteDraft(db, workspaceId, input.id))) return sentAlready
    return ok({ id: input.id, revision: found.value.row.revision, state: 'draft' as const })
  },
  audit: ({ id }) => ({ verb: 'proposal.discard', subject: `proposal:${id}` }),
})

/** For how many days the former could be accepted. */
function daysOpen(sentAt: Date, validUntil: string | null): number {
  if (validUntil === null) return 30
  return Math.round((Date.parse(validUntil) - sentAt.getTime()) / 86_400_000)
}
