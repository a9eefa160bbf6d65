import { randomUUID, randomUUIDv7 } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { hashOf, newProposalToken } from '#actions/proposal/link.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { demoLanguage, demoProposal } from '#core/demo/proposals.ts'
import { dayIn } from '#core/proposal/renewal.ts'
import { proposalText } from '#core/proposal/text.ts'
import { freezeProposal, insertAnswer, insertOpen, insertProposal } from '#store/proposal.ts'
import { hasProposals, offeredDeals, type OfferedDeal } from '#store/proposal-demo.ts'

const most = 60
const day = 86_400_000

/**
 * The papers behind the proposals that the sample company's deals tell of: those of won deals accepted, those of lost
 * ones declined, the others out. Their deals know of them already, so nothing is told again. All in one transaction; once.
 */
export async function loadDemoProposals(pool: Pool, workspaceId: string, zone: string): Promise<void> {
  await transaction(pool, 'begin', async (db) => {
    if (await hasProposals(db, workspaceId)) return ok(null)
    for (const deal of await offeredDeals(db, workspaceId, most)) await writePaper(db, workspaceId, zone, deal)
    return ok(null)
  })
}

async function writePaper(db: PoolClient, workspaceId: string, zone: string, deal: OfferedDeal): Promise<void> {
  const { dealId, account, country, owner, person, personId, status, currency, amountMinor } = deal
  const language = demoLanguage(country)
  const from = [owner ?? '', 'Lodestrand'].filter((one) => one !== '').join(', ')
  const content = demoProposal(language, { company: account ?? '', person: person ?? '', from, amountMinor })
  const validUntil = dayIn(zone, deal.sentAt + 45 * day)
  const id = randomUUIDv7()
  const draft = { id, dealId, rootId: id, version: 1, language, currency, validUntil, content, personId }
  await insertProposal(db, workspaceId, { ...draft, createdBy: 'operator:CRM' }, deal.sentAt - day)
  const text = proposalText({ content, language, currency, validUntil })
  const textHash = hashOf(text)
  const link = newProposalToken()
  const sent = { text, textHash, linkHash: link.hash, sentBy: null, sentTo: null }
  await freezeProposal(db, workspaceId, id, sent, deal.sentAt)
  const seenAt = deal.openedAt ?? (status === 'won' ? deal.sentAt + day : null)
  if (seenAt !== null) {
    const open = { id: randomUUIDv7(), view: randomUUID(), verdict: 'human' as const, reason: null, seconds: 40 }
    await insertOpen(db, workspaceId, id, open, seenAt)
  }
  if (status === 'open' || deal.closedAt === null || deal.closedAt < deal.sentAt) return
  const said = { name: person, email: null, words: null, address: null, textHash: textHash.toString('hex') }
  await insertAnswer(
    db,
    workspaceId,
    id,
    status === 'won'
      ? { ...said, answer: 'accepted', optionId: 'option-2', reason: null }
      : { ...said, answer: 'declined', optionId: null, reason: 'other' },
    deal.closedAt,
  )
}
