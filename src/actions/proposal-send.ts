import { recordDeals } from '#actions/deal/write.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { sentAlready, takeProposal } from '#actions/proposal/access.ts'
import { hashOf, mailProposal, newProposalToken, proposalLink } from '#actions/proposal/link.ts'
import { placeOf } from '#actions/proposal/place.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { proposalLinkInput, proposalSendInput, type ProposalSent } from '#contract/proposal.ts'
import { ok, refuse } from '#contract/problem.ts'
import { faultsOf, stateOf } from '#core/proposal/document.ts'
import { proposalText } from '#core/proposal/text.ts'
import { findProposal, freezeProposal, renewLink } from '#store/proposal.ts'

/**
 * Sends a proposal: its exact text and the text's SHA-256 are frozen, versions before it that nobody answered are
 * superseded, the deal and whom it goes to hear of it. The link is given this once; with `mail`, it also goes out.
 */
export const sendProposal: Verb<ProposalSent> = writeVerb({
  permission: 'proposal.write',
  input: proposalSendInput,
  async run(call) {
    const { db, workspaceId, actor, input, now, address } = call
    const found = await takeProposal(call, input.id, input.revision)
    if (!found.ok) return found
    const { row, open } = found.value
    if (row.sentAt !== null) return sentAlready
    const { content, language, currency, validUntil } = row
    const { today } = await placeOf(db, workspaceId, now)
    const faults = faultsOf({ content, language, currency, validUntil }, today)
    if (faults.length > 0 || validUntil === null) {
      return refuse('conflict', `It cannot go out yet: ${faults.join(', ')}.`, {
        fields: faults.map((fault) => ({ path: `fault.${fault}`, message: fault })),
      })
    }
    const text = proposalText({ content, language, currency, validUntil })
    const { token, hash } = newProposalToken()
    const link = proposalLink(address, token)
    const sentBy = actor.kind === 'user' ? actor.userId : null
    const sent = { text, textHash: hashOf(text), linkHash: hash, sentBy, sentTo: input.mail?.to ?? null }
    await freezeProposal(db, workspaceId, row.id, sent, now)
    await recordDeals(
      open.setting,
      [
        {
          dealId: row.dealId,
          entries: [
            {
              kind: 'touched',
              messageId: `proposal:${row.id}:sent`,
              data: {
                side: 'ours',
                what: 'proposal',
                outcome: 'sent',
                ref: row.id,
                ...(row.personId === null ? {} : { person: row.personId }),
                note: content.title,
              },
            },
          ],
        },
      ],
      saidBy(actor),
    )
    if (input.mail) await mailProposal(db, workspaceId, { ...row, validUntil }, input.mail, link, now)
    const after = await findProposal(db, workspaceId, row.id)
    return ok({ id: row.id, revision: after?.revision ?? row.revision, link, mailed: input.mail !== undefined })
  },
  audit: ({ id }, { mail }) => ({
    verb: 'proposal.send',
    subject: `proposal:${id}`,
    detail: mail ? { to: mail.to } : {},
  }),
})

/** A new link for a proposal that is out; the one before leads nowhere from now on. */
export const relinkProposal: Verb<ProposalSent> = writeVerb({
  permission: 'proposal.write',
  input: proposalLinkInput,
  async run(call) {
    const { db, workspaceId, input, now, address } = call
    const found = await takeProposal(call, input.id)
    if (!found.ok) return found
    const { row } = found.value
    const { today } = await placeOf(db, workspaceId, now)
    const state = stateOf(row, today)
    if (state === 'draft' || state === 'withdrawn' || state === 'superseded' || row.validUntil === null)
      return refuse('conflict', `A link leads to a proposal that is out; this one is ${state}.`)
    const { token, hash } = newProposalToken()
    const link = proposalLink(address, token)
    await renewLink(db, workspaceId, row.id, { hash, sentTo: input.mail?.to ?? null }, now)
    if (input.mail) {
      if (state === 'expired') return refuse('conflict', 'Its last day is over; make a new version with a new date.')
      await mailProposal(db, workspaceId, { ...row, validUntil: row.validUntil }, input.mail, link, now)
    }
    return ok({ id: row.id, revision: row.revision + 1, link, mailed: input.mail !== undefined })
  },
  audit: ({ id }, { mail }) => ({
    verb: 'proposal.link',
    subject: `proposal:${id}`,
    detail: mail ? { to: mail.to } : {},
  }),
})
